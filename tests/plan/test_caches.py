"""--cache-mounts: no mount where the build could then fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert
from msbgen.model.facts import Call
from msbgen.model.shell import Command
from msbgen.plan.caches import offline
from tests.ecosystems.helpers import write

HEAD = "FROM rust:1.80-bookworm\nWORKDIR /app\n"
TAIL = 'CMD ["/app/target/release/app"]\n'
FILES = {"Cargo.toml": '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n', "Cargo.lock": "", "src/main.rs": "fn main() {}\n"}


def mounts(lines: str, folder: Path, head: str = HEAD) -> int:
    result = convert(head + lines + TAIL, context=write(folder, FILES), options=Options.make(cache_mounts=True))
    assert result.changed
    return result.dockerfile.count("--mount=type=cache")


def test_a_cache_is_kept_between_builds(tmp_path: Path) -> None:
    assert mounts("COPY . .\nRUN cargo fetch\nRUN cargo build --release\n", tmp_path) == 4


def test_a_new_mount_is_root_s(tmp_path: Path) -> None:
    assert mounts("RUN useradd -m dev && chown dev /app\nUSER dev\nENV CARGO_HOME=/home/dev/.cargo\nCOPY --chown=dev . .\nRUN cargo build --release\n", tmp_path) == 0


@pytest.mark.parametrize(
    ("command", "env"),
    [
        ("mvn -o package", {}), ("gradle --offline build", {}), ("bundle install --local", {}), ("npm ci --offline", {}), ("pnpm install --offline", {}),
        ("go build .", {"GOPROXY": "off"}), ("cargo build", {"CARGO_NET_OFFLINE": "true"}), ("npm ci", {"npm_config_offline": "true"}), ("uv sync", {"UV_OFFLINE": "1"}),
    ],
)  # fmt: skip
def test_each_language_says_how_it_takes_what_is_there(command: str, env: dict[str, str]) -> None:
    assert offline(Call(tuple(command.split()), env, "/app", "root", 1, Command(())))
    online = command.replace(" -o", "").replace(" --offline", "").replace(" --local", "")
    assert not offline(Call(tuple(online.split()), {}, "/app", "root", 1, Command(())))


@pytest.mark.parametrize("build", ["RUN cargo build --release --offline", "ENV CARGO_NET_OFFLINE=true\nRUN cargo build --release"])
def test_what_an_earlier_line_fetched_is_in_its_layer(build: str, tmp_path: Path) -> None:
    """A layer may come from a registry, or outlive the mount's contents."""
    assert mounts(f"COPY . .\nRUN cargo fetch\n{build}\n", tmp_path) == 0
