"""What hugo writes, and what of it a server's image keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.pipeline import convert
from tests.ecosystems.helpers import effect, write

BASE = "debian:bookworm"
SITE = {"hugo.toml": 'title = "x"\n', "content/a.md": "# a\n"}


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("hugo", "/app/public"),
        ("hugo --minify --gc", "/app/public"),
        ("hugo build -d /srv/site", "/srv/site"),
        ("hugo -d out", "/app/out"),
        ("hugo -s /app --destination ../srv", "/srv"),
        ("cd / && hugo -s app", "/app/public"),
    ],
)
def test_writes(command: str, path: str, tmp_path: Path) -> None:
    found = effect(command, write(tmp_path, SITE), base=BASE)
    assert found.writes == (path,)
    assert [p.kind for p in found.products] == ["bundle"]
    assert not found.anywhere


def test_settings_name_another_folder(tmp_path: Path) -> None:
    assert effect("hugo", write(tmp_path, {"hugo.toml": 'publishDir = "out"\n'}), base=BASE).writes == ("/app/out",)


@pytest.mark.parametrize("command", ["hugo server", "hugo -w", "hugo --config other.toml", "hugo -d $WHERE", "hugo mod get", "hugo -s $SITE"])
def test_not_known(command: str, tmp_path: Path) -> None:
    assert effect(command, write(tmp_path, SITE), base=BASE, before="ARG WHERE\nARG SITE\nWORKDIR /app\nCOPY . .\n").anywhere


@pytest.mark.parametrize("files", [{"hugo.yaml": "publishDir: out\n"}, {"config/_default/hugo.toml": 'publishDir = "out"\n'}, {"hugo.toml": "title = \n"}, {"a.md": ""}])
def test_settings_that_are_not_read(files: dict[str, str], tmp_path: Path) -> None:
    assert effect("hugo", write(tmp_path, files), base=BASE).anywhere


def test_only_the_site_goes_on(tmp_path: Path) -> None:
    text = "FROM nginx:1.26-bookworm\nRUN apt-get update && apt-get install -y hugo\nWORKDIR /site\nCOPY . .\nRUN hugo -d /usr/share/nginx/html\n"
    last = convert(text, context=write(tmp_path, SITE)).dockerfile.rsplit("\nFROM ", 1)[1]
    assert last == "nginx:1.26-bookworm\nWORKDIR /site\nCOPY --from=builder /usr/share/nginx/html /usr/share/nginx/html\n"


def test_its_own_server_is_left(tmp_path: Path) -> None:
    text = 'FROM debian:bookworm\nRUN apt-get update && apt-get install -y hugo\nWORKDIR /site\nCOPY . .\nRUN hugo\nCMD ["hugo", "server"]\n'
    assert not convert(text, context=write(tmp_path, SITE)).changed
