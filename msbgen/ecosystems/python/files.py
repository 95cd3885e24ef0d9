"""Files of the system that sources name: what packages of a full image bring below /usr/share and the like, fonts by their names."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

__all__ = ["FONTS", "system_files"]

#: where Debian's packages put fonts; libraries look a font's name up there
FONTS = "/usr/share/fonts"
_FONT = (".ttf", ".otf", ".ttc", ".pfb")
#: trees that packages fill and no program writes to; what a path names is below a folder of one package
_TREES = ("/usr/share/", "/usr/lib/", "/usr/include/", "/etc/", "/lib/")
#: files and folders that each Debian image has for itself, or that the builder's must not replace
_EVERYWHERE = ("/etc/ssl/", "/etc/apt/", "/etc/pam.d/", "/etc/security/", "/etc/init.d/", "/etc/default/", "/etc/alternatives/", "/etc/systemd/",
               "/usr/share/zoneinfo/", "/usr/share/doc/", "/usr/lib/locale/")  # fmt: skip


def system_files(text: str) -> Iterator[str]:
    """The paths that literals of a source name, each a file or folder which a full image may have and a smaller one not.

    A folder of many packages (/usr/share, /etc) is none, nor is a file of the system itself (/etc/passwd).
    """
    if not any(tree in text for tree in _TREES) and not any(end in text for end in _FONT):
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or "\n" in node.value:
            continue
        value = node.value
        if value.lower().endswith(_FONT) and not value.startswith("/"):
            yield FONTS
        elif value.startswith(_TREES) and not any(c in value for c in " *?{}%$<>:"):
            path = posixpath.normpath(value)
            if path.count("/") >= 3 and not (path + "/").startswith(_EVERYWHERE) and not _of_architecture(path):
                yield path


def _of_architecture(path: str) -> bool:
    """Whether it is the folder of all libraries (/usr/lib/x86_64-linux-gnu) itself."""
    return path.endswith("-linux-gnu")
