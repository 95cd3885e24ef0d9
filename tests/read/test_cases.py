"""Small inputs, each with what BuildKit's own parser makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from msbgen.errors import DockerfileSyntaxError
from msbgen.model.dockerfile import Instruction
from msbgen.read import encode, read

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))


def data_of(case: dict[str, Any]) -> bytes:
    return bytes(case["latin1"], "latin-1") if "latin1" in case else bytes(case["text"], "utf-8")


def seen(text: str) -> str:
    """As the table writes it: U+FFFD for a byte that is not UTF-8."""
    return encode(text).decode("utf-8", "replace")


def record(instruction: Instruction) -> dict[str, Any]:
    """An instruction in the table's form, in which what is empty is left out."""
    found: dict[str, Any] = {
        "keyword": instruction.keyword,
        "first_line": instruction.span.line,
        "last_line": instruction.span.last_line,
    }
    if instruction.flags:
        found["flags"] = [str(flag) for flag in instruction.flags]
    if instruction.args:
        found["args"] = [seen(arg) for arg in instruction.args]
    if instruction.json:
        found["json"] = True
    if instruction.heredocs:
        found["heredocs"] = [
            {"name": h.name, "content": h.content, "chomp": h.chomp, "expand": h.expand, "fd": h.fd}
            for h in instruction.heredocs
        ]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    data = data_of(case)
    if "error" in case:
        with pytest.raises(DockerfileSyntaxError) as raised:
            read(data)
        assert raised.value.message == case["error"]
        return
    dockerfile = read(data)
    assert dockerfile.escape == case["escape"]
    assert [record(i) for i in dockerfile.instructions] == case["instructions"]
    assert encode(dockerfile.text) == data
