"""What is copied piece by piece: names that COPY would read otherwise, links, empty folders, modes, owners."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plan.test_plan import HEAD, gathered, made, runtime
from tests.plan.toy import Toy

TAIL = 'RUN toycc -o /app/run\nCMD ["/app/run"]\n'


def context(folder: Path, *names: str) -> Path:
    for name in ("a.toy", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


@pytest.mark.parametrize("name", ["[id].html", "a$b.txt", "s*r", "q?", 'q"', "q'", "a\\b"])
def test_a_name_that_copy_would_read_otherwise(toy: Toy, tmp_path: Path, name: str) -> None:
    text = runtime(made(HEAD + TAIL, context=context(tmp_path, name, "plain.txt")))
    assert "COPY --from=builder /app /app\n" in text
    assert name not in text


def test_a_name_that_copy_would_read_otherwise_and_that_a_command_writes(toy: Toy) -> None:
    assert not made(HEAD + "RUN touch '/srv/a$b'\n" + TAIL).changed
    assert made(HEAD + "RUN touch /srv/a.b\n" + TAIL).changed


def test_a_link_stays_one(toy: Toy, tmp_path: Path) -> None:
    (context(tmp_path, "plain.txt") / "data").symlink_to("/mnt/data")  # which is there only when the container runs
    assert "COPY --from=builder /app /app\n" in runtime(made(HEAD + TAIL, context=tmp_path))


def test_empty_folders_come_along(toy: Toy, tmp_path: Path) -> None:
    context(tmp_path, "uploads/.gitkeep", "gone/x")
    (tmp_path / "logs" / "old").mkdir(parents=True)
    (tmp_path / ".dockerignore").write_text("uploads/*\ngone\n.dockerignore\n")
    text = runtime(made(HEAD + TAIL, context=tmp_path))
    assert [w for w in ("/app/uploads", "/app/logs", "/app/gone") if f"COPY --from=builder {w} {w}\n" in text] == ["/app/uploads", "/app/logs"]


def test_modes_of_folders_come_along(toy: Toy, tmp_path: Path) -> None:
    context(tmp_path, "open/x", "plain/x")
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "plain").chmod(0o755)
    assert "/app/open" in gathered(made(HEAD + TAIL, context=tmp_path)).folders
    assert "/app/plain" not in gathered(made(HEAD + TAIL, context=tmp_path)).folders
    assert gathered(made(HEAD.replace(". .", "--chmod=777 . .") + TAIL, context=tmp_path)).folders[:2] == ("/app/open", "/app/plain")


def test_an_archive_is_unpacked_by_add(toy: Toy, tmp_path: Path) -> None:
    context(tmp_path, "x.tgz")
    text = "FROM debian:bookworm\nRUN toycc -o /app/run\n{} x.tgz {}\nCMD [\"/app/run\"]\n"
    assert "COPY --from=builder /srv/x /srv/x\n" in runtime(made(text.format("ADD", "/srv/x/"), context=tmp_path))
    assert "COPY --from=builder /srv /srv\n" in runtime(made(text.format("COPY", "/srv/"), context=tmp_path))
    assert not made(text.format("ADD", "/usr/"), context=tmp_path).changed


@pytest.mark.parametrize(
    ("owner", "flag"), [("app:app", "--chown=app:app"), ("app", None), ("app:", None), (":app", None), ("app.app", None), ("-h app:app", None)]
)
def test_an_owner_that_chown_gives(toy: Toy, tmp_path: Path, owner: str, flag: str | None) -> None:
    text = runtime(made(HEAD + TAIL.replace("CMD", f"RUN useradd app && chown -R {owner} /app\nCMD"), "slim", context(tmp_path, "t")))
    assert f"COPY --from=builder {flag + ' ' if flag else ''}/app/t /app/t\n" in text


def test_a_later_owner_counts(toy: Toy, tmp_path: Path) -> None:
    later = "RUN useradd app && chown -R app:app /app\nRUN chown root /app/t\nCMD"
    text = runtime(made(HEAD + TAIL.replace("CMD", later), "slim", context(tmp_path, "t")))
    assert "COPY --from=builder /app/t /app/t\n" in text
    assert "chown root /app/t" in text  # chown -R runs again, so what follows it does, too


@pytest.mark.parametrize("copy", ["COPY $DIR/page.txt .", "COPY ${DIR}/ /app/", "ADD ./$DIR/pages ./pages"])
def test_a_build_argument_that_decides_which_files_come(copy: str, toy: Toy, tmp_path: Path) -> None:
    context(tmp_path, "site/page.txt", "site/pages/b.toy", "site/pages/one.txt")
    text = runtime(made(f"FROM toy:1\nWORKDIR /app\nARG DIR=site\nCOPY a.toy .\n{copy}\n{TAIL}", context=tmp_path))
    assert any(f"COPY --from=builder {place} {place}\n" in text for place in ("/app", "/app/pages"))  # whole: another value brings other files
    assert "one.txt" not in text
    assert "page.txt" not in text


@pytest.mark.parametrize("copy", ["COPY $FILE /etc/", "COPY x/${FILE} /usr/share/"])
def test_a_build_argument_that_decides_on_a_name(copy: str, toy: Toy, tmp_path: Path) -> None:
    context(tmp_path, "my.conf", "x/my.conf")
    text = f"FROM toy:1\nWORKDIR /app\nARG FILE=my.conf\nCOPY a.toy .\n{copy}\n{TAIL}"
    assert not made(text, context=tmp_path).changed
    assert made(text.replace("$FILE", "my.conf").replace("${FILE}", "my.conf"), context=tmp_path).changed


@pytest.mark.parametrize(
    ("make", "again"),
    [
        ("mkdir /app", False),  # the folder is there by then
        ("mkdir -m 750 /app", False),
        ("mkdir /data /app", False),
        ("mkdir -p /app", True),
        ("mkdir /data", True),
    ],
)
def test_a_folder_that_is_gathered_is_not_made_again(toy: Toy, tmp_path: Path, make: str, again: bool) -> None:
    """The runtime stage has what was gathered before anything runs there: a mkdir without -p would fail."""
    context(tmp_path, "open/x", "plain.txt")
    (tmp_path / "open").chmod(0o775)
    toy.starts = "it starts others"
    result = made(f"FROM debian:bookworm\nRUN {make}\nCOPY . /app\nWORKDIR /app\n" + TAIL, base="slim", context=tmp_path)
    assert "/app/open" in gathered(result).folders
    assert (f"RUN {make}\n" in runtime(result)) == again
    assert again or "/data" not in make or "/data" in gathered(result).folders


def test_a_folder_that_is_gathered_and_that_a_line_would_have_to_make_again(toy: Toy, tmp_path: Path) -> None:
    context(tmp_path, "open/x", "plain.txt")
    (tmp_path / "open").chmod(0o775)
    toy.starts = "it starts others"
    result = made("FROM debian:bookworm\nRUN (mkdir /app; useradd a)\nCOPY . /app\nWORKDIR /app\n" + TAIL, context=tmp_path)
    assert "it would have to make /app again" in result.diagnostics[0].message
