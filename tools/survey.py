"""Converts every Dockerfile below some folders and counts what becomes of them.

    python -m tools.survey FOLDER... [--sources] [--oracle] [--markdown | --write README.md] [--rows FILE] [--list CODE]

Each folder holds public repositories, one below it each. Without --sources each Dockerfile is converted by itself. With
--sources its build context is the nearest folder that has all that it copies: its own, or one above it up to the
repository's root; where there is none (what it copies is made before the build), it has no context.

Counted are: converted, nothing to split, left as it is (by code and reason), not parsable, and failures of msbgen: a
traceback, a failed check (a result that a second conversion would change is one), and with --oracle a result that
BuildKit's own parser (PyPI `dockerfile`) rejects. Exit status 1 when there is a failure. `--rows` writes a line for each
file, `--markdown` prints the README's table, `--write` puts it there between its markers.
"""

from __future__ import annotations

import argparse
import collections
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from msbgen.errors import CheckFailed, DockerfileSyntaxError, MsbgenError
from msbgen.model.dockerfile import Dockerfile
from msbgen.pipeline import convert
from tools.survey_counts import Row, begins, builds, markdown, written

#: files beside Dockerfiles whose names hold the word
_OTHERS = (".md", ".py", ".sh", ".yml", ".yaml", ".json", ".go", ".js", ".ts", ".rb", ".txt", ".html", ".j2", ".tmpl", ".template", ".erb", ".dockerignore", ".java", ".rs", ".svg", ".png")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A Dockerfile, and the folder of its repository."""

    path: Path
    repository: Path


def cases(folders: Sequence[Path]) -> Iterator[Case]:
    """Files whose name says that they are Dockerfiles, in a stable order. Links are not followed."""
    for folder in folders:
        for repository in sorted(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink()):
            for parent, names, files in os.walk(repository):
                names.sort()
                for name in sorted(files):
                    path = Path(parent, name)
                    if "dockerfile" in name.lower() and path.suffix not in _OTHERS and path.is_file():
                        yield Case(path, repository)


def context_of(case: Case, dockerfile: Dockerfile) -> Path | None:
    """The nearest folder that has all sources of COPY and ADD, up to the repository's root."""
    wanted = list(_sources(dockerfile))
    folder = case.path.parent
    while True:
        if all(_there(folder, source) for source in wanted):
            return folder
        if folder == case.repository:
            return None
        folder = folder.parent


def _sources(dockerfile: Dockerfile) -> Iterator[str]:
    """What COPY and ADD take from the build context, as far as it is written without variables."""
    for instruction in dockerfile.instructions:
        if instruction.keyword in ("COPY", "ADD") and instruction.flag("from") is None and not instruction.heredocs:
            yield from (s for s in instruction.args[:-1] if "$" not in s and "://" not in s and not s.startswith("git@"))


def _there(folder: Path, source: str) -> bool:
    plain = source.lstrip("/").removeprefix("./")
    try:
        return next(folder.glob(plain), None) is not None if any(c in plain for c in "*?[") else (folder / plain).exists()
    except (OSError, ValueError, NotImplementedError):  # a name that is too long, has a NUL, or is no pattern of a path
        return False


def survey(case: Case, sources: bool, oracle: bool) -> Row:
    """What becomes of one file; codes that start with FAIL are bugs."""
    place = str(case.path.relative_to(case.repository.parent))
    data = case.path.read_bytes()
    try:
        original = begins(data)
        context = context_of(case, original) if sources else None
        kind = builds(original, context)
        result = convert(data, context=context, dockerfile=case.path)
    except DockerfileSyntaxError as error:
        return Row(place, "MSB001", error.message)
    except CheckFailed as error:
        return Row(place, "FAIL-CHECK", error.message)
    except MsbgenError as error:
        return Row(place, error.code, error.message)
    except Exception as error:  # noqa: BLE001 (what is looked for)
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Row(place, "FAIL-TRACEBACK", f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}")
    if result.changed:
        if oracle:
            import dockerfile

            try:
                dockerfile.parse_string(result.dockerfile)
            except (dockerfile.GoParseError, ValueError) as error:
                return Row(place, "FAIL-PARSER", str(error))
        return Row(place, "converted", "", kind)
    first = result.diagnostics[0]
    return Row(place, first.code, first.message.split(": ", 1)[1], kind, first.line)


def _one(given: tuple[Case, bool, bool]) -> Row:
    return survey(*given)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sources", action="store_true")
    parser.add_argument("--oracle", action="store_true")
    parser.add_argument("--list", metavar="CODE")
    parser.add_argument("--reasons", type=int, default=0, metavar="N", help="the N most frequent reasons of each code")
    parser.add_argument("--rows", type=Path, metavar="FILE")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--write", type=Path, metavar="README")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    given = [(case, options.sources, options.oracle) for case in cases(options.folders)]
    if options.jobs > 1:
        with ProcessPoolExecutor(options.jobs) as pool:
            rows = list(pool.map(_one, given, chunksize=16))
    else:
        rows = list(map(_one, given))
    if options.rows:
        options.rows.write_text("".join(row.line() for row in rows))
    for row in rows:
        if row.code.startswith("FAIL") or row.code == options.list:
            print(row.line(), end="")
    counts = collections.Counter(row.code for row in rows)
    if options.markdown:
        print(markdown(rows), end="")
    elif options.write:
        options.write.write_text(written(options.write.read_text(encoding="utf-8"), rows), encoding="utf-8")
    else:
        for code, count in counts.most_common():
            print(f"{count:6}  {code}")
            reasons = collections.Counter(row.reason for row in rows if row.code == code)
            for reason, times in reasons.most_common(options.reasons):
                print(f"        {times:5}  {reason[:150]}")
    return int(any(code.startswith("FAIL") for code in counts))


if __name__ == "__main__":
    sys.exit(main())
