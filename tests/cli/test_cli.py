"""Options, exit statuses, and where each text goes."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from msbgen.cli import run
from tests.cli import fake

CHANGE = b"FROM x\n"
CHANGED = b"FROM x\n# done\n"
KEEP = b"# keep\nFROM x\n"


@pytest.fixture(autouse=True)
def _fake_pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import msbgen

    monkeypatch.setitem(sys.modules, "msbgen.pipeline", fake.pipeline())
    monkeypatch.setattr(msbgen, "pipeline", sys.modules["msbgen.pipeline"], raising=False)
    monkeypatch.chdir(tmp_path)
    fake.CALLS.clear()


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def command(
    *arguments: str, stdout: Any = None, stderr: Any = None, capture_output: bool = False, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """`msbgen` over the fake pipeline, as a process."""
    return subprocess.run(
        [sys.executable, "-m", "tests.cli.fake", *arguments],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | environment,
        check=False,
        stdout=stdout,
        stderr=stderr,
        capture_output=capture_output,
    )


def test_the_result_goes_to_standard_output_and_nothing_is_written(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert"]) == 0
    assert capfdbinary.readouterr() == (CHANGED, b"")
    assert [path.name for path in Path().iterdir()] == ["Dockerfile"]
    assert Path("Dockerfile").read_bytes() == CHANGE


def test_a_file_that_is_left_alone_is_given_with_the_reason(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(KEEP)
    assert run(["convert"]) == 0
    out, err = capfdbinary.readouterr()
    assert out == KEEP
    assert err == b"Dockerfile:2: info MSB003: nothing to split\n    hint: leave it\n"


def test_options_reach_the_pipeline() -> None:
    Path("sub").mkdir()
    Path("sub/Dockerfile").write_bytes(CHANGE)
    arguments = ["--context", ".", "--base", "slim", "--nonroot", "--cache-mounts", "--templates", "mine"]
    assert run(["convert", "sub", *arguments]) == 0
    data, context, options, dockerfile = fake.CALLS[0]
    assert (data, context, dockerfile) == (CHANGE, Path(), Path("sub/Dockerfile"))
    assert options is not None
    assert (options.base, options.nonroot, options.cache_mounts, options.templates) == ("slim", True, True, "mine")


@pytest.mark.parametrize(
    ("file", "context"), [("sub/Dockerfile", "sub"), ("sub", "sub"), ("sub/../Dockerfile", "sub/..")]
)
def test_the_files_folder_is_the_context(file: str, context: str) -> None:
    Path("sub").mkdir()
    Path("sub/Dockerfile").write_bytes(CHANGE)
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", file]) == 0
    assert fake.CALLS[0][1] == Path(context)


def test_standard_input_has_no_context(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    stdin(monkeypatch, b"FROM \xff\r\n")
    assert run(["convert", "-"]) == 0
    assert capfdbinary.readouterr().out == b"FROM \xff\r\n# done\n"
    assert (fake.CALLS[0][1], fake.CALLS[0][3]) == (None, None)


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        (
            b"# syntax\n\tFORM x",
            2,
            "Dockerfile:2:3: error MSB001: unknown instruction: FORM\n    \tFORM x\ufffd[2J\n    \t ^\n    hint: FROM?\n",
        ),
        (b"# refuse\n", 3, "Dockerfile:2: refused MSB003: no shell on scratch\n    hint: --base slim\n"),
        (b"# check\n", 4, "Dockerfile: error MSB900: a path is lost: a bug of msbgen's, nothing was written\n"),
        (
            b"# bug\n",
            4,
            (
                "msbgen: error MSB999: KeyError: 'wh\\nat': a bug of msbgen's, nothing was written\n"
                "    hint: report it with the Dockerfile; --debug shows where it happened\n"
            ),
        ),
    ],
)
@pytest.mark.parametrize(
    "options", [[], ["-o", "new"], ["--in-place"], ["--check"], ["--json"], ["--diff"], ["--explain"]]
)
def test_a_failure_has_its_exit_status_and_writes_nothing(
    capfd: pytest.CaptureFixture[str], text: bytes, status: int, told: str, options: list[str]
) -> None:
    Path("Dockerfile").write_bytes(text)
    assert run(["convert", *options]) == status
    assert capfd.readouterr() == ("", told)
    assert [path.name for path in Path().iterdir()] == ["Dockerfile"]
    assert Path("Dockerfile").read_bytes() == text


def test_a_traceback_only_when_it_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    Path("Dockerfile").write_bytes(b"# bug\n")
    assert run(["convert", "--debug"]) == 4
    err = capfd.readouterr().err
    assert "Traceback" in err
    assert "fake.py" in err


@pytest.mark.parametrize(("text", "status"), [(CHANGE, 1), (KEEP, 0)])
def test_check_prints_no_dockerfile(capfdbinary: pytest.CaptureFixture[bytes], text: bytes, status: int) -> None:
    Path("Dockerfile").write_bytes(text)
    assert run(["convert", "--check"]) == status
    assert capfdbinary.readouterr().out == b""


def test_explain_goes_to_standard_error(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", "--explain"]) == 0
    out, err = capfdbinary.readouterr()
    assert out == CHANGED
    assert b"it compiles" in err


def test_explain_goes_with_check(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", "--explain", "--check"]) == 1
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"it compiles" in err


def test_json_replaces_the_dockerfile(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", "--json"]) == 0
    out = capfdbinary.readouterr().out
    told = json.loads(out)
    assert told["dockerfile"].encode() == CHANGED
    assert told["ledger"][0]["reason"] == "it compiles"


def test_a_diff_replaces_the_dockerfile(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", "--diff"]) == 0
    assert capfdbinary.readouterr().out == b"--- Dockerfile\n+++ Dockerfile\n@@ -1 +1,2 @@\n FROM x\n+# done\n"


def test_output_is_a_new_file(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    mask = os.umask(0o027)
    try:
        assert run(["convert", "-o", "new"]) == 0
    finally:
        os.umask(mask)
    assert Path("new").read_bytes() == CHANGED
    assert stat.S_IMODE(Path("new").stat().st_mode) == 0o640
    assert capfdbinary.readouterr() == (b"", b"")


def test_output_and_json_together(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", "-o", "new", "--json"]) == 0
    assert Path("new").read_bytes() == CHANGED
    assert json.loads(capfdbinary.readouterr().out)["changed"] is True


def test_nothing_is_overwritten_unasked(capfd: pytest.CaptureFixture[str]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    Path("old").write_bytes(b"old")
    assert run(["convert", "-o", "old"]) == 2
    assert Path("old").read_bytes() == b"old"
    assert capfd.readouterr().err == "msbgen: error MSB002: old exists\n    hint: --force overwrites it\n"
    assert run(["convert", "-o", "old", "--force"]) == 0
    assert Path("old").read_bytes() == CHANGED


def test_in_place_keeps_the_mode_and_the_link() -> None:
    Path("real").write_bytes(CHANGE)
    Path("real").chmod(0o604)
    Path("Dockerfile").symlink_to("real")
    assert run(["convert", "--in-place"]) == 0
    assert Path("Dockerfile").is_symlink()
    assert Path("real").read_bytes() == CHANGED
    assert stat.S_IMODE(Path("real").stat().st_mode) == 0o604
    assert {path.name for path in Path().iterdir()} == {"Dockerfile", "real"}


def test_in_place_leaves_what_it_does_not_change_untouched() -> None:
    Path("Dockerfile").write_bytes(KEEP)
    before = Path("Dockerfile").stat()
    assert run(["convert", "--in-place"]) == 0
    after = Path("Dockerfile").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_device_is_written_to_not_replaced() -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    assert run(["convert", "-o", "/dev/null"]) == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--in-place", "-o", "new"],
        ["--diff", "--json"],
        ["--check", "--in-place"],
        ["--check", "-o", "new"],
        ["--check", "--diff"],
        ["--check", "--json"],
        ["--in-place", "-"],
        ["--force"],
        ["--context", "absent"],
        ["absent"],
        ["-o", "absent/new"],
        ["-o", "folder", "--force"],
        ["na\0me"],
        ["--no-such-option"],
        ["--base"],
        ["Dockerfile", "another"],
    ],
)
def test_bad_usage(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    Path("Dockerfile").write_bytes(CHANGE)
    Path("folder").mkdir()
    assert run(["convert", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(("msbgen: error MSB002: ", "Usage: ", "Error: "))
    assert Path("Dockerfile").read_bytes() == CHANGE
    assert {path.name for path in Path().iterdir()} == {"Dockerfile", "folder"}


def test_a_folder_without_a_dockerfile(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["convert"]) == 2
    assert "no such file: Dockerfile" in capfd.readouterr().err


def test_an_input_of_any_size_is_not_read(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "/dev/zero"]) == 2
    assert "not a Dockerfile" in capfd.readouterr().err


def test_the_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capfd.readouterr().out == f"msbgen {version('msbgen')}\n"


def test_help_has_examples(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "--help"]) == 0
    assert "\n    msbgen convert --check " in capfd.readouterr().out


def test_no_command_is_bad_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Usage: msbgen" in "".join(capfd.readouterr())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_shown(shell: str) -> None:
    done = command("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1", capture_output=True)
    assert done.returncode == 0
    assert b"_MSBGEN_COMPLETE=complete_" + shell.encode() in done.stdout


def test_bases_are_completed() -> None:
    words = {"_MSBGEN_COMPLETE": "complete_bash", "COMP_WORDS": "msbgen convert --base s", "COMP_CWORD": "3"}
    assert command(capture_output=True, **words).stdout.split() == [b"scratch", b"slim"]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(CHANGE * 100_000)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = command("convert", str(tmp_path), stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_standard_output_that_is_full(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(CHANGE)
    with open("/dev/full", "wb") as full:
        done = command("convert", str(tmp_path), stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == b"msbgen: error MSB002: cannot write standard output: No space left on device\n"


def test_standard_streams_that_are_closed(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(CHANGE)
    script = '"$0" -m tests.cli.fake convert "$@"'
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for closed, arguments, status in ((">&-", [str(tmp_path)], 2), ("2>&- >&-", [str(tmp_path)], 2), ("<&-", ["-"], 2)):
        shell = ["sh", "-c", f"{script} {closed}", sys.executable, *arguments]
        done = subprocess.run(shell, env=environment, check=False, capture_output=True)
        assert done.returncode == status, closed
        assert b"Traceback" not in done.stderr
