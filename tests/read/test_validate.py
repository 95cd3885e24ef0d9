"""What BuildKit's parser lets through and its instructions then reject."""

from __future__ import annotations

import pytest

from msbgen.errors import DockerfileSyntaxError
from msbgen.read import read, validate

REJECTED = [
    ("FROM a\nFOO bar\n", "unknown instruction: FOO", 2),
    ('FROM a\n\u017fHELL ["a"]\n', "unknown instruction: \u017fHELL", 2),
    ("RUN a\nFROM b\n", "no build stage in current context", 1),
    ("ARG A=1\n", "dockerfile contains no stages to build", 1),
    ("FROM\n", "FROM requires either one or three arguments", 1),
    ("FROM a AS\n", "FROM requires either one or three arguments", 1),
    ("FROM a IS b\n", "FROM requires either one or three arguments", 1),
    ("FROM a AS 1b\n", 'invalid name for build stage: "1b"', 1),
    ("FROM --platfrom=x a\n", "unknown flag: --platfrom", 1),
    ("FROM a\nCOPY a\n", "COPY requires at least two arguments", 2),
    ("FROM a\nADD\n", "ADD requires at least two arguments", 2),
    ("FROM a\nCOPY a <<EOF\nx\nEOF\n", "COPY cannot accept a heredoc as a destination", 2),
    ("FROM a\nCOPY --from a b c\n", "missing a value on flag: --from", 2),
    ("FROM a\nCOPY --from=a --from=b c d\n", "duplicate flag specified: --from", 2),
    ("FROM a\nCOPY --link=yes a b\n", "expecting boolean value for flag --link, not: yes", 2),
    ("FROM a\nCOPY --link= a b\n", "missing a value on flag: --link", 2),
    ("FROM a\nENV\n", "ENV requires at least one argument", 2),
    ("FROM a\nENV =b\n", "ENV names can not be blank", 2),
    ("FROM a\nARG =b\n", "ARG names can not be blank", 2),
    ("FROM a\nLABEL\n", "LABEL requires at least one argument", 2),
    ("FROM a\nARG\n", "ARG requires at least one argument", 2),
    ("FROM a\nEXPOSE\n", "EXPOSE requires at least one argument", 2),
    ("FROM a\nVOLUME\n", "VOLUME requires at least one argument", 2),
    ('FROM a\nVOLUME [" "]\n', "VOLUME specified can not be an empty string", 2),
    ("FROM a\nUSER\n", "USER requires exactly one argument", 2),
    ("FROM a\nWORKDIR\n", "WORKDIR requires exactly one argument", 2),
    ("FROM a\nSTOPSIGNAL\n", "STOPSIGNAL requires exactly one argument", 2),
    ("FROM a\nMAINTAINER\n", "MAINTAINER requires exactly one argument", 2),
    ("FROM a\nSHELL []\n", "SHELL requires at least one argument", 2),
    ("FROM a\nSHELL bash -c\n", "SHELL requires the arguments to be in JSON form", 2),
    ("FROM a\nONBUILD\n", "ONBUILD requires at least one argument", 2),
    ("FROM a\nONBUILD FROM b\n", "FROM isn't allowed as an ONBUILD trigger", 2),
    ("FROM a\nHEALTHCHECK\n", "HEALTHCHECK requires at least one argument", 2),
    ("FROM a\nHEALTHCHECK NONE x\n", "HEALTHCHECK NONE takes no arguments", 2),
    ("FROM a\nHEALTHCHECK CMD\n", "Missing command after HEALTHCHECK CMD", 2),
    ("FROM a\nHEALTHCHECK curl x\n", 'Unknown type "CURL" in HEALTHCHECK', 2),
    ("FROM a\nHEALTHCHECK --interval=5 CMD x\n", 'invalid duration "5"', 2),
    ("FROM a\nHEALTHCHECK --interval=1us CMD x\n", "cannot be less than 1ms", 2),
    ("FROM a\nHEALTHCHECK --interval=-1s CMD x\n", "cannot be less than 1ms", 2),
    ("FROM a\nHEALTHCHECK --retries=-1 CMD x\n", "--retries cannot be negative", 2),
    ("FROM a\nHEALTHCHECK --retries=many CMD x\n", 'parsing "many"', 2),
    ("FROM a\nHEALTHCHECK --retries=2147483648 CMD x\n", 'parsing "2147483648"', 2),
    ("FROM a\nRUN --network=lan x\n", 'invalid network mode "lan"', 2),
    ("FROM a\nRUN --security=none x\n", 'security "none" is not valid', 2),
    ("FROM a\nRUN --mount=type=bind,from=$B,target=/x y\n", "'from' doesn't support variable expansion", 2),
    ("FROM a\nRUN --mount= x\n", "failed to parse csv mounts", 2),
    ("FROM a\nRUN x\nCMD --now x\n", "unknown flag: --now", 3),
]

ACCEPTED = [
    "ARG A=1\nFROM $A\n",
    "from a as B-1\n",
    "FROM a\nRUN\nCMD\nENTRYPOINT\n",
    "FROM a\nCMD []\n",
    "FROM a\nCOPY --link --parents=FALSE --exclude=a --exclude=b --from=x c d/\n",
    "FROM a\nADD --keep-git-dir=true --unpack --checksum=sha256:0 --chmod=1 --chown=2 c d\n",
    "FROM a\nRUN --mount=type=cache,target=/x --mount=type=bind,from=b,target=$C --device=x --network=host y\n",
    "FROM a\nHEALTHCHECK --interval=1m30s --timeout=.5s --start-period=0 --start-interval=1h --retries=+3 CMD x\n",
    "FROM a\nHEALTHCHECK --what=ever none\n",
    "FROM a\nSTOPSIGNAL --x SIGTERM\nARG --x A\n",
    "FROM a\nONBUILD FOO\nONBUILD COPY a\n",
    "FROM a\nENV a= b=\nLABEL c=\n",
    'FROM a\nSHELL ["x"]\nVOLUME /a ["b"]\n',
]


@pytest.mark.parametrize(("text", "message", "line"), REJECTED, ids=lambda value: str(value)[:40])
def test_rejected(text: str, message: str, line: int) -> None:
    dockerfile = read(text)
    with pytest.raises(DockerfileSyntaxError) as raised:
        validate(dockerfile)
    assert message in raised.value.message
    assert raised.value.line == line
    assert raised.value.source == text.split("\n")[line - 1]


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    validate(read(text))


def test_a_misspelt_keyword_is_named() -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        validate(read("FROM a\nWORKDIRR /x\n"))
    assert raised.value.hint == "did you mean WORKDIR?"


def test_the_flag_at_fault_is_pointed_at() -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        validate(read("FROM a\nCOPY --from=a \\\n  --form=b c d\n"))
    assert (raised.value.line, raised.value.column) == (3, 3)
