"""Long Dockerfiles: work that grows with the square of their length would show in the number of calls, whatever the machine's speed."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from msbgen import convert


def _calls(line: str, count: int) -> int:
    """How many function calls a conversion takes, of a file with a line so many times."""
    text = "FROM golang:1.23\nWORKDIR /app\nCOPY . .\n" + "".join(line.format(i) for i in range(count))
    text += 'RUN CGO_ENABLED=0 go build -o /app/x .\nCMD ["/app/x"]\n'
    profile = cProfile.Profile()
    profile.enable()
    convert(text)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)


@pytest.mark.parametrize("line", ["RUN echo hello {0}\n", "ENV A{0}=b\n", "LABEL a{0}=b\n", "COPY f{0} /x/{0}/\n", "RUN mkdir -p /d/{0} && touch /d/{0}/f\n"])
def test_the_work_grows_with_the_length(line: str) -> None:
    convert("FROM golang:1.23\nRUN go build\nCMD x\n")  # tables are loaded
    short, long = _calls(line, 150), _calls(line, 600)
    assert long < 5 * short  # four times the lines
