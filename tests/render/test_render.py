"""From a plan to text: the idioms, the quoting, the blank lines, a user's own templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.errors import CheckFailed, UsageError
from msbgen.model.plan import (
    BuildPlan,
    Copy,
    Env,
    MakeUser,
    Packages,
    Run,
    Setting,
    Source,
    Stage,
    Start,
    Step,
)
from msbgen.render import render


def stage(*steps: Step, **values: object) -> str:
    """What one stage's steps look like, without the FROM line and the blank line after it."""
    plan = BuildPlan.make(stages=(Stage(None, "debian:12", steps),), **values)
    newline = plan.newline
    text = render(plan)
    head = f"FROM debian:12{newline}"
    assert text.startswith(head)
    return text.removeprefix(head).removeprefix(newline)


def test_a_whole_file() -> None:
    plan = BuildPlan.make(
        preamble="# syntax=docker/dockerfile:1\n",
        stages=(
            Stage(
                "builder",
                "golang:1.23",
                (Source("\nWORKDIR /app\n", 3), Source("COPY . .\n", 4), Source("# the program\nRUN go build -o x", 6)),
                platform="$BUILDPLATFORM",
                leading="\n# builds\n",
            ),
            Stage(
                None,
                "debian:bookworm-slim",
                (
                    Setting("WORKDIR", "/app"),
                    Copy(("/app/x",), "/app/x", "builder"),
                    Copy(("/app/y",), "/app/y", "builder", note="read at start"),
                    Start("CMD", ("/app/x", "-v")),
                ),
                note="what ships",
            ),
        ),
        trailing="\n# the end\n",
    )
    assert render(plan) == (
        "# syntax=docker/dockerfile:1\n"
        "\n"
        "# builds\n"
        "FROM --platform=$BUILDPLATFORM golang:1.23 AS builder\n"
        "\n"
        "WORKDIR /app\n"
        "COPY . .\n"
        "# the program\n"
        "RUN go build -o x\n"
        "\n"
        "# what ships\n"
        "FROM debian:bookworm-slim\n"
        "\n"
        "WORKDIR /app\n"
        "COPY --from=builder /app/x /app/x\n"
        "\n"
        "# read at start\n"
        "COPY --from=builder /app/y /app/y\n"
        "\n"
        'CMD ["/app/x", "-v"]\n'
        "\n"
        "# the end\n"
    )


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (
            Packages("apt", ("a", "b")),
            (
                "RUN apt-get update \\\n && apt-get install -y --no-install-recommends \\\n    a \\\n    b \\\n"
                " && rm -rf /var/lib/apt/lists/*\n"
            ),
        ),
        (
            Packages("apt", ("a",), recommends=True),
            "RUN apt-get update \\\n && apt-get install -y \\\n    a \\\n && rm -rf /var/lib/apt/lists/*\n",
        ),
        (Packages("apk", ("a", "b")), "RUN apk add --no-cache \\\n    a \\\n    b\n"),
        (
            Packages("dnf", ("a",)),
            "RUN dnf install -y --setopt=install_weak_deps=False \\\n    a \\\n && dnf clean all\n",
        ),
        (
            Packages("zypper", ("a",)),
            "RUN zypper --non-interactive install --no-recommends \\\n    a \\\n && zypper clean --all\n",
        ),
        (Run(("a",)), "RUN a\n"),
        (Run(("a", "b", "c")), "RUN a \\\n && b \\\n && c\n"),
        (
            Run(("a", "b"), caches=("/c", "/d")),
            "RUN --mount=type=cache,target=/c \\\n    --mount=type=cache,target=/d \\\n    a \\\n && b\n",
        ),
        (Setting("EXPOSE", "80/tcp"), "EXPOSE 80/tcp\n"),
        (Setting("USER", "app", note="two\nlines"), "# two\n# lines\nUSER app\n"),
        (Env((("A", "b"),)), "ENV A=b\n"),
        (
            Env((("A", ""), ("B", "c d"), ("E", '$x "y" \\'))),
            'ENV A="" \\\n    B="c d" \\\n    E="\\$x \\"y\\" \\\\"\n',
        ),
        (Start("ENTRYPOINT", ("a b", '"', "é")), 'ENTRYPOINT ["a b", "\\"", "é"]\n'),
        (Copy(("a", "b"), "/d/"), "COPY a b /d/\n"),
        (
            Copy(("/a",), "/d", "builder", chown="1:2", chmod="0755"),
            "COPY --from=builder --chown=1:2 --chmod=0755 /a /d\n",
        ),
        (Copy(("/a b",), "/d", "builder"), 'COPY --from=builder ["/a b", "/d"]\n'),
        (
            Copy(("/" + "a" * 50, "/" + "b" * 50), "/d/"),
            "COPY \\\n    /" + "a" * 50 + " \\\n    /" + "b" * 50 + " \\\n    /d/\n",
        ),
        (Copy(("/" + "a" * 150,), "/d/"), "COPY /" + "a" * 150 + " /d/\n"),
    ],
)
def test_each_kind_of_step(step: Step, text: str) -> None:
    assert stage(step) == text


