"""How long the whole command takes: `pytest benchmarks`. At most twice as long as `tally lint` on the same file, side by side."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FILE = str(Path(__file__).resolve().parent.parent / "samples/go-hello/Dockerfile")
BIN = Path(sys.executable).parent
CONVERT = [str(BIN / "msbgen"), "convert", FILE]
LINT = [str(BIN / "tally"), "lint", "--slow-checks=off", FILE]
#: compiled modules and templates are kept, as in an installed msbgen
KEEPS_BYTECODE = {"PATH": str(BIN)}


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, env=KEEPS_BYTECODE, check=False)
    return time.perf_counter() - begin


def test_convert(benchmark: Any) -> None:
    seconds(CONVERT)
    benchmark(seconds, CONVERT)


def test_at_most_twice_tally() -> None:
    for command in (CONVERT, LINT):
        seconds(command)
    assert statistics.median(seconds(CONVERT) / seconds(LINT) for _ in range(15)) <= 2


def test_peak_memory() -> None:
    with subprocess.Popen(CONVERT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=KEEPS_BYTECODE) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert used.ru_maxrss < 120_000  # kB
