"""Bytes to text and back without loss.

Text is UTF-8. A byte that is not becomes a lone surrogate, U+DC80 to U+DCFF (Python's "surrogateescape"), so that
`encode(decode(data)) == data` for any bytes; BuildKit keeps such bytes, too.
"""

from __future__ import annotations

__all__ = ["decode", "encode", "printable"]

_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def decode(data: bytes) -> str:
    """The text of a Dockerfile's bytes."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes to write for a text that `read` accepted."""
    return text.encode("utf-8", "surrogateescape")


def printable(text: str) -> str:
    """The text with U+FFFD for each byte that is not UTF-8: what a terminal can show, character for character."""
    return text if text.isascii() else text.translate(_SURROGATES)
