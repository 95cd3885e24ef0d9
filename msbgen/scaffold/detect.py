"""Which language a project is written in, and what its files say about it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msbgen.ecosystems import Ecosystem, named, registered
from msbgen.errors import UsageError
from msbgen.model.project import Described, ProjectSpec, project
from msbgen.understand.context import Context

__all__ = ["completed", "detected", "language"]


def language(name: str) -> Ecosystem:
    """The language of this name. Raises UsageError where `new` does not write it."""
    found = named(name)
    if found is None or not found.writes_new:
        raise UsageError(f"lang: {name} is none of the languages that are written: {', '.join(_written())}")
    return found


def _written() -> list[str]:
    return [e.name for e in registered() if e.writes_new]


def detected(context: Context) -> str:
    """The language of a project. Raises UsageError where none is seen, or several are."""
    found = [e.name for e in registered() if e.writes_new and e.describe(context) is not None]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"no project of a known language is in {context.root}", hint=f"say --lang {'|'.join(_written())} for one that is still to come"
        )
    raise UsageError(f"{context.root} holds projects of several languages: {', '.join(found)}", hint=f"say which: --lang {found[0]}, for one")


def completed(spec: ProjectSpec, context: Context | None) -> tuple[ProjectSpec, Described]:
    """The description with what it leaves open filled in from the project's files, and what they say."""
    seen = language(spec.lang).describe(context) if context is not None else None
    seen = seen or Described({})
    given = spec.model_fields_set
    values = {name: value for name, value in seen.values.items() if name not in given}
    if "env" in given and "env" in seen.values:
        values["env"] = {**seen.values["env"], **spec.env}
    filled: Mapping[str, object] = {**{name: getattr(spec, name) for name in given}, **values}
    if filled.get("name") is None:
        filled = {**filled, "name": _folder(context)}
    return project(filled), seen


def _folder(context: Context | None) -> str:
    """The project's folder gives the name where no file does."""
    name = posixpath.basename(str(context.root.resolve())) if context is not None else ""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name).strip("._-")
    return kept or "app"
