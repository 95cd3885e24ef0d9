"""Traps in the form of the input: what it must read as, and what must still stand in the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from tests.plan.toy import Toy
from tests.traps.made import builder, context, made, refusal, runtime

HEAD = "FROM debian:bookworm\nWORKDIR /app\nCOPY . .\n"
TAIL = 'CMD ["/app/a.out"]\n'


@pytest.mark.trap("26a")
def test_a_heredoc_is_shell(toy: Toy, tmp_path: Path) -> None:
    result = made(f"{HEAD}RUN <<EOF\nset -e\ntoycc --static\nEOF\n{TAIL}", where=context(tmp_path, {"a.toy": ""}))
    assert "COPY --from=builder /app/a.out /app/a.out" in runtime(result)
    assert "RUN <<EOF\nset -e\ntoycc --static\nEOF\n" in builder(result)
    assert "frobnicate" in refusal(made(f"{HEAD}RUN <<EOF\ntoycc\nfrobnicate\nEOF\n{TAIL}"))


@pytest.mark.trap("26a")
def test_a_heredoc_for_another_program_is_no_shell(toy: Toy) -> None:
    assert not made(f"{HEAD}RUN <<EOF\n#!/usr/bin/perl\nprint 1;\nEOF\nRUN toycc\n{TAIL}").changed


@pytest.mark.trap("26a")
def test_a_file_from_a_heredoc_is_kept(toy: Toy, tmp_path: Path) -> None:
    result = made(f"{HEAD}COPY <<EOF /etc/app.conf\nport = 80\nEOF\nRUN toycc --static\n{TAIL}", where=context(tmp_path, {"a.toy": ""}))
    assert "COPY --from=builder /etc/app.conf /etc/app.conf" in runtime(result)
    assert "port = 80" not in runtime(result)


@pytest.mark.trap("26b")
def test_another_escape(toy: Toy) -> None:
    text = f"# escape=`\n{HEAD}RUN cd /app && `\n    toycc --static\nLABEL a=1 `\n      b=2\n{TAIL}"
    result = made(text)
    assert result.dockerfile.startswith("# escape=`\n")
    assert "LABEL a=1 `\n      b=2\n" in runtime(result)
    assert "\\\n" not in result.dockerfile


@pytest.mark.trap("26b")
def test_what_msbgen_writes_goes_on_by_that_escape_too(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    result = made(f"# escape=`\n{HEAD}RUN apt-get update && apt-get install -y git\nRUN toycc\n{TAIL}", "slim")
    assert " && apt-get install -y" in runtime(result)
    assert "\\\n" not in result.dockerfile


@pytest.mark.trap("26c")
def test_the_syntax_stays_first(toy: Toy) -> None:
    result = made(f"# syntax=docker/dockerfile:1.7\n# a comment\n{HEAD}RUN --network=none toycc --static\n{TAIL}")
    assert result.dockerfile.startswith("# syntax=docker/dockerfile:1.7\n")
    assert result.dockerfile.count("syntax=") == 1
    assert "RUN --network=none toycc --static\n" in builder(result)


@pytest.mark.trap("26d")
def test_a_byte_order_mark_stays_where_it_was(toy: Toy) -> None:
    result = made(f"\ufeff{HEAD}RUN toycc --static\n{TAIL}")
    assert result.dockerfile.startswith("\ufeffFROM debian:bookworm AS builder\n")
    assert result.dockerfile.count("\ufeff") == 1


@pytest.mark.trap("26e")
def test_carriage_returns(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    text = f"{HEAD}RUN apt-get update && \\\n  apt-get install -y git\nRUN toycc\n{TAIL}".replace("\n", "\r\n")
    result = convert(text)
    assert result.changed
    assert "\n" not in result.dockerfile.replace("\r\n", "")


@pytest.mark.trap("26f")
@pytest.mark.parametrize("line", ["ONBUILD COPY . /app", "ONBUILD RUN make", "onbuild run make"])
def test_onbuild_runs_in_other_images(toy: Toy, line: str) -> None:
    result = made(f"{HEAD}RUN toycc --static\n{line}\n{TAIL}")
    assert (refusal(result).startswith("left as it is: ONBUILD"), result.diagnostics[0].line) == (True, 5)
    assert made(f"{HEAD}RUN toycc --static\n{TAIL}").changed


@pytest.mark.trap("26g", "15a")
def test_an_argument_before_from_is_of_no_stage(toy: Toy) -> None:
    result = made(f"ARG V=1\nFROM debian:bookworm\nARG V\nWORKDIR /app\nCOPY . .\nRUN toycc --static\nLABEL v=$V\n{TAIL}")
    assert result.dockerfile.startswith("ARG V=1\nFROM debian:bookworm AS builder\nARG V\n")
    assert runtime(result).index("ARG V\n") < runtime(result).index("LABEL v=$V\n")
    unasked = made(f"ARG V=1\nFROM debian:bookworm\nWORKDIR /app\nCOPY . .\nRUN toycc --static\nLABEL v=$V\n{TAIL}")
    assert "ARG" not in runtime(unasked)  # empty before, empty now


@pytest.mark.trap("26g", "2b")
def test_a_base_from_an_argument(toy: Toy) -> None:
    text = f"ARG R=bookworm\nFROM debian:$R\nWORKDIR /app\nCOPY . .\nRUN toycc\n{TAIL}"
    assert "FROM debian:$R AS builder\n" in builder(made(text))
    assert runtime(made(text)).startswith("FROM scratch\n")  # what follows the argument, whatever it is


@pytest.mark.trap("26h")
def test_a_digest_stays(toy: Toy) -> None:
    digest = "sha256:" + "0" * 64
    toy.starts = "it starts other programs"
    result = made(f"FROM debian:bookworm@{digest}\nWORKDIR /app\nCOPY . .\nRUN toycc\n{TAIL}", "slim")
    assert f"FROM debian:bookworm@{digest} AS builder\n" in result.dockerfile
    assert runtime(result).startswith("FROM debian:bookworm-slim\n")
    for unclear in (f"debian@{digest}", f"debian:latest@{digest}"):
        assert not made(f"FROM {unclear}\nWORKDIR /app\nCOPY . .\nRUN toycc\n{TAIL}").changed


@pytest.mark.trap("26i")
def test_the_last_command_counts(toy: Toy) -> None:
    text = f'{HEAD}RUN toycc --static\nENTRYPOINT ["/nowhere"]\nCMD ["/never"]\nENTRYPOINT ["/app/a.out"]\nCMD ["-x"]\nHEALTHCHECK CMD ["/gone"]\nHEALTHCHECK NONE\n'
    result = runtime(made(text))
    assert [line for line in result.split("\n") if line.startswith(("ENTRYPOINT", "CMD", "HEALTHCHECK"))] == ['ENTRYPOINT ["/app/a.out"]', 'CMD ["-x"]', "HEALTHCHECK NONE"]


@pytest.mark.trap("26j")
@pytest.mark.parametrize(
    "text",
    [
        'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN toycc\nCMD ["a"]\n',
        'FROM golang:1.22-nanoserver\nRUN toycc\nCMD ["a"]\n',
        '# escape=`\nFROM x/y\nSHELL ["powershell", "-Command"]\nRUN Write-Host x\nCMD ["a"]\n',
        'FROM x/y\nSHELL ["cmd", "/S", "/C"]\nRUN dir\nCMD ["a"]\n',
    ],
)
def test_windows_is_left_alone(toy: Toy, text: str) -> None:
    result = made(text)
    assert (result.changed, result.dockerfile, result.diagnostics[0].code) == (False, text, "MSB110")
