"""The build context as a build sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.understand.context import Context
from msbgen.understand.dockerignore import Ignore
from tests.understand.helpers import facts_of


@pytest.mark.parametrize(
    ("patterns", "path", "ignored"),
    [
        ("node_modules", "node_modules/x/y.js", True),
        ("node_modules", "a/node_modules", False),  # unlike .gitignore
        ("**/node_modules", "a/b/node_modules/x", True),
        ("*.md", "README.md", True),
        ("*.md", "docs/README.md", False),
        ("**/*.md", "docs/README.md", True),
        ("*\n!keep", "keep", False),
        ("*\n!keep", "other", True),
        ("!keep\n*", "keep", True),  # the last match wins
        ("/dist/", "dist/x", True),
        ("./dist", "dist", True),
        ("a?c", "abc", True),
        ("[ab].txt", "a.txt", True),
        ("# x\n\n  y  ", "y", True),
        ("a/**/b", "a/b", True),
    ],
)
def test_dockerignore(patterns: str, path: str, ignored: bool) -> None:
    assert Ignore.parse(patterns).ignores(path) is ignored


def test_listing_applies_it_and_never_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret").write_text("x")
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (root / "a" / "f").write_text("x")
    (root / "b.log").write_text("x")
    (root / "link").symlink_to(tmp_path / "out")
    (root / ".dockerignore").write_text("*.log\n")
    context = Context(root)
    assert context.files == (".dockerignore", "a/f", "link")
    assert context.read("link/secret") is None
    assert context.read("b.log") is None


def test_files_are_found_where_copy_put_them(tmp_path: Path) -> None:
    (tmp_path / "src" / "sub").mkdir(parents=True)
    (tmp_path / "src" / "sub" / "x.sh").write_text("#!/bin/sh\n")
    (tmp_path / "entry.sh").write_text("e")
    (tmp_path / "go.mod").write_text("m")
    _, scene = facts_of("FROM debian:bookworm\nWORKDIR /app\nCOPY go.* ./\nCOPY src /srv/code\nCOPY entry.sh /e\nCOPY entry.sh /bin/\n", tmp_path)
    assert scene.read("/srv/code/sub/x.sh") == "#!/bin/sh\n"
    assert scene.read("/e") == "e"
    assert scene.read("/bin/entry.sh") == "e"
    assert scene.read("/app/go.mod") == "m"
    assert scene.read("/app/nothing") is None


@pytest.mark.parametrize(("dest", "path"), [("/usr/local/bin", "/usr/local/bin/run.sh"), ("/usr/local/bin/run", "/usr/local/bin/run"), ("/srv/app", "/srv/app/run.sh")])
def test_a_file_goes_into_a_folder_that_is_there(tmp_path: Path, dest: str, path: str) -> None:
    """Though no slash at the destination's end says so (seen with BuildKit 0.13)."""
    (tmp_path / "run.sh").write_text("#!/bin/sh\n")
    _, scene = facts_of(f"FROM debian:bookworm\nRUN mkdir -p /srv/app\nCOPY run.sh {dest}\nCMD x\n", tmp_path)
    assert scene.source_of(path) == "run.sh"
