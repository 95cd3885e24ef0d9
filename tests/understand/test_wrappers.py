"""Programs that start others: what a container runs by way of them, and what a build does."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Root
from tests.understand.helpers import effect_of, facts_of


def root(line: str, folder: Path | None = None) -> Root:
    facts, _ = facts_of(f"FROM debian:bookworm\nWORKDIR /w\nCOPY . .\n{line}\n", folder)
    return facts.roots[0]


def names(found: Root) -> list[str | None]:
    return [call.name for call in found.calls]


@pytest.mark.parametrize("form", ["CMD {}", "CMD exec {}"])
@pytest.mark.parametrize(
    "command",
    [
        "timeout 5 git x",
        "timeout -k 3 -s TERM 5 git x",
        "env -i git x",
        "env -u A B=c git x",
        "nohup git x",
        "nice -n 5 git x",
        "nice -5 git x",
        "setsid -w git x",
        "stdbuf -o0 git x",
        "flock -w 3 /tmp/l git x",
        "flock /tmp/l -c 'git x'",
        "chroot / git x",
        "su app -c 'git x'",
        "sudo -u app A=b git x",
        "ionice -c 3 git x",
        "xargs -n1 git",
        "find . -name x -exec git {} +",
        "watch -n 2 git x",
        "tini -g -- git x",
        "gosu app git x",
        "timeout 5 env A=b nohup git x",
    ],
)
def test_what_a_wrapper_starts_is_started(form: str, command: str) -> None:
    found = root(form.format(command))
    assert "git" in names(found)
    assert command.split()[0] in names(found)  # the wrapper itself must be there, too
    assert found.opaque is None


@pytest.mark.parametrize("command", ["env -S 'git x'", "env -C / git x", 'timeout 5 "$X" x', "su app -c \"$X\"", 'flock /tmp/l -c "$X"'])
def test_what_is_not_known_is_said(command: str) -> None:
    assert root(f"CMD {command}").opaque is not None


@pytest.mark.parametrize("command", ["env", "env A=b", "command -v git", "xargs", "su - app", "taskset -p 1"])
def test_nothing_is_started(command: str) -> None:
    assert "git" not in names(root(f"CMD {command}"))


SCRIPTS = {
    "a script that the shell runs without a first line": {"run.sh": "#!/bin/sh\n/w/two\n", "two": "git x\n"},
    "a script that is read in": {"run.sh": "#!/bin/sh\n. /w/two\n", "two": "git x\n"},
    "the same by bash": {"run.sh": "#!/bin/bash\nsource ./two\n", "two": "git x\n"},
    "eval": {"run.sh": "#!/bin/sh\neval 'git x'\n"},
    "a trap": {"run.sh": "#!/bin/sh\ntrap 'git x' EXIT\n"},
    "an entrypoint of the usual name": {"docker-entrypoint.sh": '#!/bin/sh\ngit x\nexec "$@"\n'},
}


@pytest.mark.parametrize("files", SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_are_followed(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    found = root(f'ENTRYPOINT ["/w/{next(iter(files))}"]', tmp_path)
    assert ("git", found.opaque) == ("git" if "git" in names(found) else None, None)


@pytest.mark.parametrize(
    "text", ['eval "$X"', 'trap "$X" EXIT', ". /w/absent", '. "$X"', ". /etc/profile"]
)  # fmt: skip
def test_scripts_that_are_not_known(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text(f"#!/bin/sh\n{text}\n")
    assert root('ENTRYPOINT ["/w/run.sh"]', tmp_path).opaque is not None


@pytest.mark.parametrize("text", ["trap - EXIT", "trap '' HUP", "trap", ". /run/secrets/env", "eval"])
def test_scripts_that_run_nothing_more(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text(f"#!/bin/sh\n{text}\n")
    assert root('ENTRYPOINT ["/w/run.sh"]', tmp_path).opaque is None


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("env -i A=b touch x", ("/w/x",)),
        ("timeout 5 touch x", ("/w/x",)),
        ("nice -n 5 touch x", ("/w/x",)),
        ("flock /tmp/l -c 'touch x'", ("/w/x",)),
        ("echo x | xargs cp -t /srv", ("/srv",)),
    ],
)
def test_a_build_by_way_of_a_wrapper(command: str, writes: tuple[str, ...]) -> None:
    assert effect_of(command).writes == writes


@pytest.mark.parametrize("command", ["echo x | xargs touch", "env -C / touch x", "sudo -u app touch x"])
def test_a_build_that_may_write_anywhere(command: str) -> None:
    assert effect_of(command).anywhere


@pytest.mark.parametrize("command", ["{ echo a; } > /srv/x", "(echo a) > /srv/x", "for i in 1; do echo $i; done > /srv/x", "if true; then echo a; fi > /srv/x"])
def test_output_of_a_group(command: str) -> None:
    from tests.understand.helpers import units_of

    (unit,) = units_of(command)
    assert "/srv/x" in [w for e in unit.effects for w in e.writes]
