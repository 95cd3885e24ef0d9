"""A source that starts a shell, or a wrapper, starts what stands behind its name: nothing that the full image has may be taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

CARGO = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n'
CABAL = "cabal-version: 2.4\nname: app\nversion: 0.1\nexecutable app\n  main-is: Main.hs\n  build-depends: base, process\n  default-language: Haskell2010\n"
PROJECTS = {
    "rust": (
        'FROM rust:1.84\nWORKDIR /srv\nCOPY . .\nRUN cargo build --release\nCMD ["target/release/app"]\n',
        {"Cargo.toml": CARGO, "Cargo.lock": 'version = 3\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n', "src/main.rs": 'use std::process::Command;\nfn main() { Command::new("PROGRAM").args(["-c", "git"]).status().unwrap(); }\n'},
    ),
    "c": (
        'FROM gcc:14\nWORKDIR /srv\nCOPY . .\nRUN gcc -o /m main.c\nCMD ["/m"]\n',
        {"main.c": '#include <unistd.h>\nint main(void) { return execlp("PROGRAM", "PROGRAM", "-c", "git", (char *)0); }\n'},
    ),
    "java": (
        'FROM eclipse-temurin:21-jdk\nWORKDIR /srv\nCOPY . .\nRUN javac -d out Main.java\nCMD ["java", "-cp", "out", "Main"]\n',
        {"Main.java": 'public class Main { public static void main(String[] a) throws Exception { new ProcessBuilder("PROGRAM", "-c", "git").start(); } }\n'},
    ),
    "haskell": (
        'FROM haskell:9.6\nWORKDIR /srv\nCOPY . .\nRUN ghc -o /m Main.hs\nCMD ["/m"]\n',
        {"Main.hs": 'import System.Process\nmain :: IO ()\nmain = callProcess "PROGRAM" ["-c", "git"]\n'},
    ),
    "ruby": (
        'FROM ruby:3.3\nWORKDIR /srv\nCOPY . .\nRUN bundle install\nCMD ["ruby", "app.rb"]\n',
        {"Gemfile": "source 'https://rubygems.org'\n", "Gemfile.lock": "GEM\n  remote: https://rubygems.org/\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n", "app.rb": 'system("PROGRAM", "-c", "git")\n'},
    ),
    "perl": (
        'FROM perl:5.40\nWORKDIR /srv\nCOPY . .\nRUN cpanm --installdeps .\nCMD ["perl", "app.pl"]\n',
        {"cpanfile": "", "app.pl": 'use strict;\nsystem("PROGRAM", "-c", "git");\n'},
    ),
    "elixir": (
        'FROM elixir:1.17\nWORKDIR /srv\nCOPY . .\nRUN mix compile\nCMD ["mix", "run"]\n',
        {"mix.exs": 'defmodule A.MixProject do\n  use Mix.Project\n  def project, do: [app: :a, version: "0.1.0", deps: []]\nend\n', "lib/a.ex": 'defmodule A do\n  def a, do: System.cmd("PROGRAM", ["-c", "git"])\nend\n'},
    ),
    "swift": (
        'FROM swift:6.0\nWORKDIR /srv\nCOPY . .\nRUN swiftc -o /m main.swift\nCMD ["/m"]\n',
        {"main.swift": 'import Foundation\nlet p = Process()\np.executableURL = URL(fileURLWithPath: "PROGRAM")\np.arguments = ["-c", "git"]\ntry p.run()\n'},
    ),
}  # fmt: skip


def changed(language: str, program: str, folder: Path) -> bool:
    text, files = PROJECTS[language]
    write(folder, {name: content.replace("PROGRAM", program) for name, content in files.items()})
    return convert(text, context=folder).changed


@pytest.mark.parametrize("language", PROJECTS)
def test_what_a_shell_is_given_is_not_known(language: str, tmp_path: Path) -> None:
    assert changed(language, "/bin/uname", tmp_path / "plain")  # the same with a program of every Debian
    for program in ("/bin/sh", "/bin/bash", "/usr/bin/env", "/usr/bin/timeout", "/usr/bin/nice"):
        assert not changed(language, program, tmp_path / program.replace("/", "_")), program
