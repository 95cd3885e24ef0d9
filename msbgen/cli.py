"""The command line: options, exit statuses, where each text goes. What is done stands in `msbgen.pipeline`.

Exit status: 0 a Dockerfile was given · 1 `--check` found one to convert · 2 bad input or usage · 3 refused · 4 a bug of
msbgen's. Standard output gets what was asked for, standard error all else.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from msbgen.errors import CheckFailed, DockerfileSyntaxError, MsbgenError, Refused, UsageError

if TYPE_CHECKING:
    from msbgen.model.conversion import Conversion

__all__ = ["app", "main", "run"]

_BASES = ("auto", "scratch", "distroless", "slim", "alpine")
_BROKEN_PIPE = 141  # what a shell reports for a program that SIGPIPE ended
_INTERRUPTED = 130
_OURS = ": a bug of msbgen's, nothing was written"

app = typer.Typer(
    name="msbgen",
    help="Turns a single-stage Dockerfile into an equivalent multi-stage one, or says why not; writes one for a project.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The `msbgen` command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs the command with these arguments and returns its exit status; no exception but SystemExit leaves it."""
    try:
        status = typer.main.get_command(app).main(list(arguments), prog_name="msbgen", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _INTERRUPTED
    except MsbgenError as error:
        return _fail(error)
    except Exception as error:  # noqa: BLE001 (the one place that must let nothing through)
        return _bug(error, debug="--debug" in arguments)


def _bases(incomplete: str) -> list[str]:
    return [base for base in _BASES if base.startswith(incomplete)]


def _languages(incomplete: str) -> list[str]:
    from msbgen.ecosystems import registered

    return [e.name for e in registered() if e.writes_new and e.name.startswith(incomplete)]


def _version(asked: bool) -> None:
    if asked:
        from msbgen import __version__

        typer.echo(f"msbgen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


@app.command(
    epilog="""\b
Examples:
  msbgen convert                        convert ./Dockerfile, print the result
  msbgen convert --explain app/         the same for app/Dockerfile, with the reasons
  msbgen convert --base scratch --diff  what would change, for an image of nothing but the program
  msbgen convert --like python:3.12-bookworm      its base is one of ours, and like that
  msbgen convert --in-place             replace ./Dockerfile
  msbgen convert --check                for CI: exit status 1 where there is something to gain
  msbgen convert - < Dockerfile         from standard input, without a build context"""
)
def convert(
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="A Dockerfile, its folder, or - for stdin.")
    ] = "Dockerfile",
    context: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The build context.", show_default="FILE's folder")
    ] = None,
    base: Annotated[
        str,
        typer.Option(
            metavar="BASE",
            help=f"The image to ship: {', '.join(_BASES)} or an image's name.",
            autocompletion=_bases,
        ),
    ] = "auto",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there.")] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Replace FILE.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Let -o overwrite a file.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print what changes instead of the result.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Print and write nothing; exit with 1 if it would convert.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on standard error what became of each line.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all that is known about the result as JSON.")] = False,
    nonroot: Annotated[bool, typer.Option("--nonroot", help="Run as a user that is not root.")] = False,
    cache_mounts: Annotated[bool, typer.Option("--cache-mounts", help="Keep package caches between builds.")] = False,
    like: Annotated[str | None, typer.Option(metavar="IMAGE", help="What a base that msbgen does not know is like.")] = None,
    tables: Annotated[Path | None, typer.Option(metavar="FILE", help="Images and packages of your own.")] = None,
    templates: Annotated[Path | None, typer.Option(metavar="DIR", help="Templates that replace msbgen's.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback if msbgen itself fails.")] = False,
) -> None:
    """Convert one Dockerfile. The result goes to standard output, everything else to standard error."""
    _agree(
        [("--in-place", in_place), ("-o", output is not None)],
        [("--diff", diff), ("--json", as_json)],
        [("--check", check), ("--in-place", in_place)],
        [("--check", check), ("-o", output is not None)],
        [("--check", check), ("--diff", diff)],
        [("--check", check), ("--json", as_json)],
        [("--in-place", in_place), ("standard input", file == "-")],
    )
    if force and output is None:
        raise UsageError("--force goes with -o")
    from msbgen import files
    from msbgen.model.conversion import Options
    from msbgen.pipeline import convert as convert_text
    from msbgen.read import decode, encode

    source = file if file == "-" else str(files.dockerfile_in(Path(file)))
    name = "<stdin>" if source == "-" else source
    if context is None and source != "-":
        context = Path(source).parent
    elif context is not None and not context.is_dir():
        raise UsageError(f"the build context {context} is not a folder")
    data = files.read_input(source)
    if tables is not None:
        from msbgen.data.extra import load

        load(tables)
    options = Options.make(base=base, nonroot=nonroot, cache_mounts=cache_mounts, templates=_text(templates), like=like)
    try:
        dockerfile = None if source == "-" else Path(source)
        conversion = convert_text(data, context=context, options=options, dockerfile=dockerfile)
    except MsbgenError as error:
        raise typer.Exit(_fail(error, name)) from None
    _tell(conversion, name)
    if explain:
        _explain(conversion, data)
    if check:
        raise typer.Exit(1 if conversion.changed else 0)
    if in_place and conversion.changed:
        files.write_file(Path(source), encode(conversion.dockerfile), overwrite=True)
    elif output is not None:
        files.write_file(output, encode(conversion.dockerfile), overwrite=force)
    if diff:
        from msbgen.report.diff import unified

        _print(unified(decode(data), conversion.dockerfile, name))
    elif as_json:
        from msbgen.report.as_json import as_json as written

        _print(written(conversion))
    elif output is None and not in_place:
        _print(conversion.dockerfile)