@pytest.mark.parametrize(
    ("manager", "command"),
    [("apt", "useradd"), ("dnf", "useradd"), ("zypper", "useradd"), ("apk", "adduser"), (None, "echo")],
)
def test_a_user_is_made_with_what_the_base_has(manager: str | None, command: str) -> None:
    text = stage(MakeUser("app", 10001, manager))
    assert f" && {command} " in text
    assert "app" in text
    assert "10001" in text


def test_a_value_of_several_lines_cannot_be_an_env() -> None:
    with pytest.raises(CheckFailed, match="several lines"):
        stage(Env((("A", "b\nc"),)))


def test_lines_end_as_the_input_does_and_its_own_text_stays() -> None:
    text = stage(Source("ENV A=b\n", 2), Run(("a", "b")), newline="\r\n", escape="`")
    assert text == "ENV A=b\n\r\nRUN a `\r\n && b\r\n"


def test_the_escape_character_is_the_files_own() -> None:
    assert stage(Env((("A", 'b\\"`'), ("C", "d"))), escape="`") == 'ENV A="b\\`"``" `\n    C=d\n'


def test_blank_lines_part_groups_and_never_the_inputs_own_steps() -> None:
    text = stage(
        Source("ENV A=b\n", 2),
        Source("RUN a\n", 3),
        Setting("WORKDIR", "/w"),
        Source("COPY a b\n", 4),
        Copy(("c",), "d"),
        Source("\nRUN c\n", 5),
        Run(("e",)),
        Source("# hi\nCMD x\n", 6),
        Setting("EXPOSE", "1"),
    )
    assert text == ("ENV A=b\nRUN a\n\nWORKDIR /w\nCOPY a b\nCOPY c d\n\nRUN c\n\nRUN e\n\n# hi\nCMD x\nEXPOSE 1\n")


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_blank_line_follows_from_where_the_input_has_one(blank: str) -> None:
    first = Stage("builder", "a", (Source(blank + "RUN b\n", 2),))
    text = render(BuildPlan.make(stages=(first, Stage(None, "c", (Source("CMD d\n", 3),)))))
    assert text == f"FROM a AS builder\n{blank}RUN b\n\nFROM c\n{blank}CMD d\n"


def test_a_users_template_replaces_one_and_can_call_the_built_in(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "run.j2").write_text('# mine\n{% include "msbgen/steps/run.j2" %}\n')
    plan = BuildPlan.make(stages=(Stage(None, "a", (Run(("x",)), Setting("USER", "1"))),))
    assert render(plan, tmp_path) == "FROM a\n\n# mine\nRUN x\n\nUSER 1\n"
    assert render(plan) == "FROM a\n\nRUN x\n\nUSER 1\n"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ step.nothing }}", "nothing"),
        ("{% if %}", "steps/run.j2, line 1"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ('{% include "absent.j2" %}', "absent.j2"),
    ],
)
def test_a_broken_template_of_the_user_is_told(tmp_path: Path, template: str, told: str) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "run.j2").write_text(template)
    with pytest.raises(UsageError, match=told):
        render(BuildPlan.make(stages=(Stage(None, "a", (Run(("x",)),)),)), tmp_path)


def test_a_folder_of_templates_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        render(BuildPlan.make(stages=()), tmp_path / "absent")
