"""A base that nobody knows: what was compiled stands on it once more, without what the lines added for the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.conversion import Conversion
from msbgen.pipeline import convert
from tests.plan.toy import Toy

TEXT = """\
FROM acme/base
RUN apt-get update && apt-get install -y gcc libpq-dev tini
WORKDIR /src
COPY . .
RUN toycc -o /app/x
RUN useradd joe
USER joe
CMD /app/x $PORT
"""


def last(result: Conversion) -> str:
    return result.dockerfile[result.dockerfile.rindex("FROM ") :]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("RUN toycc -o /app/x\n", "RUN toycc -o /app/x && frobnicate\n"),
        ("CMD /app/x $PORT", 'CMD ["python", "app.py"]'),
        ("CMD /app/x $PORT", "CMD /app/x && perl x.pl"),
        ("FROM acme/base", "FROM acme/base AS one\nENV A=b\nFROM one"),
        ("RUN useradd joe\nUSER joe\n", "RUN frobnicate joe && chown joe /app\n"),
        ("CMD /app/x $PORT", ""),
        ("RUN toycc -o /app/x\n", ""),
    ],
)
def test_left_alone(toy: Toy, was: str, becomes: str) -> None:
    assert not convert(TEXT.replace(was, becomes)).changed


@pytest.mark.parametrize("base", ["acme/base", "$BASE", "--platform=linux/arm64 acme/base@sha256:" + 64 * "0"])
def test_packages_of_the_build_stay_behind(toy: Toy, base: str) -> None:
    given = ("ARG BASE\n" if "$" in base else "") + TEXT.replace("acme/base", base)
    result = convert(given)
    assert result.changed
    text = last(result)
    assert text.startswith(f"FROM {base}\n")
    assert "gcc" not in text
    assert "tini" in text
    assert "COPY --from=builder /app/x /app/x" in text
    assert "RUN useradd joe" in text
    assert text.endswith("USER joe\nCMD /app/x $PORT\n")
    assert "collect" in result.dockerfile or "ldd" in result.dockerfile  # its libraries, whichever package brought them
    assert result.plan is not None
    assert result.plan.base is not None
    assert result.plan.base.lacks == ()


@pytest.mark.parametrize(
    ("base", "install", "gathers"),
    [
        ("alpine:3.20", "apk add --no-cache build-base", True),  # with it come libstdc++ and libgcc, which the base lacks
        ("alpine:3.20", "apk add --no-cache g++ make", True),
        ("alpine:3.20", "apk add --no-cache cmake make", False),
        ("debian:bookworm-slim", "apt-get update && apt-get install -y build-essential", True),  # libgomp1
        ("debian:bookworm-slim", "apt-get update && apt-get install -y make cmake", False),
    ],
)
def test_libraries_that_come_with_a_compiler(toy: Toy, tmp_path: Path, base: str, install: str, gathers: bool) -> None:
    (tmp_path / "a.toy").write_text("")
    toy.starts = "it starts others"
    result = convert(f"FROM {base}\nRUN {install}\nWORKDIR /app\nCOPY . .\nRUN toycc -o run\nCMD [\"/app/run\"]\n", context=tmp_path)
    assert result.changed
    assert "\nFROM scratch" not in result.dockerfile
    assert ("ldd" in result.dockerfile) == gathers