@app.command(
    epilog="""\b
Examples:
  msbgen new                                     for the project in this folder: print a Dockerfile
  msbgen new --write --dockerignore app/         write app/Dockerfile and app/.dockerignore
  msbgen new --lang go --entry ./cmd/api         say what its files leave open
  msbgen new --base slim --port 8080 --explain   with the reason for each line
  msbgen new --spec project.toml                 from a description; options win over it"""
)
def new(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The project's folder.")] = Path(),
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="LANG", help="go, node or python.", show_default="as its files say", autocompletion=_languages
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What the program is called.")] = None,
    version: Annotated[str | None, typer.Option(metavar="X.Y", help="The language's version.")] = None,
    port: Annotated[int | None, typer.Option(metavar="PORT", help="Where it listens.")] = None,
    entry: Annotated[
        str | None, typer.Option(metavar="ENTRY", help="What starts: a main package, a script, module:app.")
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="BASE",
            help=f"The image to ship: {', '.join(_BASES)} or an image's name.",
            show_default="auto",
            autocompletion=_bases,
        ),
    ] = None,
    manager: Annotated[str | None, typer.Option(metavar="NAME", help="The package manager: npm, uv …")] = None,
    package: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A package of the distribution that it needs; repeatable.")
    ] = None,
    nonroot: Annotated[
        bool | None, typer.Option("--nonroot/--root", help="Run as a user that is not root.", show_default="nonroot")
    ] = None,
    cache_mounts: Annotated[
        bool | None,
        typer.Option(
            "--cache-mounts/--no-cache-mounts", help="Keep package caches between builds.", show_default="cache-mounts"
        ),
    ] = None,
    spec: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A description of the project, TOML or JSON (docs/project.md).")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write DIR/Dockerfile.")] = False,
    dockerignore: Annotated[
        bool, typer.Option("--dockerignore", help="With -o or --write: a .dockerignore, too.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on standard error why each line is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all that is known about the result as JSON.")] = False,
    templates: Annotated[Path | None, typer.Option(metavar="DIR", help="Templates that replace msbgen's.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback if msbgen itself fails.")] = False,
) -> None:
    """Write a Dockerfile for a project. What the options leave open is read from the project's files."""
    _agree([("--write", write), ("-o", output is not None)])
    target = folder / "Dockerfile" if write else output
    if target is None and (force or dockerignore):
        raise UsageError(f"{'--dockerignore' if dockerignore else '--force'} goes with --write or -o")
    if not folder.is_dir():
        raise UsageError(f"the project {folder} is not a folder")
    from msbgen import files
    from msbgen.pipeline import new as written_for
    from msbgen.read import encode
    from msbgen.scaffold import dockerignore as ignored
    from msbgen.scaffold import load

    options = {
        "lang": lang, "name": name, "version": version, "port": port, "entry": entry, "base": base, "manager": manager,
        "packages": package, "nonroot": nonroot, "cache_mounts": cache_mounts,
    }  # fmt: skip
    description = load(spec, {field: value for field, value in options.items() if value is not None}, folder)
    ignore = ignored(description.lang, folder, templates) if dockerignore else None
    conversion = written_for(description, context=folder, templates=templates, dockerignore=ignore)
    _tell(conversion, str(target or folder))
    if explain:
        _explain(conversion, None)
    if target is not None:
        texts = {target: conversion.dockerfile}
        if ignore is not None:
            beside = folder / ".dockerignore" if write else target.with_name(target.name + ".dockerignore")
            texts = {beside: ignore, target: conversion.dockerfile}
        files.write_files({path: encode(text) for path, text in texts.items()}, overwrite=force)
    if as_json:
        from msbgen.report.as_json import as_json as written

        _print(written(conversion))
    elif target is None:
        _print(conversion.dockerfile)


