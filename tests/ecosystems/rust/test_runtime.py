"""What a Rust program takes from the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems.rust import table
from msbgen.ecosystems.rust.table import Crate
from tests.ecosystems.rust.helpers import BEFORE, CRATE, rust, write
from tests.understand.helpers import facts_of

LOCK = '[[package]]\nname = "my-app"\nversion = "0.1.0"\ndependencies = [\n "{0}",\n]\n\n[[package]]\nname = "{0}"\nversion = "1.0.0"\nsource = "registry+https://x"\n'


@pytest.fixture(autouse=True)
def some_crates(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"quiet": Crate(None, False), "loud": Crate("may start programs", False), "zoned": Crate(None, True), "plugged": Crate("loads plugins", False, "libplugged1")}
    monkeypatch.setattr("msbgen.ecosystems.rust.runtime.crates", lambda: known)


def project(folder: Path, main: str = "fn main() {}", dependency: str | None = None, **more: str) -> Path:
    manifest = CRATE + (f'[dependencies]\n{dependency} = "1"\n' if dependency else "")
    return write(folder, {"Cargo.toml": manifest, "src/main.rs": main, **({"Cargo.lock": LOCK.format(dependency)} if dependency else {}), **more})


def starts(context: Path | None) -> str | None:
    facts, scene = facts_of(f"FROM rust:1.80\n{BEFORE}RUN cargo build\nCMD [\"./target/debug/my-app\"]\n", context)
    return rust().starts_others(facts, scene)


def needs(context: Path | None) -> list[tuple[str, str]]:
    facts, scene = facts_of(f"FROM rust:1.80\n{BEFORE}RUN cargo build\nCMD [\"./target/debug/my-app\"]\n", context)
    return [(n.kind, n.name) for n in rust().silent(facts, scene)]


def test_unknown_is_no_proof(tmp_path: Path) -> None:
    assert starts(None) is not None
    assert "unheard" in (starts(project(tmp_path, dependency="unheard")) or "")


def test_without_a_lock_file_the_crates_are_not_known(tmp_path: Path) -> None:
    (project(tmp_path, dependency="quiet") / "Cargo.lock").unlink()
    assert "Cargo.lock" in (starts(tmp_path) or "")


def test_known_crates(tmp_path: Path) -> None:
    assert starts(project(tmp_path / "a", dependency="quiet")) is None
    assert "loud" in (starts(project(tmp_path / "b", dependency="loud")) or "")
    assert ("timezones", "time zones") in needs(project(tmp_path / "c", dependency="zoned"))
    assert [k for k, _ in needs(tmp_path / "a")] == ["certificates"]


def test_a_library_with_plugins_is_a_package(tmp_path: Path) -> None:
    assert ("package", "libplugged1") in needs(project(tmp_path, dependency="plugged"))


def test_a_crate_of_a_git_repository_is_another(tmp_path: Path) -> None:
    project(tmp_path, dependency="quiet")
    (tmp_path / "Cargo.lock").write_text(LOCK.format("quiet").replace("registry+https", "git+https"))
    assert "git repository" in (starts(tmp_path) or "")


def test_a_program_alone_needs_nothing(tmp_path: Path) -> None:
    assert starts(project(tmp_path)) is None
    assert needs(tmp_path) == []


def test_programs_that_are_started(tmp_path: Path) -> None:
    main = 'use std::process::Command; fn main() { Command::new("git"); }'
    assert "src/main.rs" in (starts(project(tmp_path, main)) or "")
    assert needs(tmp_path) == [("program", "git")]
    assert needs(project(tmp_path, main.replace('"git"', "name"))) == [("anything", "anything")]
    assert needs(project(tmp_path, main.replace('"git"', "std::env::current_exe().unwrap()"))) == []


def test_tests_and_build_scripts_do_not_count(tmp_path: Path) -> None:
    command = 'fn main() { std::process::Command::new("git"); }'
    assert starts(project(tmp_path, **{"build.rs": command, "tests/a.rs": command, "examples/b.rs": command})) is None


def test_packages_by_path_count(tmp_path: Path) -> None:
    project(tmp_path)
    inner = {"inner/Cargo.toml": CRATE.replace("my-app", "inner"), "inner/src/lib.rs": 'pub fn f() { std::process::Command::new("ls"); }'}
    write(tmp_path, inner)
    assert starts(tmp_path) is None  # it lies there, but is not used
    write(tmp_path, {"Cargo.toml": CRATE + '[dependencies]\ninner = { path = "inner" }\n', "Cargo.lock": '[[package]]\nname = "inner"\nversion = "0.1.0"\n'})
    assert "inner/src/lib.rs" in (starts(tmp_path) or "")


def test_the_shipped_table_is_of_use() -> None:
    known = table.crates()
    assert known["serde"].starts is None
    assert known["kube-client"].starts is None
    assert known["cargo_metadata"].starts is not None


def test_caches_are_cargos_own() -> None:
    facts, scene = facts_of("FROM rust:1.80\nRUN cargo build\n")
    call = facts.lines[-1].units[0].calls[0]
    assert rust().caches(call, scene) == ("/usr/local/cargo/registry", "/usr/local/cargo/git")


def test_data_of_the_system(tmp_path: Path) -> None:
    assert "/usr/share/x" in (starts(project(tmp_path, 'fn main() { std::fs::read("/usr/share/x"); }')) or "")
    assert starts(project(tmp_path, 'fn main() { std::fs::read("/app/x"); /* "/usr/share/x" */ }')) is None
