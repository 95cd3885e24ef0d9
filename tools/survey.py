"""Converts every Dockerfile below some folders and counts what becomes of them.

    python tools/survey.py FOLDER... [--oracle] [--list CODE]

Each file is converted by itself, without a build context. Counted are: converted, nothing to split, left as it is (by code
and reason), not parsable, and failures of msbgen: a traceback, a failed check, and with --oracle a result that BuildKit's own
parser (PyPI `dockerfile`) rejects. Exit status 1 when there is a failure. `--list CODE` prints the files with that code.
"""

from __future__ import annotations

import argparse
import collections
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from msbgen.errors import CheckFailed, DockerfileSyntaxError, MsbgenError
from msbgen.pipeline import convert


def dockerfiles(folders: list[Path]) -> Iterator[Path]:
    """Files whose name says that they are Dockerfiles, in a stable order."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "dockerfile" in path.name.lower() and path.suffix not in (".md", ".py", ".sh", ".yml", ".yaml", ".json"):
                yield path


def outcome(path: Path, oracle: bool) -> tuple[str, str]:
    """(code, reason) of one file; codes that start with FAIL are bugs."""
    data = path.read_bytes()
    try:
        result = convert(data)
    except DockerfileSyntaxError as error:
        return "MSB001", error.message
    except CheckFailed as error:
        return "FAIL-CHECK", error.message
    except MsbgenError as error:
        return error.code, error.message
    except Exception as error:  # noqa: BLE001 (what is looked for)
        at = traceback.extract_tb(error.__traceback__)[-1]
        return "FAIL-TRACEBACK", f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}"
    if result.changed:
        if oracle:
            import dockerfile

            try:
                dockerfile.parse_string(result.dockerfile)
            except (dockerfile.GoParseError, ValueError) as error:
                return "FAIL-PARSER", str(error)
        return "converted", ""
    first = result.diagnostics[0]
    return first.code, first.message


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--oracle", action="store_true")
    parser.add_argument("--list", metavar="CODE")
    parser.add_argument("--reasons", type=int, default=0, metavar="N", help="the N most frequent reasons of each code")
    options = parser.parse_args()
    counts: collections.Counter[str] = collections.Counter()
    reasons: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for path in dockerfiles(options.folders):
        code, reason = outcome(path, options.oracle)
        counts[code] += 1
        reasons[code][reason] += 1
        if code.startswith("FAIL") or code == options.list:
            print(f"{code}\t{path}\t{reason}")
    for code, count in counts.most_common():
        print(f"{count:6}  {code}")
        for reason, times in reasons[code].most_common(options.reasons):
            print(f"        {times:5}  {reason[:150]}")
    return int(any(code.startswith("FAIL") for code in counts))


if __name__ == "__main__":
    sys.exit(main())
