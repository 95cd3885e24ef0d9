"""Which programs cargo makes, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.rust.helpers import CRATE, effect, made, write


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "Cargo.toml": CRATE + '[features]\nextra = []\n[[bin]]\nname = "tool"\npath = "src/tool.rs"\nrequired-features = ["extra"]\n',
            "src/main.rs": "fn main() {}",
            "src/tool.rs": "fn main() {}",
            "src/bin/worker.rs": "fn main() {}",
            "src/bin/deep/main.rs": "fn main() {}",
            "src/bin/deep/other.rs": "",
        },
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "Cargo.toml": '[workspace]\nmembers = ["crates/*", "cli"]\nexclude = ["crates/old"]\n',
            "crates/api/Cargo.toml": CRATE.replace("my-app", "api"),
            "crates/api/src/main.rs": "",
            "crates/lib/Cargo.toml": CRATE.replace("my-app", "lib"),
            "crates/lib/src/lib.rs": "",
            "cli/Cargo.toml": CRATE.replace("my-app", "cli"),
            "cli/src/main.rs": "",
            "alone/Cargo.toml": CRATE.replace("my-app", "alone") + "[workspace]\n",
            "alone/src/main.rs": "",
        },
    )


def test_what_makes_nothing(app: Path) -> None:
    for command in ("cargo fetch", "cargo check", "cargo test --release", "cargo clippy", "cargo chef cook --release", "rustup target add x", "cargo --version", "cargo install cargo-chef"):
        found = effect(command, app)
        assert (found.products, found.writes, found.anywhere) == ((), (), False), command


@pytest.mark.parametrize("command", ["cargo leptos build", "cargo run", "cargo xtask dist", "cargo build --release --target $T", "cargo install $X"])
def test_what_is_not_known(app: Path, command: str) -> None:
    assert effect(command, app, before="WORKDIR /app\nCOPY . .\nARG T\nARG X\n").anywhere


ALL = ["my-app", "worker", "deep"]


@pytest.mark.parametrize(
    ("command", "folder", "names"),
    [
        ("cargo build", "/app/target/debug", ALL),
        ("cargo build --release", "/app/target/release", ALL),
        ("cargo +nightly build -r", "/app/target/release", ALL),
        ("cargo build --profile dist", "/app/target/dist", ALL),
        ("cargo build --profile dev", "/app/target/debug", ALL),
        ("cargo build -r --target x86_64-unknown-linux-musl", "/app/target/x86_64-unknown-linux-musl/release", ALL),
        ("CARGO_BUILD_TARGET=a-b cargo build", "/app/target/a-b/debug", ALL),
        ("cargo build -r --bin worker", "/app/target/release", ["worker"]),
        ("cargo build -r --features extra", "/app/target/release", ["tool", *ALL]),
        ("cargo build -r --all-features", "/app/target/release", ["tool", *ALL]),
        ("cargo build -r --target-dir /t", "/t/release", ALL),
        ("CARGO_TARGET_DIR=/t cargo build -r", "/t/release", ALL),
        ("cd / && cargo build -r --manifest-path app/Cargo.toml", "/app/target/release", ALL),
        ("cd src && cargo build -r", "/app/target/release", ALL),
        ("cargo install --path .", "/usr/local/cargo/bin", ALL),
        ("cargo install --path . --root /usr/local", "/usr/local/bin", ALL),
        ("CARGO_INSTALL_ROOT=/opt cargo install --path . --bin worker", "/opt/bin", ["worker"]),
        ("cargo install sqlx-cli --version 0.7", "/usr/local/cargo/bin", ["cargo-sqlx", "sqlx"]),
        ("cargo build --release --lib", "/app/target/release", []),
    ],
)
def test_programs_of_a_package(app: Path, command: str, folder: str, names: list[str]) -> None:
    assert sorted(made(f"RUN {command}", app)) == sorted(f"{folder}/{n}" for n in names)


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        ("cargo build -r", ["/app/target/release/api", "/app/target/release/cli"]),
        ("cargo build -r -p api", ["/app/target/release/api"]),
        ("cargo build -r --workspace --exclude api", ["/app/target/release/cli"]),
        ("cd crates/api && cargo build -r", ["/app/target/release/api"]),
        ("cargo install --path cli", ["/usr/local/cargo/bin/cli"]),
        ("cd alone && cargo build -r", ["/app/alone/target/release/alone"]),
    ],
)
def test_programs_of_a_workspace(workspace: Path, command: str, paths: list[str]) -> None:
    assert sorted(made(f"RUN {command}", workspace)) == sorted(paths)


def test_the_configuration_counts(app: Path) -> None:
    write(app, {".cargo/config.toml": '[build]\ntarget = "x86_64-unknown-linux-musl"\ntarget-dir = "out"\n'})
    assert made("RUN cargo build -r --bin worker", app) == ["/app/out/x86_64-unknown-linux-musl/release/worker"]


def test_without_a_context_names_come_from_use() -> None:
    assert made('RUN cargo build --release\nCMD ["./target/release/x"]') == ["/app/target/release/x"]
    assert made("RUN cargo build --release && cp target/release/x /bin/x") == ["/bin/x"]
    assert made('RUN cargo install foo\nCMD ["foo-server"]') == ["/usr/local/cargo/bin/foo-server"]
    assert effect("cargo build --release").writes == ("/app/target/release",)


def test_cleaning_takes_programs_away(app: Path) -> None:
    assert effect("cargo clean", app).removes == ("/app/target",)
    assert effect("cargo clean --release", app).removes == ("/app/target/release",)


def test_a_shared_library_is_a_product(tmp_path: Path) -> None:
    write(tmp_path, {"Cargo.toml": CRATE + '[lib]\ncrate-type = ["cdylib"]\n', "src/lib.rs": ""})
    assert made("RUN cargo build -r", tmp_path) == ["/app/target/release/libmy_app.so"]
    assert made("RUN cargo build -r", tmp_path, base="rust:1.80-alpine") == []


@pytest.mark.parametrize(
    ("script", "kept"),
    [
        ('fn main() { println!("cargo:rerun-if-changed=x"); }', False),
        ('use std::fs::File; fn main() { let d = std::env::var("OUT_DIR"); File::create(d); }', False),
        ('fn main() { std::fs::write("static/x", ""); }', True),
        ('use std::process::Command; fn main() { Command::new("npm"); }', True),
        ('use std::process::Command; fn main() { Command::new("git"); }', False),
    ],
)
def test_what_a_build_script_writes_is_kept(app: Path, script: str, kept: bool) -> None:
    write(app, {"build.rs": script})
    assert effect("cargo build -r", app).writes == (("/app",) if kept else ())


def test_files_of_out_dir_are_kept_where_the_program_reads_them(app: Path) -> None:
    write(app, {"src/main.rs": 'include!(concat!(env!("OUT_DIR"), "/x.rs")); fn main() {}'})
    assert effect("cargo build -r", app).writes == ()
    write(app, {"src/main.rs": 'fn main() { std::fs::read(concat!(env!("OUT_DIR"), "/x")); }'})
    assert effect("cargo build -r", app).writes == ("/app/target/release/build",)


@pytest.mark.parametrize(
    ("base", "command", "static"),
    [
        ("rust:1.80", "cargo build", None),
        ("rust:1.80", "cargo build --target x86_64-unknown-linux-musl", True),
        ("rust:1.80-alpine", "cargo build", True),
        ("rust:1.80-alpine", "RUSTFLAGS='-C target-feature=-crt-static' cargo build", None),
        ("rust:1.80-alpine", "RUSTFLAGS=$X cargo build", None),
        ("alpine:3.20", "cargo build", None),  # Alpine's own rustc links to musl dynamically
    ],
)
def test_linkage(app: Path, base: str, command: str, static: bool | None) -> None:
    found = effect(command, app, base=base, before="WORKDIR /app\nCOPY . .\nARG X\n").products
    assert {p.static for p in found} == {static}


def test_rustup_is_installed_by_a_pipe() -> None:
    found = effect("curl --proto '=https' -sSf https://sh.rustup.rs | sh -s -- -y", base="debian:bookworm", before="")
    assert (found.role, found.anywhere, found.owner) == ("build", False, "rust")
    assert effect("curl https://example.com/x.sh | sh", base="debian:bookworm", before="").anywhere
