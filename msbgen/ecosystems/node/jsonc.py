"""JSON as people write it: with comments, and with commas at the end of lists (deno.jsonc, bun.lock)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msbgen.ecosystems.formats import json_of
from msbgen.ecosystems.node.javascript import tokens

__all__ = ["parsed"]


@lru_cache(maxsize=16)
def parsed(text: str) -> Mapping[str, Any] | None:
    """The object that a text holds; None where it holds none."""
    data = json_of(text)
    return json_of("".join(_plain(text))) if data is None else data


def _plain(text: str) -> Iterator[str]:
    """The same text as JSON proper, written anew from its tokens."""
    waiting = ""
    for token in tokens(text):
        value = json.dumps(token.value) if token.kind == "string" else token.value or ""
        if value == ",":
            waiting = ","
            continue
        if value not in ("}", "]"):
            yield waiting
        waiting = ""
        yield value
