"""Folders below /run and /tmp are the image's own where a line made them for the container: an engine empties neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.conversion import Options
from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

HEAD = "FROM gcc:14\nWORKDIR /srv\nCOPY . .\n"
TAIL = 'RUN gcc -o /usr/local/bin/m main.c\nCMD ["m"]\n'


def runtime(line: str, base: str, folder: Path) -> tuple[list[str], str]:
    """The folders that are gathered in the builder, and the runtime stage."""
    write(folder, {"main.c": "int main(void) { return 0; }\n"})
    found = convert(HEAD + line + TAIL, context=folder, options=Options.make(base=base))
    assert found.changed, found.diagnostics
    builder, stage = found.dockerfile.split("\nFROM ")
    return "".join(builder.partition("\n\n#")[1:]).replace("\\\n", " ").replace(";", " ").split(), stage


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("RUN mkdir -p /run/app\n", "/run/app"),
        ("RUN mkdir -p /var/run/app && chown www-data /var/run/app\n", "/var/run/app"),
        ("RUN install -d -m 0700 -o www-data /run/app\n", "/run/app"),
        ("RUN mkdir /tmp/up && chmod 1777 /tmp/up\n", "/tmp/up"),
        ("RUN useradd app && mkdir /run/app && chown app /run/app\n", "/run/app"),
    ],
)
@pytest.mark.parametrize("base", ["scratch", "slim"])
def test_a_folder_for_sockets_is_there(line: str, folder: str, base: str, tmp_path: Path) -> None:
    gathered, stage = runtime(line, base, tmp_path)
    assert folder in gathered or (folder in stage and ("mkdir" in stage or "install -d" in stage))


@pytest.mark.parametrize("line", ["RUN mkdir /tmp/b && cd /tmp/b && gcc -o /opt/x /srv/main.c\n", "RUN mkdir /tmp/b && cp main.c /tmp/b/x.c\n"])
@pytest.mark.parametrize("base", ["scratch", "slim"])
def test_a_folder_that_the_build_works_in_stays_behind(line: str, base: str, tmp_path: Path) -> None:
    gathered, stage = runtime(line, base, tmp_path)
    assert "/tmp/b" not in gathered
    assert "/tmp/b" not in stage
