"""Commands that run a second time, in the runtime stage: with all that they depend on, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.errors import Refused
from tests.plan.test_plan import HEAD, made, runtime
from tests.plan.toy import Toy

TAIL = 'RUN toycc -o /app/run\n{}\nCMD ["/app/run"]\n'


def converted(line: str, folder: Path) -> str:
    (folder / "names").write_text("app")
    (folder / "a.toy").write_text("")
    return runtime(made(HEAD + TAIL.format(line), "slim", folder))


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("RUN U=app; useradd $U", "U=app"),
        ("RUN U=app && V=$U && toycc && useradd $V", "U=app"),
        ("RUN umask 0000 && mkdir /data", "umask 0000"),
        ("RUN umask 0000; toycc; mkdir /data", "umask 0000"),
        ("RUN useradd $(cat /app/names)", "useradd $(cat /app/names)"),
        ("RUN getent passwd app || useradd app", "getent passwd app || useradd app"),
        ("RUN grep -q app /etc/passwd || useradd app", "grep -q app /etc/passwd"),
        ("RUN if [ ! -d /etc/x ]; then useradd app; fi", "useradd app"),
        ('RUN if [ "$X" = y ]; then useradd app; fi', "useradd app"),
        ("RUN --mount=type=cache,target=/c useradd app", "useradd app"),
    ],
)
def test_what_it_depends_on_runs_again_too(toy: Toy, tmp_path: Path, line: str, again: str) -> None:
    assert again in converted(line, tmp_path)
    assert "toycc" not in converted(line, tmp_path)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("RUN useradd $(cat /app/a.toy)", "/app/a.toy"),
        ("RUN groupadd -g $(stat /app) app", "/app"),
        ("RUN --mount=type=bind,source=names,target=/n useradd $(cat /n)", "a mount"),
        ("RUN if [ -f /app/a.toy ]; then useradd app; fi", "/app/a.toy"),
        ("RUN while read u; do useradd $u; done < /app/a.toy", "/app/a.toy"),
        ("RUN useradd app && update-locale", "update-locale"),
        ("RUN mkdir /d && chown --reference=/app/a.toy /d", "reference=/app/a.toy"),
        ("RUN U=$(toycc) && useradd $U", "."),
    ],
)
def test_what_only_the_builder_has_stops(toy: Toy, tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        converted(line, tmp_path)


def test_what_needs_a_package_brings_it(toy: Toy, tmp_path: Path) -> None:
    text = made("FROM golang:1.22-bookworm\nWORKDIR /app\n" + TAIL.format("RUN update-ca-certificates"), "slim")
    assert "ca-certificates" in runtime(text)


@pytest.mark.parametrize(("line", "runs"), [("ln -sr /etc/a /opt/a", False), ("chmod --recursive 700 /var/lib/misc", False), ("ln -sfn /etc/a /opt/a", True), ("mkdir -m 700 -p /data", True)])
def test_options_of_another_system(toy: Toy, tmp_path: Path, line: str, runs: bool) -> None:
    """What runs again on Alpine must be such as BusyBox does, too."""
    (tmp_path / "a.toy").write_text("")
    text = HEAD + f'RUN toycc --static -o /app/run\nRUN {line}\nCMD ["/app/run"]\n'
    if runs:
        assert line in runtime(made(text, "alpine", tmp_path))
    else:
        with pytest.raises(Refused, match="BusyBox"):
            made(text, "alpine", tmp_path)
