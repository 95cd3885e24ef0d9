"""BuildPlan → text, through Jinja templates that a user's folder can replace one by one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msbgen.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from jinja2 import Environment

    from msbgen.model.plan import BuildPlan

__all__ = ["render", "render_text"]

_PACKAGE = Path(__file__).resolve().parent.parent


def render(plan: BuildPlan, templates: Path | None = None) -> str:
    """The plan as a Dockerfile. A template in the folder `templates` stands in for the built-in one of its name.

    Raises UsageError where that folder or a template in it cannot be used.
    """
    return _rendered("dockerfile.j2", templates, plan.newline, plan=plan)


def render_text(template: str, templates: Path | None = None, **values: object) -> str:
    """Another text, such as a .dockerignore: the template of this name with these values. Raises UsageError as `render` does."""
    return _rendered(template, templates, "\n", **values)


def _rendered(template: str, templates: Path | None, newline: str, **values: object) -> str:
    if templates is not None and not templates.is_dir():
        raise UsageError(f"no folder of templates: {templates}")
    try:
        return _environment(templates, newline).get_template(template).render(values)
    except Exception as error:  # a user's template may raise anything
        if templates is None:
            raise
        raise UsageError(f"a template in {templates} failed: {_told(error)}") from error


def _told(error: Exception) -> str:
    """What went wrong in a template and, where Jinja knows it, in which file and line."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError) and error.name is not None:
        return f"{error.name}, line {error.lineno}: {error.message}"
    return f"{type(error).__name__}: {error}"


def _builtin() -> Path:
    """The folder of msbgen's own templates: in the wheel inside the package, in a checkout beside it."""
    for folder in (_PACKAGE / "_templates", _PACKAGE.parent / "templates"):
        if folder.is_dir():
            return folder
    raise CheckFailed("msbgen's templates are not installed")


@lru_cache(maxsize=8)
def _environment(templates: Path | None, newline: str) -> Environment:
    from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    from msbgen.render import filters
    from msbgen.render.cache import Compiled

    builtin = FileSystemLoader(_builtin())
    loader: BaseLoader = builtin
    if templates is not None:
        # `msbgen/steps/copy.j2` is the built-in template for those that only want to add to it
        loader = ChoiceLoader([FileSystemLoader(templates), builtin, PrefixLoader({"msbgen": builtin})])
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\r\n" if newline == "\r\n" else "\n",
        auto_reload=templates is not None,
        # Jinja's key is the template's name and source, so only one way of compiling them can be kept
        bytecode_cache=Compiled() if templates is None and newline == "\n" else None,
    )
    environment.filters.update(filters.FILTERS)
    environment.tests.update(filters.TESTS)
    return environment
