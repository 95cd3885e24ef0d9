"""What of the system a Go file shows that its program may come to: certificates, time zones, types of files, a home."""

from __future__ import annotations

from msbgen.ecosystems.go.header import selected
from msbgen.ecosystems.go.sources import Source
from msbgen.ecosystems.go.starts import uses
from msbgen.ecosystems.go.table import Read

__all__ = ["tells"]


def tells(source: Source, row: Read) -> bool:
    """Whether a file shows that its program may come to what the row names. What cannot be read does."""
    head, text = source.header, source.text
    if head is None or text is None:
        return True
    if not head.paths.isdisjoint(row.imports) or any(t in text for t in row.texts):
        return True
    if any(package in head.paths and uses(source, package, names) for package, names in row.names.items()):
        return True
    return any(m in text for m in row.methods) and any(name in row.methods for _, name in selected(text))
