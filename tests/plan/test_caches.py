"""--cache-mounts: no mount where the build could then fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert
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


@pytest.mark.parametrize("build", ["RUN cargo build --release --offline", "ENV CARGO_NET_OFFLINE=true\nRUN cargo build --release"])
def test_what_an_earlier_line_fetched_is_in_its_layer(build: str, tmp_path: Path) -> None:
    """A layer may come from a registry, or outlive the mount's contents."""
    assert mounts(f"COPY . .\nRUN cargo fetch\n{build}\n", tmp_path) == 0
