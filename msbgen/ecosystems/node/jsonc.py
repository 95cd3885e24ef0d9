"""JSON as people write it: with comments, and with commas at the end of lists (deno.jsonc, bun.lock)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msbgen.ecosystems.node.javascript import tokens

__all__ = ["parsed"]


@lru_cache(maxsize=16)
def parsed(text: str) -> Mapping[str, Any] | None:
    """The object that a text holds; None where it holds none."""
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        try:
            data = json.loads("".join(_plain(text)))
        except (ValueError, RecursionError):
            return None
    return data if isinstance(data, dict) else None


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
