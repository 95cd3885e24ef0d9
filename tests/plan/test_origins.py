"""Packages that come from elsewhere than the base's own sources are not installed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.errors import Refused
from msbgen.model.conversion import Options
from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

PYTHON = "FROM python:3.12\nRUN apt-get update && apt-get install -y gcc\nWORKDIR /app\nCOPY app.py .\n"
START = 'CMD ["python", "app.py"]\n'


def slim(lines: str, folder: Path, files: dict[str, str] | None = None) -> str:
    write(folder, {"app.py": "print(1)\n", **(files or {})})
    result = convert(PYTHON + lines + START, context=folder, options=Options.make(base="slim"))
    return result.dockerfile.rsplit("\nFROM ", 1)[1]


@pytest.mark.parametrize(
    "lines",
    [
        "RUN echo 'deb https://a.example/apt stable main' > /etc/apt/sources.list.d/a.list && apt-get update && apt-get install -y foo-server\n",
        "RUN echo 'deb https://a.example/apt stable main' | tee -a /etc/apt/sources.list && apt-get update && apt-get install -y foo-server\n",
        "RUN sed -i 's/main/main contrib non-free/' /etc/apt/sources.list.d/debian.sources && apt-get update && apt-get install -y foo-server\n",
        "RUN add-apt-repository ppa:x/y && apt-get install -y foo-server\n",
        "RUN apt-get install -y -t bookworm-backports foo-server\n",
        "COPY x.list /etc/apt/sources.list.d/\nRUN apt-get update && apt-get install -y foo-server\n",
        "ADD https://a.example/x.list /etc/apt/sources.list.d/x.list\nRUN apt-get update && apt-get install -y foo-server\n",
    ],
)
def test_refused(lines: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="source"):
        slim(lines, tmp_path, {"x.list": "deb https://a.example/apt stable main\n"})


def test_refused_on_alpine(tmp_path: Path) -> None:
    text = "FROM golang:1.22-alpine\nRUN apk add --no-cache -X https://dl.example/edge/testing foo-server\nWORKDIR /a\nCOPY . .\nRUN go build -o /a/x .\nCMD [\"/a/x\"]\n"
    write(tmp_path, {"go.mod": "module x\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"})
    with pytest.raises(Refused, match="another source"):
        convert(text, context=tmp_path, options=Options.make(base="slim"))


@pytest.mark.parametrize(
    "lines",
    [
        "RUN sed -i 's/deb.debian.org/mirror.example/g' /etc/apt/sources.list.d/debian.sources && apt-get update && apt-get install -y foo-server\n",
        "COPY x.list /etc/apt/sources.list\nRUN apt-get update && apt-get install -y foo-server\n",
    ],
)
def test_another_host_of_the_same_will_do(lines: str, tmp_path: Path) -> None:
    found = slim(lines, tmp_path, {"x.list": "deb http://mirror.example/debian bookworm main\n"})
    assert found.index("/etc/apt/sources.list") < found.index("foo-server")


def test_what_only_the_build_takes_from_there(tmp_path: Path) -> None:
    """NodeSource's Node.js for a front end: the list stays behind with it, so that the runtime stage's own packages can be installed."""
    files = {"web/package.json": '{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5"}}', "web/package-lock.json": "{}"}
    found = slim("RUN apt-get update && apt-get install -y curl foo-server && curl -fsSL https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y nodejs\n"
                 "COPY web web\nRUN cd web && npm ci && npm run build\n", tmp_path, files)  # fmt: skip
    assert "foo-server" in found
    assert "nodejs" not in found
    assert "nodesource" not in found


def test_node_of_nodesource_that_runs_is_not_debians(tmp_path: Path) -> None:
    line = "RUN apt-get update && apt-get install -y curl && curl -sL https://deb.nodesource.com/setup_20.x | sudo -E bash - && apt-get install -y nodejs\n"
    write(tmp_path, {"app.py": "import subprocess\nsubprocess.run(['node', 'x.js'])\n"})
    with pytest.raises(Refused, match="adds a source of packages"):
        convert(PYTHON + line + START, context=tmp_path, options=Options.make(base="slim"))
