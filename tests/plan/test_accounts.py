"""Accounts that are made again have the builder's numbers, where files that come from there are theirs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from msbgen import convert
from msbgen.model.plan import Run
from tests.ecosystems.helpers import write

HEAD = "FROM python:3.12-bookworm\nRUN apt-get update && apt-get install -y ghostscript gcc\n"
TAIL = 'WORKDIR /app\nCOPY requirements.txt main.py ./\nRUN pip install -r requirements.txt\n{}CMD ["python", "main.py"]\n'
MAKE = "RUN addgroup --system app && adduser --system --ingroup app app\n"
OWNS = "RUN mkdir data && touch data/x && chgrp -R app data && chmod -R g=u data\n"


def result(lines: str, folder: Path, more: str = OWNS) -> tuple[str, list[Run]]:
    files = {"requirements.txt": "flask\n", "main.py": 'import subprocess\nsubprocess.run(["gs", "--version"])\n'}
    made = convert(HEAD + lines + TAIL.format(more), context=write(folder, files))
    assert made.plan is not None
    return made.dockerfile, [s for s in made.plan.stages[-1].steps if isinstance(s, Run) and any("/accounts" in c for c in s.commands)]


@pytest.mark.parametrize(
    ("lines", "more", "numbered"),
    [
        (MAKE, OWNS, True),
        (MAKE, "COPY --chown=app . /app/data\n", False),
        (MAKE, "USER app\nRUN touch /app/x\n", True),
        ("RUN groupadd -r app && useradd -r -m -g app app\n", OWNS, True),
        (MAKE, "", False),
        (MAKE, "COPY --chown=app:app main.py /data/x\n", False),  # COPY --from gives it the owner by name
        ("RUN addgroup --system --gid 1001 app && adduser --system --uid 1001 --gid 1001 app\n", OWNS, False),
        ("RUN groupadd -r -g 999 app && useradd -r -u 999 -g app app\n", OWNS, False),
        ("RUN useradd -m app\n", OWNS, False),
    ],
)
def test_where_numbers_may_differ(lines: str, more: str, numbered: bool, tmp_path: Path) -> None:
    text, steps = result(lines, tmp_path, more)
    assert bool(steps) is numbered
    assert ("COPY --from=builder /etc/passwd /etc/group /accounts/" in text) is numbered


def test_what_becomes_of_the_tables(tmp_path: Path) -> None:
    there, builder = tmp_path / "etc", tmp_path / "accounts"
    there.mkdir()
    builder.mkdir()
    (builder / "passwd").write_text("root:x:0:0::/root:/bin/sh\napp:x:103:104::/nonexistent:/bin/sh\nwebapp:x:105:105::/:/bin/sh\n")
    (builder / "group").write_text("root:x:0:\n_ssh:x:101:\napp:x:104:\nmail:x:9:\n")
    (there / "passwd").write_text("root:x:0:0::/root:/bin/sh\nredis:x:101:102::/:/bin/sh\napp:x:100:101:a b:/nonexistent:/bin/sh\nwebapp:x:7:7::/:/bin/sh\n")
    (there / "group").write_text("root:x:0:\napp:x:101:redis\nmail:x:8:app\n")
    _, (step,) = result(MAKE, tmp_path)
    for command in step.commands:
        text = command.replace("/accounts", str(builder)).replace("/etc/", f"{there}/").replace("chown -R", "echo")
        subprocess.run(["sh", "-c", text], check=True, capture_output=True)
    assert (there / "passwd").read_text().splitlines()[1:] == ["redis:x:101:102::/:/bin/sh", "app:x:103:104:a b:/nonexistent:/bin/sh", "webapp:x:7:7::/:/bin/sh"]
    assert (there / "group").read_text().splitlines() == ["root:x:0:", "app:x:104:redis", "mail:x:8:app"]
    assert not builder.exists()
