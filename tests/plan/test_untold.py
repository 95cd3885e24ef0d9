"""Programs that the container starts and that no command is known to have made: never on a base without a system."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from tests.ecosystems.helpers import write

RUBY = "FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\n"
PHP = "FROM php:8.3-cli\nRUN apt-get update && apt-get install -y libpq-dev && docker-php-ext-install pdo_pgsql\nWORKDIR /app\nCOPY . .\nRUN composer install\n"


@pytest.mark.parametrize("text", [RUBY, PHP])
@pytest.mark.parametrize("command", ["./start.sh", "/app/rr serve"])
def test_a_program_of_unknown_origin_is_not_carried(text: str, command: str) -> None:
    assert "\nFROM scratch" not in convert(f"{text}CMD {command}\n").dockerfile


def test_a_program_that_a_command_made_is_carried(tmp_path: Path) -> None:
    folder = write(tmp_path, {"go.mod": "module a\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"})
    result = convert("FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /x .\nCMD [\"/x\"]\n", context=folder)
    assert "\nFROM scratch" in result.dockerfile


@pytest.mark.parametrize("command", ["./start.sh", "/app/rr serve"])
def test_the_base_s_own_language_stays_for_it(command: str) -> None:
    """A script that is not at hand may start PHP: the base is not left for one without it, nor its entrypoint script."""
    text = f"FROM php:8.3-apache\nRUN apt-get update && apt-get install -y libpq-dev && docker-php-ext-install pdo_pgsql\nWORKDIR /app\nCOPY . .\nCMD {command}\n"
    assert "\nFROM php:8.3-apache\n" in convert(text).dockerfile


FETCHED = (
    "FROM debian:bookworm\nRUN apt-get update && apt-get install -y git curl unzip\nRUN git clone https://example.org/x /x\n"
    "RUN curl -fsSLo /tmp/t.zip https://example.org/t.zip && unzip /tmp/t.zip -d /usr/local/bin\n"
)


@pytest.mark.parametrize("line", ["", "COPY --from=example/tool /usr/bin/tool /usr/bin/tool\n"])
def test_what_came_ready_made_may_start_git(line: str) -> None:
    result = convert((FETCHED.rpartition("RUN")[0] if line else FETCHED) + line + 'ENTRYPOINT ["tool"]\n').dockerfile.rsplit("\nFROM ", 1)[1]
    assert "    git \\\n" in result
    assert ("curl" in result) is ("unzip" in result) is bool(line)  # these only fetched it


def test_a_program_whose_sources_are_read_does_not(tmp_path: Path) -> None:
    folder = write(tmp_path, {"go.mod": "module a\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"})
    text = "FROM golang:1.22\nRUN apt-get update && apt-get install -y git\nWORKDIR /app\nCOPY . .\nRUN git clone https://example.org/x /x && CGO_ENABLED=0 go build -o /y .\n"
    assert "git \\" not in convert(text + 'CMD ["/y"]\n', context=folder).dockerfile


@pytest.mark.parametrize(
    ("script", "carried"),
    [
        ("exec node i.js\n", True),
        ("export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2\nexec node i.js\n", False),
        ("LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 exec node i.js\n", False),
        ("exec env LD_PRELOAD=libjemalloc.so.2 node i.js\n", False),
        ('if [ -z "${LD_PRELOAD+x}" ]; then LD_PRELOAD=$(find /usr/lib -name libjemalloc.so.2); export LD_PRELOAD; fi\nexec node i.js\n', False),
    ],
)
def test_a_library_that_a_script_puts_first_is_linked_to_by_nobody(script: str, carried: bool, tmp_path: Path) -> None:
    files = {"package.json": '{"name": "a", "version": "1.0.0", "dependencies": {"ms": "2.1.3"}}', "i.js": "require('ms')\n", "start.sh": script}
    text = 'FROM node:22-bookworm\nRUN apt-get update && apt-get install -y libjemalloc2\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["sh", "start.sh"]\n'
    made = convert(text, context=write(tmp_path, files)).dockerfile
    assert ("\nFROM scratch" in made) is carried
    assert ("    libjemalloc2" in made.rpartition("\nFROM ")[2]) is not carried
