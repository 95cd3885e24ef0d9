"""Ways to start programs and to read files that are easily missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.go.helpers import MOD, go, understood, write
from tests.ecosystems.go.test_runtime import PREFIX, main, needs


@pytest.mark.parametrize(
    ("body", "programs", "late"),
    [
        ('exec.Command("env", "A=b", "python3", "x.py")', ["env", "python3"], False),
        ('exec.Command("timeout", "5", "git", "x")', ["timeout", "git"], False),
        ('exec.Command("sh", "-c", "timeout 5 git x; exec ls")', ["sh", "timeout", "git", "ls"], False),
        ('exec.Command("sh", "-c", "cd /x && ls")', ["sh", "ls"], False),
        ('exec.Command("sh", "-c", "eval $X")', ["sh", "eval"], False),  # eval is nothing that an image has
        ('exec.Command("env", args...)', ["env"], True),
        ("cmd := new(exec.Cmd); cmd.Path = x", [], True),
        ("var cmd exec.Cmd; cmd.Path = x", [], True),
        ("x := []exec.Cmd{}", [], True),
        ("x := []*exec.Cmd{}", [], False),
        ('exec.Command("/app/run.sh")', ["/app/run.sh"], True),
        ('exec.Command("/app/run.bin")', ["/app/run.bin"], False),
    ],
)
def test_programs(tmp_path: Path, body: str, programs: list[str], late: bool) -> None:
    write(tmp_path, {"run.sh": "#!/bin/sh\ngit\n", "run.bin": "\x7fELF"})
    found = needs(main('"os/exec"', body=body), tmp_path)
    assert (found.get("program", []), "anything" in found) == (programs, late)


@pytest.mark.parametrize(("code", "late"), [('dlopen("libz.so", 1) != 0', True), ('system("ls")', True), ("1", False)])
def test_c(tmp_path: Path, code: str, late: bool) -> None:
    plain = "package main\n\n// int g(void);\nimport \"C\"\n\nfunc main() { C.g() }\n"
    own = plain.replace("int g(void);", f"static int g(void) {{ return {code}; }}")
    write(tmp_path, {"vendor/x/f.go": "package x\n", "vendor/x/f.c": "dlopen"})
    assert ("anything" in needs(own, tmp_path)) == late
    write(tmp_path, {"f.c": f"int g(void) {{ return {code}; }}\n"})
    assert ("anything" in needs(plain, tmp_path)) == late


@pytest.mark.parametrize("package", ["syscall", "golang.org/x/sys/unix"])
def test_system_calls(tmp_path: Path, package: str) -> None:
    local = package.rsplit("/", 1)[-1]
    assert "anything" in needs(main(f'"{package}"', body=f"{local}.RawSyscall({local}.SYS_EXECVE, 0, 0, 0)"), tmp_path)


def test_variables_of_the_base(tmp_path: Path) -> None:
    code = main('"os"', body='os.Getenv("GOPATH")')
    assert needs(code, tmp_path)["environment"] == ["GOPATH"]
    assert "environment" not in needs(code, tmp_path, lines="ENV GOPATH=/x\nRUN go build -o x\n")
    assert "anything" not in needs(code, tmp_path)
    assert "anything" in needs(main('"os"', body='os.Getenv("GOLANG_VERSION")'), tmp_path)


@pytest.mark.parametrize(("path", "folder"), [("/var/log/app.log", "/var/log"), ("/run/app.pid", "/run"), ("/srv/x/y", "/srv")])
def test_folders_that_it_may_write_to(tmp_path: Path, path: str, folder: str) -> None:
    assert folder in needs(main('"os"', body=f'os.Create("{path}")'), tmp_path)["writable"]
    assert "writable" not in needs(main('"os"', body='os.Create("x")'), tmp_path)


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ('os.ReadFile("main.go")', True),
        ('os.ReadFile("/app/go.mod")', True),
        ("os.ReadFile(`./main.go`)", True),
        ('os.ReadDir(".")', True),
        ('http.FileServer(http.Dir("./"))', True),
        ('filepath.Glob("*")', True),
        ('os.ReadFile("other.go")', False),
        ('strings.Split(x, ".")', False),
        ('os.ReadDir("static")', False),
        ('http.Dir("static")', False),
    ],
)
def test_its_own_sources(tmp_path: Path, body: str, own: bool) -> None:
    write(tmp_path, {"go.mod": MOD, "main.go": main('"net/http"', '"os"', '"path/filepath"', '"strings"', body=body), "t.html": ""})
    facts, scene = understood(PREFIX + "RUN go build -o x\n", tmp_path)
    assert go().reads_sources(facts, scene) is own


def test_a_program_of_tests_reads_its_data(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": MOD, "main.go": main(), "main_test.go": "package main\n", "testdata/x": ""})
    for command, own in (("go test -c -o /t .", True), ("go test ./... && go build -o /t .", False)):
        facts, scene = understood(PREFIX + f"RUN {command}\n", tmp_path)
        assert go().reads_sources(facts, scene) is own
