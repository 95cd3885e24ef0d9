"""The command line over a pipeline that does what the Dockerfile's first line says, so that each way out can be taken.

`python -m tests.cli.fake …` is `msbgen …` with it.
"""

from __future__ import annotations

import sys
import types
from pathlib import Path

from msbgen.diagnostics import Diagnostic
from msbgen.errors import CheckFailed, DockerfileSyntaxError, Refused
from msbgen.model.conversion import Conversion, Options
from msbgen.model.ledger import Entry

CALLS: list[tuple[bytes | str, Path | None, Options | None, Path | None]] = []


def convert(
    data: bytes | str, *, context: Path | None = None, options: Options | None = None, dockerfile: Path | None = None
) -> Conversion:
    CALLS.append((data, context, options, dockerfile))
    text = data.decode("utf-8", "surrogateescape") if isinstance(data, bytes) else data
    first = text.split("\n")[0].strip("# \r")
    match first:
        case "syntax":
            raise DockerfileSyntaxError(
                "unknown instruction: FORM", line=2, column=3, source="\tFORM x\x1b[2J", hint="FROM?"
            )
        case "refuse":
            raise Refused("no shell on scratch", line=2, hint="--base slim")
        case "check":
            raise CheckFailed("a path is lost")
        case "bug":
            raise KeyError("wh\nat")
        case "keep":
            told = (Diagnostic("MSB003", "info", "nothing to split", line=2, hint="leave it"),)
            return Conversion.make(dockerfile=text, changed=False, plan=None, ledger=(), diagnostics=told)
        case _:
            entry = Entry(1, 1, None, "FROM x", "builder", "it compiles")
            return Conversion.make(
                dockerfile=text + "# done\n", changed=True, plan=None, ledger=(entry,), diagnostics=()
            )


def pipeline() -> types.ModuleType:
    module = types.ModuleType("msbgen.pipeline")
    module.convert = convert
    return module


if __name__ == "__main__":
    from msbgen.cli import run

    sys.modules["msbgen.pipeline"] = pipeline()
    sys.exit(run(sys.argv[1:]))
