"""A front end inside an application of another language: its tools stay in the builder, unless something may start them."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

WEB = {"web/package.json": '{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5"}}', "web/package-lock.json": "{}", "web/index.html": "<p>"}
FRONT = "COPY web web\nRUN cd web && npm ci && npm run build\n"
TOOLS = "RUN apt-get update && apt-get install -y nodejs npm\n"
PYTHON = "FROM python:3.12\n" + TOOLS + "WORKDIR /app\nCOPY app.py .\n" + FRONT + 'CMD ["python", "app.py"]\n'
ON_NODE = "FROM node:20-bookworm\nRUN apt-get update && apt-get install -y python3\nWORKDIR /app\nCOPY app.py .\n" + FRONT + 'CMD ["python3", "app.py"]\n'


def result(text: str, folder: Path, app: str = "print(1)\n") -> str:
    write(folder, {**WEB, "app.py": app, "go.mod": "module x\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"})
    found = convert(text, context=folder)
    assert found.changed, found.diagnostics
    return found.dockerfile


def runtime(text: str) -> str:
    return text.rsplit("\nFROM ", 1)[1]


def test_python_with_a_front_end(tmp_path: Path) -> None:
    text = result(PYTHON, tmp_path)
    assert "nodejs" not in runtime(text)
    assert "rm -rf /app/web/node_modules" in text
    assert "COPY --from=builder /app/web /app/web" in runtime(text)


@pytest.mark.parametrize("app", ["import subprocess\nsubprocess.run(['node', 'web/server.js'])\n", "import os\nos.system(open('x').read())\n"])
def test_python_that_may_start_node(app: str, tmp_path: Path) -> None:
    try:
        text = result(PYTHON, tmp_path, app)
    except AssertionError:
        return  # left as it is
    assert "nodejs" in runtime(text)


def test_go_with_a_front_end_is_still_static(tmp_path: Path) -> None:
    text = result("FROM golang:1.22\n" + TOOLS + "WORKDIR /src\nCOPY . .\nRUN cd web && npm ci && npm run build\nRUN go build -o /bin/app .\nCMD [\"/bin/app\"]\n", tmp_path)
    assert "CGO_ENABLED=0 go build" in text
    assert runtime(text).startswith("scratch\n")


def test_go_whose_front_end_runs_a_script_of_its_own_may_have_other_sources(tmp_path: Path) -> None:
    write(tmp_path, {"web/gen.js": "require('fs').writeFileSync('../x.go', '')\n"})
    text = "FROM golang:1.22\n" + TOOLS + "WORKDIR /src\nCOPY . .\nRUN cd web && npm ci && node gen.js\nRUN go build -o /bin/app .\nCMD [\"/bin/app\"]\n"
    found = convert(text, context=write(tmp_path, {**WEB, "go.mod": "module x\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"}))
    assert "CGO_ENABLED=0 go" not in found.dockerfile


def test_python_of_a_package_on_node_s_image_stands_on_debian(tmp_path: Path) -> None:
    text = result(ON_NODE, tmp_path)
    assert runtime(text).startswith("debian:bookworm-slim\n")
    assert "python3" in runtime(text)
    assert "ENTRYPOINT" not in runtime(text)


def test_python_on_node_s_image_that_may_start_node_keeps_node(tmp_path: Path) -> None:
    text = result(ON_NODE, tmp_path, "import subprocess\nsubprocess.run(['node', 'x.js'])\n")
    assert runtime(text).startswith("node:20-bookworm-slim\n")
    assert "ENTRYPOINT" not in runtime(text)


def test_node_goes_where_its_folder_goes_on(tmp_path: Path) -> None:
    text = result(ON_NODE.replace("python3\n", "python3 python3-pip && pip install --break-system-packages flask\n"), tmp_path)
    assert "COPY --from=builder /usr/local/bin /usr/local/bin" in text
    assert "rm -f /usr/local/bin/node " in text


def test_a_server_on_node_s_image(tmp_path: Path) -> None:
    lines = "FROM node:20-bookworm\nRUN apt-get update && apt-get install -y nginx\nWORKDIR /app\n" + FRONT + "RUN cp -r web/dist/. /var/www/html\n"
    found = runtime(result(lines + 'CMD ["nginx", "-g", "daemon off;"]\n', tmp_path))
    assert found.startswith("debian:bookworm-slim\n")
    assert "ENTRYPOINT" not in found


def test_the_entrypoint_stays_where_node_runs(tmp_path: Path) -> None:
    lines = "FROM node:20-bookworm\nRUN apt-get update && apt-get install -y nginx gcc\nWORKDIR /app\n" + FRONT + "RUN cp -r web/dist/. /var/www/html\n"
    found = runtime(result(lines + "CMD nginx && node web/server.js\n", tmp_path))
    assert found.startswith("node:20-bookworm-slim\n")
