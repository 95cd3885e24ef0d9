"""Which files of an Elixir or Erlang project only the build reads, by their names."""

from __future__ import annotations

__all__ = ["is_code", "is_source"]

_CODE = (".ex", ".exs", ".erl", ".hrl", ".xrl", ".yrl", ".app.src")
#: templates that Phoenix compiles into modules (EEx.function_from_file, embed_templates)
_TEMPLATES = (".eex", ".heex", ".leex", ".sface")
_NAMES = frozenset(
    "mix.lock rebar.config rebar.lock rebar.config.script relx.config .formatter.exs .credo.exs .tool-versions .dockerignore .gitignore .gitattributes .editorconfig Dockerfile "
    "Emakefile erlang.mk elixir_buildpack.config phoenix_static_buildpack.config .iex.exs".split()
)
_FOLDERS = frozenset({".git", ".github", ".elixir_ls", ".lexical", "deps", "_build", "cover"})


def is_code(path: str) -> bool:
    """Whether it is a source of the program itself, its tests and its dependencies left out."""
    folders = path.split("/")[:-1]
    return path.endswith((*_CODE, *_TEMPLATES)) and not {"test", "deps", "_build"}.intersection(folders)


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is read when it is compiled and never by a release."""
    *folders, name = path.split("/")
    if name in _NAMES or name.startswith("Dockerfile.") or _FOLDERS.intersection(folders):
        return True
    if "priv" in folders:
        return False
    return name.endswith((*_CODE, *_TEMPLATES)) or folders[:1] == ["test"]
