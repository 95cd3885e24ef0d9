"""Files of the base image or of packages that lines remove are gone in the runtime stage, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.errors import Refused
from msbgen.model.conversion import Options
from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

HEAD = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y nginx gcc\n"
TAIL = 'COPY . /var/www/html\nRUN gcc -o /usr/local/bin/x /var/www/html/x.c\nCMD ["nginx", "-g", "daemon off;"]\n'


def converted(lines: str, folder: Path, tail: str = TAIL) -> str:
    write(folder, {"x.c": "int main(void) { return 0; }\n", "a.conf": "server { listen 80; root /var/www/html; }\n"})
    result = convert(HEAD + lines + tail, context=folder)
    return result.dockerfile.rsplit("\nFROM ", 1)[1] if result.changed else "unchanged: " + result.diagnostics[0].message


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("RUN rm /etc/nginx/sites-enabled/default\n", "rm -rf /etc/nginx/sites-enabled/default"),
        ("RUN rm -f /etc/nginx/sites-enabled/default || true\n", "rm -rf /etc/nginx/sites-enabled/default"),
        ("RUN mv /etc/nginx/sites-available/default /tmp/x\n", "rm -rf /etc/nginx/sites-available/default"),
        ("RUN rm -rf /etc/nginx/sites-*/*\n", "rm -rf /etc/nginx/sites-*/*"),
        ("RUN rm -rf /etc/nginx/sites-enabled && ln -s /etc/nginx/sites-available /etc/nginx/sites-enabled\n", "rm -rf /etc/nginx/sites-enabled"),
    ],
)
def test_they_are_removed_again(line: str, step: str, tmp_path: Path) -> None:
    found = converted(line, tmp_path)
    assert step in found
    assert found.index(step) > found.index("nginx")


@pytest.mark.parametrize("line", ["RUN rm -rf /var/lib/apt/lists/*\n", "RUN rm -rf /usr/share/doc /tmp/* /root/.cache\n", "RUN mkdir /etc/own && rm -rf /opt/x\n"])
def test_tidying_up_is_left_in_the_builder(line: str, tmp_path: Path) -> None:
    found = converted(line, tmp_path)
    assert not found.startswith("unchanged")
    assert "rm -rf /" not in found.replace("rm -rf /var/lib/apt/lists/*", "")


def test_what_was_copied_before_is_not_removed(tmp_path: Path) -> None:
    """The copy brings the last state: the base's own files go before it, nothing after it."""
    found = converted("COPY a.conf /etc/nginx/sites-enabled/default\nRUN rm /etc/nginx/sites-enabled/default\nCOPY a.conf /etc/nginx/sites-enabled/default\n", tmp_path)
    assert found.count("COPY --from=builder /etc/nginx/sites-enabled/default") == 1
    assert "rm -rf" not in found[found.index("COPY --from=builder /etc/nginx/sites-enabled/default") :]


def test_a_condition_stands_against_it(tmp_path: Path) -> None:
    text = HEAD + 'ARG KEEP\nRUN if [ -z "$KEEP" ]; then rm /etc/nginx/sites-enabled/default; fi\n' + TAIL
    with pytest.raises(Refused, match="whether it removes /etc/nginx/sites-enabled/default is not known"):
        convert(text, options=Options.make(base="slim"))


def test_what_lines_made_themselves_is_only_removed_in_the_builder(tmp_path: Path) -> None:
    found = converted("COPY . /etc/own\nRUN rm -rf /etc/own/x.c\n", tmp_path)
    assert "rm -rf /etc/own" not in found


def test_a_pattern_takes_neither_deeper_files_nor_those_with_a_dot(tmp_path: Path) -> None:
    lines = "COPY a.conf /srv/a.conf\nCOPY a.conf /srv/sub/b.conf\nCOPY a.conf /srv/.c.conf\nRUN rm /srv/*.conf\n"
    found = converted(lines, tmp_path)
    assert [path for path in ("/srv/a.conf", "/srv/sub/b.conf", "/srv/.c.conf") if f" {path}\n" in found] == ["/srv/sub/b.conf", "/srv/.c.conf"]
