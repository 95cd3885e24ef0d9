"""Several stages: only the last is split; what it inherits from earlier ones counts; nothing before it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.errors import Refused
from msbgen.model.conversion import Conversion, Options
from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

FILES = {
    "app.py": "print(1)\n", "go.mod": "module x\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n",
    "web/package.json": '{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5"}}', "web/package-lock.json": "{}",
}  # fmt: skip
WEB = "FROM node:20 AS web\nWORKDIR /web\nCOPY web .\nRUN npm ci && npm run build\n"
GO = 'WORKDIR /src\nCOPY . .\nRUN go build -o /bin/app .\nCMD ["/bin/app"]\n'
PYTHON = 'WORKDIR /app\nCOPY app.py .\nRUN pip install six\nCMD ["python", "app.py"]\n'


def converted(text: str, folder: Path, base: str = "auto") -> Conversion:
    return convert(text, context=write(folder, FILES), options=Options.make(base=base))


def split(text: str, folder: Path, base: str = "auto") -> tuple[str, str]:
    """All stages but the last of the result, and that one."""
    result = converted(text, folder, base)
    assert result.changed, result.diagnostics
    before, _, last = result.dockerfile.rpartition("\nFROM ")
    return before + "\n", last


def test_a_last_stage_without_a_build_is_left(tmp_path: Path) -> None:
    text = "FROM golang:1.22 AS builder\n" + GO + 'FROM debian:bookworm\nCOPY --from=builder /bin/app /bin/app\nCMD ["/bin/app"]\n'
    assert converted(text, tmp_path).dockerfile == text


def test_earlier_stages_stay_as_they_are(tmp_path: Path) -> None:
    earlier = "# syntax=docker/dockerfile:1\n# the site\n" + WEB
    before, last = split(earlier + "\n# the program\nFROM golang:1.22 AS app\nCOPY --from=web /web/dist /srv\n" + GO, tmp_path)
    assert before.startswith(earlier)
    assert "FROM golang:1.22 AS builder\nCOPY --from=web /web/dist /srv\n" in before
    assert last.startswith("scratch AS app\n")
    assert "COPY --from=builder /srv /srv" in last


def test_numbers_still_name_the_same_stages(tmp_path: Path) -> None:
    before, last = split(WEB.replace(" AS web", "") + "FROM golang:1.22\nCOPY --from=0 /web/dist /srv\n" + GO, tmp_path)
    assert "COPY --from=0 /web/dist /srv" in before
    assert "COPY --from=builder /srv /srv" in last


@pytest.mark.parametrize(
    "text",
    [
        "FROM golang:1.22 AS builder\n" + GO + "FROM golang:1.22\n" + GO,
        "FROM golang:1.22\nCOPY --from=builder /x /x\n" + GO,
        "FROM golang:1.22\nRUN --mount=type=bind,from=builder,target=/x true\n" + GO,
        "FROM builder AS first\nFROM golang:1.22\n" + GO,
    ],
)
def test_a_name_that_means_something_else_is_not_taken(text: str, tmp_path: Path) -> None:
    before, last = split(text, tmp_path)
    assert "AS builder2\n" in before
    assert "--from=builder2 " in last


def test_a_bundle_of_an_earlier_stage_is_no_code(tmp_path: Path) -> None:
    before, last = split(WEB + "FROM golang:1.22\nWORKDIR /src\nCOPY . .\nCOPY --from=web /web/dist web/dist\nRUN go build -o /bin/app .\nCMD [\"/bin/app\"]\n", tmp_path)
    assert "CGO_ENABLED=0" in before
    assert last.startswith("scratch\n")


@pytest.mark.parametrize("source", ["/web", "/web/dist/*", "/etc/x"])
def test_what_is_no_bundle_alone_may_be_code(source: str, tmp_path: Path) -> None:
    text = WEB + f"FROM golang:1.22\nWORKDIR /src\nCOPY . .\nCOPY --from=web {source} web/\nRUN go build -o /bin/app .\nCMD [\"/bin/app\"]\n"
    assert "CGO_ENABLED=0" not in converted(text, tmp_path).dockerfile


def test_libraries_of_what_other_stages_made_come_along(tmp_path: Path) -> None:
    text = "FROM golang:1.22 AS tool\nRUN go install example.org/t@latest\nFROM python:3.12\nCOPY --from=tool /go/bin/t /usr/local/bin/t\n" + PYTHON
    before, _ = split(text, tmp_path, "slim")
    assert any("/usr/local/bin/t" in line for line in before.splitlines() if line.strip().startswith("set -- /usr/local"))


BASE = "FROM python:3.12 AS base\nENV APP=/srv/app\nWORKDIR $APP\nRUN apt-get update && apt-get install -y gcc libpq-dev\nEXPOSE 80\n"


def test_a_chain_of_stages(tmp_path: Path) -> None:
    before, last = split(BASE + 'FROM base\nCOPY app.py .\nRUN pip install six\nCMD ["python", "app.py"]\n', tmp_path, "slim")
    assert before.startswith(BASE + "FROM base AS builder\nCOPY app.py .\n")
    assert "ENV APP=/srv/app" not in before.removeprefix(BASE)
    assert "ENV APP=/srv/app" in last
    assert "WORKDIR $APP" in last
    assert "libpq5" in last
    assert "gcc" not in last
    assert "EXPOSE 80" in last
    assert "COPY --from=builder /srv/app/app.py /srv/app/app.py" in last


def test_a_chain_through_several(tmp_path: Path) -> None:
    before, last = split(BASE + "FROM base AS more\nUSER 1000\nFROM more\nCOPY app.py .\nRUN pip install six\nCMD [\"python\", \"app.py\"]\n", tmp_path, "slim")
    assert "FROM more AS builder" in before
    assert "USER 1000" in last


def test_lines_that_must_read_otherwise_are_written_again(tmp_path: Path) -> None:
    """A program that an earlier stage compiled with cgo, if the compiler is let: the stage itself is not touched."""
    earlier = "FROM golang:1.22 AS base\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/app .\n"
    before, last = split(earlier + 'FROM base\nCMD ["/bin/app"]\n', tmp_path)
    assert before.startswith(earlier)
    assert "FROM golang:1.22 AS builder\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/app .\n" in before
    assert last.startswith("scratch\n")


def test_a_chain_with_another_platform_is_not_followed(tmp_path: Path) -> None:
    assert not converted(BASE.replace("FROM ", "FROM --platform=linux/arm64 ") + 'FROM base\nRUN pip install six\nCMD ["python"]\n', tmp_path).changed


def test_a_chain_with_onbuild_is_refused(tmp_path: Path) -> None:
    result = converted(BASE + 'ONBUILD RUN touch /x\nFROM base\nRUN pip install six\nCOPY app.py .\nCMD ["python", "app.py"]\n', tmp_path)
    assert result.diagnostics[0].code == "MSB112"


def test_an_argument_of_an_earlier_stage_counts(tmp_path: Path) -> None:
    text = "FROM golang:1.22 AS base\nARG OUT=/bin/app\nWORKDIR /src\nCOPY . .\nRUN go build -o $OUT .\nFROM base\nCMD [\"/bin/app\"]\n"
    with pytest.raises(Refused, match="build argument"):
        converted(text, tmp_path, "slim")


def test_the_same_image_follows_a_build_argument(tmp_path: Path) -> None:
    head = "ARG V=1.27\nFROM nginx:${V}\nRUN apt-get update && apt-get install -y nodejs npm\nWORKDIR /app\nCOPY web .\n"
    before, last = split(head + "RUN npm ci && npm run build && cp -r dist/. /usr/share/nginx/html\n", tmp_path)
    assert before.startswith("ARG V=1.27\nFROM nginx:${V} AS builder\n")
    assert last.startswith("nginx:${V}\n")


def test_a_slim_image_by_its_digest_is_itself(tmp_path: Path) -> None:
    image = "python:3.12-slim@sha256:" + "0" * 64
    _, last = split(f"FROM {image}\nRUN apt-get update && apt-get install -y gcc\n" + PYTHON, tmp_path, "slim")
    assert last.startswith(image + "\n")


def test_a_counterpart_would_not_follow(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="would not follow it"):
        converted("ARG V=3.12\nFROM python:${V}\nRUN apt-get update && apt-get install -y gcc\n" + PYTHON, tmp_path, "slim")


def test_a_program_from_elsewhere_takes_the_libraries_of_development_packages_along(tmp_path: Path) -> None:
    text = 'FROM alpine:3.20\nRUN apk add --no-cache grpc-dev\nCOPY app.py /usr/local/bin/server\nCMD ["server"]\n'
    before, last = split(text, tmp_path)
    assert "set -- /usr/local/bin/server" in before
    assert "COPY --from=builder /runtime/ /" in last


def test_a_development_package_that_the_runtime_stage_installs_is_no_gain_again(tmp_path: Path) -> None:
    """What it stands for on this release is not known, and a library of it is loaded by name, so the runtime stage has it, too."""
    (tmp_path / "requirements.txt").write_text("mysqlclient==2.2.4\n")
    (tmp_path / "app.py").write_text("import MySQLdb\n")
    text = (
        "FROM python:3.8-buster\nRUN apt-get update && apt-get install -y gcc default-libmysqlclient-dev\nWORKDIR /app\n"
        'COPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY app.py .\nCMD ["python", "app.py"]\n'
    )
    once = convert(text, context=tmp_path)
    assert once.changed
    assert "default-libmysqlclient-dev" in once.dockerfile.rpartition("FROM")[2]
    assert not convert(once.dockerfile, context=tmp_path).changed
