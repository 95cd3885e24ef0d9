"""What C sources ask of the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems.c.calls import asked
from msbgen.ecosystems.c.lexer import tokens
from msbgen.ecosystems.c.names import is_source
from tests.ecosystems.c.helpers import BEFORE, c, write
from tests.understand.helpers import facts_of


@pytest.mark.parametrize(
    "text",
    [
        "// system(\"x\")\nint main(){}",
        "/* popen(\"x\", \"r\") */",
        'const char *s = "system(\\"x\\")";',
        "auto s = R\"(system(\"x\"))\";",
        "boost::system::error_code e;",
        "x.system(1); y->execve(z);",
        "char c = '\"'; int n = 1'000;",
        "int system_time = 0; int my_dlopen;",
    ],
)
def test_what_starts_nothing(text: str) -> None:
    assert asked(text).starts == ()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('system("ls -l");', ("text", "ls -l")),
        ('FILE *f = popen("date", "r");', ("text", "date")),
        ('execlp("git", "git", NULL);', ("name", "git")),
        ("execvp(argv[1], argv);", ("?", "execvp")),
        ("std::system(cmd);", ("?", "system")),
        ('void *h = dlopen("libx.so", RTLD_NOW);', ("?", "dlopen")),
        ("int (*f)(const char *) = popen;", ("?", "popen")),
        ("char c = '\"'; system(x);", ("?", "system")),
        ("#include <boost/process.hpp>\n", ("?", "boost/process")),
    ],
)
def test_what_starts_programs(text: str, start: tuple[str, str]) -> None:
    assert asked(text).starts == (start,)


def test_data_of_the_system() -> None:
    assert asked('setlocale(LC_ALL, ""); open("/usr/share/x"); open("/etc/passwd"); open("/app/x");').data == ("setlocale()", "/usr/share/x")
    assert asked("getpwnam(x);").users
    assert not asked("strlen(x);").users


def test_tokens() -> None:
    assert [t.text for t in tokens('a->b::c /* d */ "e\\"f" L\'g\' 0x1p-3 // h\ni')] == ["a", "->", "b", "::", "c", 'e\\"f', "L'g'", "0x1p-3", "i"]


def starts(context: Path | None, run: str = "gcc -o x x.c") -> str | None:
    facts, scene = facts_of(f'FROM debian:bookworm\n{BEFORE}RUN {run}\nCMD ["./x"]\n', context)
    return c().starts_others(facts, scene)


def needs(context: Path | None, run: str = "gcc -o x x.c") -> list[tuple[str, str]]:
    facts, scene = facts_of(f'FROM debian:bookworm\n{BEFORE}RUN {run}\nCMD ["./x"]\n', context)
    return [(n.kind, n.name) for n in c().silent(facts, scene)]


def test_unknown_is_no_proof(tmp_path: Path) -> None:
    assert starts(None) is not None
    assert starts(write(tmp_path, {"y.c": ""})) is not None  # x.c is not there


def test_sources_of_the_context(tmp_path: Path) -> None:
    assert starts(write(tmp_path, {"x.c": "int main(){}", "other.c": 'int f(){ system("x"); }'})) is None
    assert needs(tmp_path) == []
    write(tmp_path, {"x.h": 'static void f(){ system("git log"); }'})
    assert "x.h" in (starts(tmp_path) or "")
    assert needs(tmp_path) == [("shell", "/bin/sh"), ("program", "git")]
    write(tmp_path, {"x.h": "static void f(char *c){ system(c); }"})
    assert needs(tmp_path) == [("anything", "anything")]


def test_libraries(tmp_path: Path) -> None:
    write(tmp_path, {"x.c": "int main(){}"})
    assert starts(tmp_path, "gcc -o x x.c -lm -lpthread") is None
    assert "curses" in (starts(tmp_path, "gcc -o x x.c -lncurses") or "")
    assert starts(tmp_path, "gcc -o x x.c $(pkg-config --libs foo)") is not None


def test_a_folder_that_cmake_builds(tmp_path: Path) -> None:
    write(tmp_path, {"CMakeLists.txt": "add_executable(x x.c)\n", "x.c": "int main(){}"})
    build = "cmake -B b && cmake --build b"
    assert starts(tmp_path, build) is None
    write(tmp_path, {"CMakeLists.txt": "find_package(CURL)\nadd_executable(x x.c)\n"})
    assert "find_package" in (starts(tmp_path, build) or "")
    write(tmp_path, {"CMakeLists.txt": "add_executable(x x.c)\n", "sub/y.cpp": "void f(){ popen(a, b); }"})
    assert "sub/y.cpp" in (starts(tmp_path, build) or "")


def test_a_program_that_is_fetched_may_need_anything_of_a_rich_base() -> None:
    run = 'RUN curl -o /usr/bin/tool https://example.com/x && chmod +x /usr/bin/tool\nCMD ["tool"]\n'
    for base, wanted in (("debian:bookworm", False), ("buildpack-deps:bookworm", True)):
        facts, scene = facts_of(f"FROM {base}\n{run}")
        assert any(n.kind == "anything" for n in c().silent(facts, scene)) is wanted
        assert c().starts_others(facts, scene) is not None


def test_tools_that_are_known_may_be_fetched() -> None:
    facts, scene = facts_of('FROM debian:bookworm\nRUN curl -o /usr/bin/tini https://example.com/x && chmod +x /usr/bin/tini\nENTRYPOINT ["/usr/bin/tini"]\n')
    assert c().starts_others(facts, scene) is None


@pytest.mark.parametrize("path", ["conf/server.conf", "www/index.html", "data.txt", "bin/x", "script.sh", "shaders/a.glsl", "x.json"])
def test_what_a_program_may_read(path: str) -> None:
    assert not is_source(path)


@pytest.mark.parametrize("path", ["src/x.c", "include/x.hpp", "CMakeLists.txt", "Makefile", ".git/HEAD", "configure", "README", "lib/x.a", "x.cmake"])
def test_what_only_the_build_reads(path: str) -> None:
    assert is_source(path)


def test_data_that_the_dockerfile_installed_is_not_the_systems(tmp_path: Path) -> None:
    write(tmp_path, {"x.c": 'int main(){ open("/opt/x/data"); }', "data": ""})
    assert starts(tmp_path) is not None
    facts, scene = facts_of(f'FROM debian:bookworm\n{BEFORE}COPY data /opt/x/data\nRUN gcc -o x x.c\nCMD ["./x"]\n', tmp_path)
    assert c().starts_others(facts, scene) is None
