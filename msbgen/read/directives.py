"""Parser directives: `# escape=`, `# syntax=` and `# check=` at the head of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msbgen.read.characters import SPACE
from msbgen.read.place import Problem

_NAMES = frozenset({"syntax", "escape", "check"})


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z", re.ASCII)


def read_directives(lines: Sequence[str]) -> dict[str, str]:
    """Directives by lower-case name, in order.

    They end at the first line that is none, as in BuildKit. A shebang before them hides `escape` from BuildKit's parser,
    not `syntax` and `check`, which its front end looks for separately.

    Raises `Problem` (its `at` an index into `lines`) for a directive given twice and for an escape that is not \\ or `.
    """
    found: dict[str, str] = {}
    shebang = bool(lines) and lines[0].startswith("#!")
    for number, line in enumerate(lines[1:] if shebang else lines, start=int(shebang)):
        text = line.rstrip("\r").lstrip(SPACE)
        if not text.startswith("#"):
            break
        match = _pattern().match(text[1:].lstrip(SPACE))
        name = match[1].lower() if match else ""
        if match is None or name not in _NAMES:
            break
        if shebang and name == "escape":
            continue
        if shebang and name in found:
            break
        if name in found:
            raise Problem(f"only one {name} parser directive can be used", number)
        found[name] = match[2]
        if name == "escape" and match[2] not in ("\\", "`"):
            raise Problem(f"invalid escape token '{match[2]}' does not match ` or \\", number)
    return found
