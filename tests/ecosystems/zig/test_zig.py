"""What zig makes, what its programs need, and what of the compiler stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen import convert
from msbgen.ecosystems.zig.names import is_source
from msbgen.ecosystems.zig.sources import read, tokens
from msbgen.model.facts import Product
from tests.ecosystems.helpers import BEFORE, effect, language, write
from tests.understand.helpers import facts_of

BASE = "debian:bookworm"
SCRIPT = 'const std = @import("std");\npub fn build(b: *std.Build) void {\n    const exe = b.addExecutable(.{ .name = "app", .root_source_file = b.path("src/main.zig") });\n    b.installArtifact(exe);\n}\n'
MAIN = 'const std = @import("std");\npub fn main() void {}\n'


def context(folder: Path, *, script: str = SCRIPT, main: str = MAIN) -> Path:
    return write(folder, {"build.zig": script, "src/main.zig": main, "a.c": "int main(void) { return 0; }\n"})


def products(command: str, folder: Path, start: str = "zig-out/bin/app") -> list[Product]:
    facts, _ = facts_of(f'FROM {BASE}\n{BEFORE}RUN {command}\nCMD ["{start}"]\n', folder)
    effects = [e for line in facts.lines for u in line.units for e in u.effects]
    assert not any(e.anywhere for e in effects), [e.reason for e in effects]
    return [p for e in effects for p in e.products]


@pytest.mark.parametrize(
    ("command", "start", "path", "static"),
    [
        ("zig build", "zig-out/bin/app", "/app/zig-out/bin/app", True),
        ("zig build install -Doptimize=$MODE --summary all", "zig-out/bin/app", "/app/zig-out/bin/app", True),
        ("zig build --prefix /srv/x", "/srv/x/bin/app", "/srv/x/bin/app", True),
        ("zig build -p /usr/local -Dtarget=x86_64-linux-musl", "app", "/usr/local/bin/app", True),
        ("cd src && zig build --prefix-exe-dir /out", "/out/app", "/out/app", True),
        ("zig build && cp zig-out/bin/app /srv/app", "/srv/app", "/srv/app", True),
        ("zig build-exe src/main.zig -O ReleaseSafe", "./main", "/app/main", True),
        ("zig build-exe -femit-bin=/out/tool src/main.zig", "/out/tool", "/out/tool", True),
        ("zig build-exe src/main.zig --name tool -lc", "./tool", "/app/tool", None),
        ("zig build-exe src/main.zig -lc -target x86_64-linux-musl", "./main", "/app/main", True),
        ("zig build-exe src/main.zig a.c", "./main", "/app/main", None),
        ("zig cc -o /out/a a.c", "/out/a", "/out/a", None),
        ("zig cc -target x86_64-linux-musl -o /out/a a.c", "/out/a", "/out/a", True),
        ("zig c++ -target aarch64-linux-musl -dynamic -o a a.c", "./a", "/app/a", None),
    ],
)
def test_programs(tmp_path: Path, command: str, start: str, path: str, static: bool | None) -> None:
    found = next(p for p in products(command, context(tmp_path), start) if p.path == path)
    assert found.static is static


@pytest.mark.parametrize("more", ["exe.linkLibC();", 'exe.linkSystemLibrary("pq");', 'const d = b.dependency("x", .{});', ".link_libc = true,", "exe.addCSourceFile(.{});"])
def test_a_script_that_links_more(tmp_path: Path, more: str) -> None:
    found = products("zig build", context(tmp_path, script=SCRIPT + f"// {more}\n"))
    assert [p.static for p in found if p.path == "/app/zig-out/bin/app"] == [None]


def test_without_the_script_nothing_is_known_of_it() -> None:
    assert [p.static for p in products("zig build", Path("/nonexistent")) if p.path.endswith("/app")] == [None]


@pytest.mark.parametrize("command", ["zig build run", "zig build deploy", "zig run src/main.zig", "zig build --prefix $DIR", "zig build $STEP", "zig build-exe $SRC", "zig $VERB", "zig objcopy a b"])
def test_what_is_not_known_may_be_anywhere(tmp_path: Path, command: str) -> None:
    assert effect(command, context(tmp_path), base=BASE, before=BEFORE + "ARG DIR\nARG STEP\nARG SRC\nARG VERB\n").anywhere


def test_more_than_programs_in_a_folder_of_the_system(tmp_path: Path) -> None:
    folder = context(tmp_path, script=SCRIPT + "// b.installDirectory(.{});\n")
    assert effect("zig build -p /usr/local", folder, base=BASE).anywhere
    assert effect("zig build -p /opt/x", folder, base=BASE).writes[0] == "/opt/x"


@pytest.mark.parametrize("command", ["zig version", "zig fmt .", "zig test src/main.zig", "zig build test", "zig fetch --save x", "zig build-obj src/main.zig", "zig build -h", "zig cc -c a.c"])
def test_what_leaves_nothing_of_use(tmp_path: Path, command: str) -> None:
    found = effect(command, context(tmp_path), base=BASE)
    assert not found.anywhere
    assert not found.writes
    assert not found.products


def test_a_script_that_runs_commands_keeps_its_folder(tmp_path: Path) -> None:
    folder = context(tmp_path, script=SCRIPT + '// const c = b.addSystemCommand(&.{"npm"});\n')
    assert "/app" in effect("zig build", folder, base=BASE).writes


@pytest.mark.parametrize("start", ['CMD ["zig", "build", "run"]', "CMD zig run src/main.zig"])
def test_the_compiler_cannot_be_done_without(start: str) -> None:
    facts, scene = facts_of(f"FROM {BASE}\n{start}\n")
    assert isinstance(language("zig").needs(facts.roots[0].calls[-1], scene), str)


@pytest.mark.parametrize(
    ("main", "need"),
    [
        ('var child = std.process.Child.init(&.{"ls"}, a);', ("anything", "")),
        ('var lib = try std.DynLib.open("x");', ("anything", "")),
        ("try std.process.run(a, .{});", ("anything", "")),
        ("var client = std.http.Client{ .allocator = a };", ("certificates", "certificates")),
        ('const u = try std.process.getUserInfo("x");', ("user", "users")),
    ],
)
def test_what_sources_do(tmp_path: Path, main: str, need: tuple[str, str]) -> None:
    facts, scene = facts_of(f'FROM {BASE}\n{BEFORE}RUN zig build\nCMD ["zig-out/bin/app"]\n', context(tmp_path, main=MAIN + main))
    assert need in [(n.kind, n.name) for n in language("zig").silent(facts, scene)]


@pytest.mark.parametrize(
    ("main", "base"),
    [(MAIN, "scratch"), (MAIN + "const t = try std.Thread.spawn(.{}, f, .{});", "scratch"), (MAIN + 'const f = try std.fs.openFileAbsolute("/usr/share/dict/words", .{});', "debian:bookworm-slim"),
     (MAIN + '// std.process.Child\nconst s =\n    \\\\std.DynLib\n;', "scratch")],
)  # fmt: skip
def test_the_base_that_it_stands_on(tmp_path: Path, main: str, base: str) -> None:
    made = convert(f'FROM {BASE}\n{BEFORE}RUN zig build\nCMD ["zig-out/bin/app"]\n', context=context(tmp_path, main=main)).dockerfile
    assert made[made.rindex("FROM ") :].splitlines()[0] == f"FROM {base}"


FETCH = "RUN curl -fsSL https://ziglang.org/download/0.13.0/zig-linux-x86_64-0.13.0.tar.xz | tar -xJ -C {}\n"


@pytest.mark.parametrize(
    "lines",
    [
        FETCH.format("/opt/zig --strip-components=1") + "ENV PATH=/opt/zig:$PATH\n",
        "RUN curl -fsSL https://ziglang.org/x/zig-1.tar.xz -o z.tar.xz && tar -xf z.tar.xz -C /tmp && mv /tmp/zig-1 /usr/local/zig\nENV PATH=/usr/local/zig:$PATH\n",
        FETCH.format("/opt/zig --strip-components=1") + "RUN ln -s /opt/zig/zig /usr/local/bin/zig\n",
        "COPY --from=docker.io/x/zig:1 /zig/ /opt/zig/\nENV PATH=/opt/zig:$PATH\n",
        "COPY --from=docker.io/x/zig:1 /zig/ /opt/zig/\nRUN /opt/zig/zig version\nENV PATH=/opt/zig:$PATH\n",
    ],
)
def test_the_compiler_stays_behind(tmp_path: Path, lines: str) -> None:
    made = convert(f'FROM {BASE}\n{lines}{BEFORE}RUN zig build\nCMD ["zig-out/bin/app"]\n', context=context(tmp_path)).dockerfile
    runtime = made[made.rindex("FROM ") :]
    assert "COPY --from=builder /app/zig-out" in runtime
    assert "COPY --from=builder /opt" not in runtime
    assert "COPY --from=builder /usr/local" not in runtime


def test_as_a_package_it_stays_behind(tmp_path: Path) -> None:
    made = convert(f'FROM alpine:3.20\nRUN apk add zig\n{BEFORE}RUN zig build\nCMD ["zig-out/bin/app"]\n', context=context(tmp_path)).dockerfile
    assert "FROM scratch" in made


def test_unpacked_where_the_sources_lie_it_is_removed(tmp_path: Path) -> None:
    lines = "RUN curl -fsSLO https://ziglang.org/x/zig-linux-x86_64-0.13.0.tar.xz && tar -xf zig-linux-x86_64-0.13.0.tar.xz\nENV PATH=/app/zig-linux-x86_64-0.13.0:$PATH\n"
    made = convert(f'FROM {BASE}\nWORKDIR /app\n{lines}COPY . .\nRUN zig build\nCMD ["zig-out/bin/app"]\n', context=context(tmp_path)).dockerfile
    assert "rm -rf /app/.zig-cache /app/zig-cache /app/zig-linux-x86_64-0.13.0.tar.xz /app/zig-linux-x86_64-0.13.0\n" in made
    assert "COPY --from=builder /app /app" in made


def test_what_was_built_and_copied_elsewhere_stays_behind(tmp_path: Path) -> None:
    made = convert(f'FROM {BASE}\n{BEFORE}RUN zig build && cp zig-out/bin/app /usr/local/bin/\nCMD ["app"]\n', context=context(tmp_path)).dockerfile
    assert "zig-out" not in made[made.rindex("FROM ") :]


@pytest.mark.parametrize(
    ("text", "strings"),
    [('const a = "x\\"y"; // "no"', ['x\\"y']), ("const c = '\"'; const b = \"yes\";", ["yes"]), ('const m =\n    \\\\ "no"\n; const b = "yes";', ["yes"])],
)
def test_strings(text: str, strings: list[str]) -> None:
    assert [t.text for t in tokens(text) if t.kind == "string"] == strings


@given(st.lists(st.sampled_from(['"', "\\", "\\\\", "'", "//", "std", ".", "process", "Child", "spawn", "/etc/x", "\n", " ", "a"])).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    assert all(d in text for d in read(text).data)


def test_paths_of_the_system() -> None:
    assert read('const a = "/etc/ssl/x"; const b = "/data"; const c = "/etc/hosts";').data == ("/etc/ssl/x",)


@pytest.mark.parametrize(("path", "source"), [("src/a.zig", True), ("build.zig.zon", True), (".zig-cache/x", True), ("src/a.c", True), ("data/a.txt", False), ("static/a.html", False)])
def test_names(path: str, source: bool) -> None:
    assert is_source(path) is source
