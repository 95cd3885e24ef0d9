"""What a file of Rust names, and which crates a lock file holds."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.rust.lexer import tokens
from msbgen.ecosystems.rust.lock import lock, reached
from msbgen.ecosystems.rust.names import is_source
from msbgen.ecosystems.rust.paths import named
from msbgen.ecosystems.rust.sources import starter


@pytest.mark.parametrize(
    "text",
    [
        "use clap::Command; fn main() { Command::new(\"x\"); }",
        "// std::process::Command\nfn main() {}",
        "/* a /* std::process::Command */ b */ fn main() {}",
        'fn main() { let a = "std::process::Command::new"; let b = r#"" std::process::Command "#; }',
        "fn f<'a>(x: &'a str) { let c = '\"'; std::process::exit(1) }",
        "use std::process; fn main() { process::exit(1) }",
        "fn system() {} fn main() { system() }",
    ],
)
def test_what_starts_nothing(text: str) -> None:
    assert not any(map(starter, named(text)))


@pytest.mark.parametrize(
    "text",
    [
        "use std::process::Command;",
        "use std::process::{self, Command as Cmd};",
        "use std::{env, process::{Command, Stdio}};",
        "use std::process::*; fn main() { Command::new(x) }",
        "use std::process; fn main() { process::Command::new(\"x\"); }",
        "use std::process as p; fn main() { p::Command::new(\"x\"); }",
        "fn main() { let c = '\"'; ::std::process::Command::new(\"x\"); }",
        "fn main() { let l = 'a: loop { tokio::process::Command::new(\"x\"); }; }",
        "use libloading::Library;",
        "fn main() { unsafe { libc::system(x) } }",
        "use nix::unistd::execv;",
        'extern "C" { fn dlopen(x: *const u8); }',
    ],
)
def test_what_starts_programs(text: str) -> None:
    assert any(map(starter, named(text)))


def test_literal_arguments() -> None:
    found = {n.path: n for n in named('use std::process::Command as C; fn main() { C::new("git").arg("x"); C::other(a, "b"); env!("X"); }')}
    assert found["std", "process", "Command", "new"].text == "git"
    assert found["std", "process", "Command", "other"].text is None
    assert found["env",].text == "X"


def test_tokens_lose_nothing_but_blanks_and_comments() -> None:
    assert [t.text for t in tokens("a::b /* c */ 1.0e-3 'x' b\"y\\\"z\" r##\"q\"#\"## 'l r#type")] == ["a", "::", "b", "1.0e-3", "'x'", 'y\\"z', 'q"#', "'l", "type"]


def test_a_lock_file_tells_what_is_reached() -> None:
    text = """version = 3

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "a",
]

[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = [
 "b 2.0.0",
]

[[package]]
name = "b"
version = "2.0.0"
source = "git+https://example.com/b"

[[package]]
name = "c"
version = "1.0.0"
"""
    found = lock(text)
    assert list(reached(found, ["a"])) == ["a", "b"]
    assert (found["app"].own, found["a"].registry, found["b"].registry) == (True, True, False)


@pytest.mark.parametrize("path", ["Rocket.toml", "templates/x.html", "migrations/1.sql", ".env", "static/a.js", "target/release/my-app", "log4rs.yaml", "build", "Settings.toml"])
def test_what_a_program_may_read(path: str) -> None:
    assert not is_source(path)


@pytest.mark.parametrize("path", ["src/main.rs", "Cargo.toml", "crates/a/Cargo.lock", ".cargo/config.toml", ".git/HEAD", "target/release/deps/x", "README.md", "rust-toolchain"])
def test_what_only_the_compiler_reads(path: str) -> None:
    assert is_source(path)
