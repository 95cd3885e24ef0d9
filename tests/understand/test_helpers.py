"""What commands take of the system without a word of their line that says so."""

from __future__ import annotations

import pytest

from msbgen.understand.helpers import helpers, may_ask_by_tls
from tests.understand.helpers import units_of


@pytest.mark.parametrize(
    ("command", "starts"),
    [
        ("tar xJf a", ("xz",)),
        ("tar -C /x -xjf a", ("bzip2",)),
        ("tar --extract --zstd --file=a", ("zstd",)),
        ("tar xf a.tar.xz", ("xz",)),
        ("tar -tf a.tbz2", ("bzip2",)),
        ("tar --list --file=a.tar.zst", ("zstd",)),
        ("tar -I 'pigz -9' -cf a.tgz b", ("pigz",)),
        ("tar caf a.txz b", ("xz",)),
        ('tar xf "$(cat f)"', ("bzip2", "xz")),
        ("tar xzf a.xz", ()),
        ("tar xf a.tar", ()),
        ("tar xf a.tar.gz", ()),
        ("tar cf a.tar.xz b", ()),  # only -a looks at the name
        ("tar xz", ()),
        ("cat a.tar.xz", ()),
    ],
)
def test_programs_that_a_command_starts(command: str, starts: tuple[str, ...]) -> None:
    (unit,) = units_of(command)
    assert helpers(unit.calls[-1]) == starts


@pytest.mark.parametrize(
    ("command", "asks"),
    [
        ("curl -fsS https://example.org/x", True),
        ("curl -L http://example.org/x", True),  # it may be sent on to https
        ('curl "$(cat f)"', True),
        ("curl -K /etc/c", True),
        ("curl https://localhost/", True),
        ("curl http://localhost.example.org/", True),
        ("curl http://localhost/ https://example.org/", True),
        ("wget -q --spider http://localhost:80/health", False),
        ("curl -f localhost:8080", False),
        ("curl -f 'http://127.0.0.1:80/a?b'", False),
        ("curl http://[::1]/", False),
        ("git clone https://example.org/x", True),
        ("git -C /x -c a.b=c pull", True),
        ('git "$(cat f)"', True),
        ("git -C /pull init", False),
        ("cat https://example.org", False),
    ],
)
def test_commands_that_may_ask_by_tls(command: str, asks: bool) -> None:
    (unit,) = units_of(command)
    assert may_ask_by_tls(unit.calls[-1]) is asks