def _print(text: str) -> None:
    from msbgen.files import write_stdout
    from msbgen.read import encode

    try:
        write_stdout(encode(text))
    except BrokenPipeError:  # nobody reads any more: no error, but click would make it status 1
        raise typer.Exit(_BROKEN_PIPE) from None


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _agree(*pairs: Sequence[tuple[str, bool]]) -> None:
    """Raises UsageError where of two options that exclude each other both are given."""
    for pair in pairs:
        if all(given for _, given in pair):
            raise UsageError(" and ".join(name for name, _ in pair) + " exclude each other")


def _explain(conversion: Conversion, data: bytes | None) -> None:
    from shutil import get_terminal_size

    from msbgen.read import read
    from msbgen.report.explain import explain

    _say(explain(conversion, None if data is None else read(data), get_terminal_size((100, 24)).columns).rstrip("\n"))


def _tell(conversion: Conversion, name: str) -> None:
    for diagnostic in conversion.diagnostics:
        where = f"{name}:" if diagnostic.line is None else f"{name}:{diagnostic.line}:"
        _say(f"{where} {diagnostic.severity} {diagnostic.code}: {diagnostic.message}", diagnostic.hint)


def _fail(error: MsbgenError, name: str = "msbgen") -> int:
    """Tells an error, in the form that editors and terminals turn into a link, and returns the exit status."""
    where, shown = name, ""
    if isinstance(error, DockerfileSyntaxError):
        where = f"{name}:{error.line}:{error.column}"
        shown = "".join(f"\n{line}" for line in str(error).split("\n")[1:])
    elif isinstance(error, Refused) and error.line is not None:
        where = f"{name}:{error.line}"
    elif isinstance(error, CheckFailed):
        shown = _OURS
    word = "refused" if isinstance(error, Refused) else "error"
    _say(f"{where}: {word} {error.code}: {error.message}{shown}", error.hint)
    return error.exit_status


def _bug(error: Exception, *, debug: bool) -> int:
    """Tells an exception that should not have come this far."""
    if debug:
        import traceback

        _say("".join(traceback.format_exception(error)).rstrip("\n"))
    told = " ".join(str(error).split())
    _say(
        f"msbgen: error MSB999: {type(error).__name__}: {told}{_OURS}",
        "report it with the Dockerfile; --debug shows where it happened",
    )
    return 4


def _say(text: str, hint: str = "") -> None:
    """To standard error, with control characters of the input made harmless."""
    if hint:
        text += f"\n    hint: {hint}"
    clean = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody reads it
            sys.stderr.write(clean + "\n")
            sys.stderr.flush()
