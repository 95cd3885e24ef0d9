"""What swift build makes, where it stands in the end, and what sources start."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen import convert
from msbgen.ecosystems.swift.names import is_source
from msbgen.ecosystems.swift.sources import UNKNOWN, read, tokens
from tests.ecosystems.helpers import BEFORE, effect, language, made, write
from tests.understand.helpers import facts_of

BASE = "swift:6.1"
PACKAGE = '// swift-tools-version:5.9\nimport PackageDescription\nlet package = Package(name: "app", targets: [.executableTarget(name: "app"{})]{})\n'
MAIN = 'print("a")\n'


def context(folder: Path, *, target: str = "", more: str = "", main: str = MAIN) -> Path:
    return write(folder, {"Package.swift": PACKAGE.format(target, more), "Sources/app/main.swift": main, "Tests/appTests/a.swift": "import Foundation\nlet p = Process()\n"})


@pytest.mark.parametrize(
    ("command", "start", "path"),
    [
        ("swift build -c release", ".build/release/app", "/app/.build/release/app"),
        ("swift build", ".build/debug/app", "/app/.build/debug/app"),
        ("swift build -c release && cp -r .build/release /srv/app", "/srv/app/app", "/srv/app/app"),
        ("swift build -c release && mkdir /srv/x && cp -a .build/release/. /srv/x", "/srv/x/app", "/srv/x/app"),
        ("swift build -c $MODE", ".build/release/app", "/app/.build/release/app"),
        ("swift build --package-path /app -c release -Xswiftc -g --scratch-path /b", "/b/release/app", "/b/release/app"),
        ('swift build -c release && cp "$(swift build -c release --show-bin-path)/app" /srv/', "/srv/app", "/srv/app"),
        ('swift build && mv "$(swift build --show-bin-path)/app" /usr/local/bin/run', "run", "/usr/local/bin/run"),
        ("swiftc -O -o /out/app Sources/app/main.swift", "/out/app", "/out/app"),
        ("swiftc Sources/app/main.swift", "./main", "/app/main"),
        ("swiftc -parse-as-library Sources/app/one.swift -module-name Tool", "./Tool", "/app/Tool"),
    ],
)
def test_programs(tmp_path: Path, command: str, start: str, path: str) -> None:
    assert path in made(f'RUN {command}\nCMD ["{start}"]', context(tmp_path), base=BASE)


@pytest.mark.parametrize("command", ["swift run app", "swift build --scratch-path $DIR", "swift package plugin", "swift $VERB", "swiftc -o $OUT a.swift", "swift main.swift"])
def test_what_is_not_known_may_be_anywhere(tmp_path: Path, command: str) -> None:
    assert effect(command, context(tmp_path), base=BASE, before=BEFORE + "ARG DIR\nARG VERB\nARG OUT\n").anywhere


@pytest.mark.parametrize("command", ["swift package resolve", "swift test", "swift --version", "swift build --show-bin-path", "swiftc -c a.swift"])
def test_what_leaves_nothing_of_use(tmp_path: Path, command: str) -> None:
    found = effect(command, context(tmp_path), base=BASE)
    assert not found.anywhere
    assert not found.writes
    assert not found.products


@pytest.mark.parametrize(("target", "more", "kept"), [("", "", False), (', resources: [.process("R")]', "", True), ("", ', dependencies: [.package(url: "https://example.com/x", from: "1.0.0")]', True)])
def test_resources_of_packages_come_along(tmp_path: Path, target: str, more: str, kept: bool) -> None:
    folder = context(tmp_path, target=target, more=more)
    lines = f'FROM {BASE}\n{BEFORE}RUN swift build -c release && cp .build/release/app /usr/local/bin/\nCMD ["app"]\n'
    found = convert(lines, context=folder).dockerfile
    assert ("COPY --from=builder /app/.build /app/.build" in found) is kept
    assert ("! -name '*.resources'" in found) is kept
    assert "perm /111" not in found  # the program is used elsewhere


def test_programs_beside_resources_stay(tmp_path: Path) -> None:
    folder = context(tmp_path, target=', resources: [.process("R")]')
    found = convert(f'FROM {BASE}\n{BEFORE}RUN swift build -c release\nCMD [".build/release/app"]\n', context=folder).dockerfile
    assert "! \\( -type f -perm /111 \\)" in found


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("6.1", "6.1-slim"), ("6.1-noble", "6.1-noble-slim"), ("5.10.1-jammy", "5.10.1-jammy-slim"), ("6.0-bookworm", "6.0-bookworm-slim"), ("latest", "slim")],
)
def test_the_image_that_it_stands_on(tmp_path: Path, tag: str, expected: str) -> None:
    found = convert(f'FROM swift:{tag}\n{BEFORE}RUN swift build -c release\nCMD [".build/release/app"]\n', context=context(tmp_path)).dockerfile
    assert found[found.rindex("FROM ") :].splitlines()[0] == f"FROM swift:{expected}"
    assert "|/usr/lib/swift/*|" in found  # the slim image has the runtime's libraries


@pytest.mark.parametrize("image", ["swift:6.1-amazonlinux2", "swift:4.2", "swiftlang/swift:nightly", "ubuntu:24.04"])
def test_images_of_which_too_little_is_known(tmp_path: Path, image: str) -> None:
    assert not convert(f'FROM {image}\n{BEFORE}RUN swift build -c release\nCMD [".build/release/app"]\n', context=context(tmp_path)).changed


@pytest.mark.parametrize("start", ['CMD ["swift", "run"]', "CMD swift run -c release app", 'CMD ["swift", "test"]', 'CMD ["swift"]'])
def test_the_toolchain_cannot_be_done_without(start: str) -> None:
    facts, scene = facts_of(f"FROM {BASE}\n{start}\n")
    assert isinstance(language("swift").needs(facts.roots[0].calls[-1], scene), str)


def test_a_path_that_depends_on_the_machine_is_refused(tmp_path: Path) -> None:
    made = convert(f'FROM {BASE}\n{BEFORE}RUN swift build -c release\nCMD [".build/x86_64-unknown-linux-gnu/release/app"]\n', context=context(tmp_path))
    assert not made.changed


def test_a_program_of_something_else_is_not_its_own(tmp_path: Path) -> None:
    facts, scene = facts_of(f'FROM {BASE}\n{BEFORE}RUN swift build -c release\nCMD ["/usr/bin/env", "x"]\n', context(tmp_path))
    assert language("swift").needs(facts.roots[0].calls[0], scene) is None


@pytest.mark.parametrize(
    ("main", "need"),
    [
        ('import Foundation\nlet p = Process()\np.executableURL = URL(fileURLWithPath: "/usr/bin/git")\np.arguments = ["log"]\ntry p.run()', ("program", "/usr/bin/git")),
        ('let p = Process()\np.launchPath = "/usr/bin/curl"\np.launch()', ("program", "/usr/bin/curl")),
        ('try Process.run(URL(fileURLWithPath: "/usr/bin/git"), arguments: [])', ("program", "/usr/bin/git")),
        ("let p = Process()\np.executableURL = tool\ntry p.run()", ("anything", "")),
        ('let p = Process()\np.executableURL = URL(fileURLWithPath: "/bin/sh")', ("anything", "")),
        ('dlopen("libx.so", RTLD_NOW)', ("anything", "")),
        ('system("ls")', ("anything", "")),
        ("import PythonKit", ("anything", "")),
    ],
)
def test_what_sources_start(tmp_path: Path, main: str, need: tuple[str, str]) -> None:
    facts, scene = facts_of(f'FROM {BASE}\n{BEFORE}RUN swift build -c release\nCMD [".build/release/app"]\n', context(tmp_path, main=main))
    assert need in [(n.kind, n.name) for n in language("swift").silent(facts, scene)]


def test_tests_and_other_words_start_nothing(tmp_path: Path) -> None:
    main = 'import Foundation\n// Process()\nlet system = 1\nlet info = ProcessInfo.processInfo\nprint("dlopen(")\n'
    facts, scene = facts_of(f'FROM {BASE}\n{BEFORE}RUN swift build -c release\nCMD [".build/release/app"]\n', context(tmp_path, main=main))
    assert [n.kind for n in language("swift").silent(facts, scene)] == ["interpreter", "certificates"]


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ('let a = "x\\"y" // "no"', ['x\\"y']),
        ('/* "no" /* "no" */ "no" */ let b = "yes"', ["yes"]),
        ('let c = #"a"b"# + "yes"', ['a"b', "yes"]),
        ('let d = "a\\(f("in"))b" + "yes"', ['a\\(f("in"))b', "yes"]),
        ('let e = """\n say "hi"\n""" + "yes"', ['\n say "hi"\n', "yes"]),
    ],
)
def test_strings(text: str, strings: list[str]) -> None:
    assert [t.text for t in tokens(text) if t.kind == "string"] == strings


@given(st.lists(st.sampled_from(['"', '"""', "#", "\\", "\\(", "(", ")", "/*", "*/", "//", "Process", ".", "run", "executableURL", "=", "system", "\n", " ", "a"])).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    assert all(p == UNKNOWN or p in text for p in read(text).programs)


def test_a_computed_path_is_not_known() -> None:
    assert read('let p = Process()\np.executableURL = URL(fileURLWithPath: "\\(folder)/git")').programs == (UNKNOWN,)


@pytest.mark.parametrize(("path", "source"), [("Sources/a/main.swift", True), ("Package.resolved", True), (".build/x", True), ("Tests/a/fixture.json", True), ("Public/a.js", False), ("Resources/Views/a.leaf", False), ("data/a.txt", False)])
def test_names(path: str, source: bool) -> None:
    assert is_source(path) is source
