"""The survey of public Dockerfiles: which build context a file gets, what counts as something to gain, and the README's table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.survey import Case, cases, context_of, survey
from tools.survey_counts import BEGIN, END, Row, begins, markdown, written

GO = b"FROM golang:1.23\nWORKDIR /app\nCOPY go.mod main.go ./\nRUN go build -o /app/x\nCMD [\"/app/x\"]\n"


def _tree(root: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


@pytest.mark.parametrize(("sources", "wanted"), [("shop/build", "shop/build"), ("shop", "shop"), ("elsewhere", None)])
def test_the_context_is_the_nearest_folder_with_all_sources(tmp_path: Path, sources: str, wanted: str | None) -> None:
    _tree(tmp_path, shop__build__Dockerfile=GO)
    _tree(tmp_path / sources, go_dot_mod=b"module x\n", main_dot_go=b"package main\n")
    case = Case(tmp_path / "shop/build/Dockerfile", tmp_path / "shop")
    assert context_of(case, begins(GO)) == (None if wanted is None else tmp_path / wanted)


def test_templates_and_documents_are_no_dockerfiles(tmp_path: Path) -> None:
    _tree(tmp_path, a__Dockerfile=GO, a__Dockerfile_dot_j2=GO, a__dockerfile_dot_md=GO, b__web_dot_Dockerfile=GO)
    assert [case.path.relative_to(tmp_path).as_posix() for case in cases([tmp_path])] == ["a/Dockerfile", "b/web.Dockerfile"]


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        (GO, "converted", "compiles"),
        (b"FROM debian:12\nRUN apt-get update && apt-get install -y gcc curl\nCMD [\"curl\"]\n", "converted", "tooling"),
        (b"FROM debian:12\nRUN apt-get update && apt-get install -y curl\nCMD [\"curl\"]\n", "MSB100", ""),
        (b"FROM debian:12\nRUN apt-get update && apt-get install -y gcc && make && apt-get purge -y gcc\nCMD [\"cat\"]\n", "MSB101", "cleaned"),
        (b"FROM alpine:3.20\nRUN apk add --virtual .b gcc && ./x.py && apk del .b\nCMD [\"cat\"]\n", "MSB101", "cleaned"),
        (b"FROM debian:12\nRUN ./build.sh\nCMD [\"/x\"]\n", "MSB101", "compiles"),
        (b"FROM golang:1.23 AS a\nFROM scratch\nCOPY --from=a /x /x\nCMD [\"/x\"]\n", "MSB100", "multi-stage"),
        (b"FRUM x\n", "MSB001", ""),
    ],
)  # fmt: skip
def test_a_file_is_counted_by_what_it_builds_and_what_becomes_of_it(tmp_path: Path, text: bytes, code: str, kind: str) -> None:
    _tree(tmp_path, a__Dockerfile=text)
    row = survey(Case(tmp_path / "a/Dockerfile", tmp_path / "a"), sources=False, oracle=True)
    assert (row.code, row.kind, row.path) == (code, kind, "a/Dockerfile")


ROWS = [
    Row("a", "converted", "", "compiles"),
    Row("b", "MSB101", "what `x` writes is not known", "tooling"),
    Row("c", "MSB101", "a word nobody foresaw", "tooling"),
    Row("d", "MSB100", "nothing", ""),
    Row("i", "MSB101", "nothing", "cleaned"),
    Row("k", "MSB100", "nothing", "tooling"),
    Row("l", "MSB110", "nothing", ""),
    Row("e", "MSB100", "nothing", "multi-stage"),
    Row("f", "MSB111", "it starts nothing", "compiles"),
    Row("g", "MSB001", "no", ""),
    Row("h", "FAIL-CHECK", "no", ""),
]


def figures(table: str) -> dict[str, int]:
    """The table's rows with their first figures."""
    found = re.findall(r"^\| (?:&nbsp; )?(?:left: )?\**(.+?)\** \| \**([\d,]+)", table, re.MULTILINE)
    return {name: int(value.replace(",", "")) for name, value in found}


def test_the_table_adds_up() -> None:
    found = figures(markdown(ROWS))
    assert found["one stage with something to gain"] == 3 == found["converted"] + found["a command in RUN whose effect is not known"] + found["other"]
    assert found["all"] == len(ROWS)
    assert sum(found.values()) == 2 * found["all"] + found["one stage with something to gain"]  # each row counts once below "all"
    assert found["crashes, results that BuildKit's parser rejects or that a second conversion changes"] == 1


def test_the_table_goes_between_its_marks() -> None:
    text = written(f"before\n{BEGIN}\nold\n{END}\nafter\n", ROWS)
    assert text == f"before\n{BEGIN}\n{markdown(ROWS)}{END}\nafter\n"
    with pytest.raises(ValueError, match="substring"):
        written("no marks", ROWS)


def test_the_table_of_the_readme() -> None:
    """It is what the survey writes, and its figures add up, and nothing breaks."""
    text = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    table = text[text.index(BEGIN) + len(BEGIN) : text.index(END)]
    found = figures(table)
    assert list(found)[:8] == list(figures(markdown(ROWS)))[:8]
    assert found["all"] > 5000
    ours = found["one stage with something to gain"]
    assert sum(found.values()) == 2 * found["all"] + ours
    assert found["crashes, results that BuildKit's parser rejects or that a second conversion changes"] == 0
