"""What programs take from the system: certificates, time zones, other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from msbgen.model.facts import Need
from tests.ecosystems.go.helpers import MOD, go, understood, write

PREFIX = "FROM golang:1.23\nWORKDIR /app\nCOPY . .\n"
ZIP = "/usr/local/go/lib/time/zoneinfo.zip"


def needs(code: str, folder: Path, *, lines: str = "RUN go build -o x\n", mod: str = MOD, context: bool = True) -> dict[str, list[str]]:
    """The silent needs of a program with this code, by kind."""
    write(folder, {"go.mod": mod, "main.go": code})
    facts, scene = understood(PREFIX + lines, folder if context else None)
    found: dict[str, list[str]] = {}
    for need in go().silent(facts, scene):
        assert isinstance(need, Need)
        found.setdefault(need.kind, []).append(need.name)
    return found


def starts(code: str, folder: Path, *, mod: str = MOD, lines: str = "RUN go build -o x\n") -> str | None:
    write(folder, {"go.mod": mod, "main.go": code})
    facts, scene = understood(PREFIX + lines, folder)
    return go().starts_others(facts, scene)


def main(*imports: str, body: str = "") -> str:
    return "package main\n\nimport (\n" + "".join(f"\t{i}\n" for i in imports) + ")\n\nfunc main() {\n" + body + "\n}\n"


SERVER = main('"net/http"', body='http.HandleFunc("/", nil); http.ListenAndServe(":80", nil)')


def test_a_server_of_the_standard_library_needs_nothing(tmp_path: Path) -> None:
    assert needs(SERVER, tmp_path) == {}
    assert starts(SERVER, tmp_path) is None


@pytest.mark.parametrize(
    "code",
    [
        main('"net/http"', body='http.Get("https://example.com")'),
        main('h "net/http"', body="var c h.Client"),
        main('. "net/http"', body='Get("x")'),
        main('"crypto/tls"'),
        main('"net/http"', '"net/http/httputil"'),
        main('"net/smtp"'),
    ],
)
def test_a_client_needs_certificates(tmp_path: Path, code: str) -> None:
    assert "certificates" in needs(code, tmp_path)


def test_a_comment_or_string_is_no_client(tmp_path: Path) -> None:
    assert needs(main('"net/http"', '"time"', body='// http.Get time.LoadLocation\nprintln("http.Get", `time.LoadLocation`)'), tmp_path) == {}


def test_zones_are_the_toolchains_own_zip(tmp_path: Path) -> None:
    code = main('"time"', body='time.LoadLocation("Europe/Berlin")')
    assert needs(code, tmp_path) == {"timezones": [ZIP]}
    assert needs(code, tmp_path, lines="RUN go build -trimpath -o x\n") == {"timezones": ["time zones"]}
    assert needs(main('"time"'), tmp_path) == {}


def test_tz_in_the_environment_needs_zones(tmp_path: Path) -> None:
    assert needs(SERVER, tmp_path, lines="ENV TZ=Europe/Berlin\nRUN go build -o x\n") == {"timezones": [ZIP]}
    assert needs(SERVER, tmp_path, lines="ENV TZ=UTC\nRUN go build -o x\n") == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (main('"net/http"', body='http.FileServer(http.Dir("x"))'), {"system": ["/usr/share/mime/globs2", "/etc/mime.types"]}),
        (main('"mime"', body='mime.TypeByExtension(".csv")'), {"system": ["/usr/share/mime/globs2", "/etc/mime.types"]}),
        (main('"os"', body='os.CreateTemp("", "x")'), {"writable": ["/tmp"]}),
        (main('"net/http"', body='var r *http.Request; r.ParseMultipartForm(1)'), {"writable": ["/tmp"]}),
        (main('"os"', body='os.WriteFile("/tmp/x", nil, 0)'), {"writable": ["/tmp"]}),
        (main('"os/user"', body="user.Current()"), {"user": ["user"], "writable": ["/root"]}),
        (main('"os"', body='os.Getenv("HOME")'), {"user": ["user"], "writable": ["/root"]}),
        (main('"os"', body="os.Getpid()"), {}),
    ],
)
def test_files_types_users_and_temporary_files(tmp_path: Path, code: str, found: dict[str, list[str]]) -> None:
    assert needs(code, tmp_path) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"/etc/os-release"', {"system": ["/etc/os-release"]}),
        ("`/usr/share/dict/words`", {"system": ["/usr/share/dict/words"]}),
        ('"/usr/share/fonts/"', {"system": ["/usr/share/fonts"]}),
        ('"/etc/passwd"', {"user": ["user"]}),
        ('"/etc/resolv.conf"', {}),
        ('"/etc/" + name', {}),
        ('"/usr/share"', {}),
        ('"/etc/x y"', {}),
        ('"GET /etc/x"', {}),
        ('"/etc/../x"', {}),
    ],
)
def test_files_that_are_named(tmp_path: Path, text: str, found: dict[str, list[str]]) -> None:
    assert needs(main('"os"', body=f"os.ReadFile({text}) // \"/etc/comment\""), tmp_path) == found


def test_another_toolchain_keeps_its_zones_elsewhere(tmp_path: Path) -> None:
    code = main('"time"', body='time.LoadLocation("Europe/Berlin")')
    assert needs(code, tmp_path, lines="ENV GOTOOLCHAIN=auto\nRUN go build -o x\n") == {"timezones": ["time zones"]}


def test_the_home_is_that_of_the_user_who_runs_it(tmp_path: Path) -> None:
    code = main('"os"', body="os.UserHomeDir()")
    assert needs(code, tmp_path, lines="RUN go build -o x\nUSER app:app\n")["writable"] == ["/home/app"]


ALL = {"certificates", "timezones", "system", "user", "writable"}


def test_packages_from_elsewhere_and_unknown_sources_may_need_all(tmp_path: Path) -> None:
    code = main('_ "github.com/gorilla/mux"')
    assert set(needs(code, tmp_path, mod=MOD + "require example.com/nobody v1.8.1\n")) == {*ALL, "unproven"}
    assert set(needs(main('_ "example.com/nobody/x"'), tmp_path)) == {*ALL, "unproven"}
    assert set(needs(SERVER, tmp_path, context=False)) == {*ALL, "unproven"}
    assert set(needs(SERVER, tmp_path, lines="RUN go install example.com/x@latest\n")) == {*ALL, "unproven"}


@pytest.mark.parametrize(
    ("module", "inside", "kinds"),
    [
        ("github.com/gorilla/mux v1.8.1", "", set()),
        ("github.com/google/uuid v1.6.0", "", set()),
        ("github.com/go-chi/chi/v5 v5.2.0", "", set()),
        ("github.com/go-chi/chi/v5 v5.2.0", "/middleware", {"system"}),  # it asks for types of files
        ("github.com/gin-gonic/gin v1.10.0", "", ALL - {"timezones"}),
        ("github.com/guregu/kami v2.2.1+incompatible", "", {"certificates"}),
        ("github.com/lib/pq v1.10.9", "", ALL - {"system"}),
        ("github.com/mattn/go-sqlite3 v1.14.24", "", ALL),  # C may come to anything
        ("github.com/aws/aws-sdk-go v1.55.0", "/service/s3", ALL),
    ],
)
def test_what_packages_of_known_modules_may_come_to(tmp_path: Path, module: str, inside: str, kinds: set[str]) -> None:
    found = needs(main(f'_ "{module.split()[0]}{inside}"'), tmp_path, mod=f"{MOD}require {module}\n")
    assert set(found) == kinds


@pytest.mark.parametrize("field", ['`time_location:"Europe/Berlin"`', '`validate:"timezone"`', '`binding:"required,timezone"`'])
def test_a_tag_for_which_a_package_loads_a_time_zone(tmp_path: Path, field: str) -> None:
    code = main('_ "github.com/gin-gonic/gin"', body=f"type form struct {{ When string {field} }}")
    assert "timezones" in needs(code, tmp_path, mod=MOD + "require github.com/gin-gonic/gin v1.10.0\n")


TCELL = MOD + "require github.com/gdamore/tcell/v2 v2.13.0\nrequire github.com/rivo/tview v0.42.0\n"


@pytest.mark.parametrize("package", ["github.com/gdamore/tcell/v2", "github.com/rivo/tview"])
def test_a_module_that_starts_one_program_by_its_name(tmp_path: Path, package: str) -> None:
    code = main(f'_ "{package}"')
    found = needs(code, tmp_path, mod=TCELL)
    assert found["program"] == ["infocmp"]
    assert "unproven" not in found
    assert starts(code, tmp_path, mod=TCELL) is None
    assert "program" not in needs(main('_ "github.com/gdamore/tcell/v2/terminfo"'), tmp_path, mod=TCELL)


def test_a_terminal_program_takes_infocmp_along(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": TCELL, "main.go": main('_ "github.com/gdamore/tcell/v2"')})
    text = 'FROM golang:1.23-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o x\nCMD ["./x"]\n'
    result = convert(text, context=tmp_path).dockerfile
    runtime = result.rpartition("\nFROM ")[2]
    assert runtime.startswith("scratch")
    assert "COPY --from=builder /usr/bin/infocmp /usr/bin/infocmp" in runtime
    assert "/lib/terminfo" in result
    # where it is not known whether the image has it, all of the system stays
    alpine = convert(text.replace("-bookworm", "-alpine"), context=tmp_path)
    assert "FROM scratch" not in alpine.dockerfile


def test_packages_of_the_own_module_are_no_others(tmp_path: Path) -> None:
    write(tmp_path, {"lib/a.go": "package lib\n"})
    assert needs(main('"example.com/app/lib"'), tmp_path) == {}


@pytest.mark.parametrize(
    ("body", "programs", "late"),
    [
        ('exec.Command("git", "log").Run()', ["git"], False),
        ('exec.CommandContext(f(a, b), "git")', ["git"], False),
        ('exec.Command("sh", "-c", "ls -l && tar xf a")', ["sh", "ls", "tar"], False),
        ('exec.Command("sh", "-c", "ls | wc")', ["sh"], True),
        ('exec.Command("sh", "-c", text)', ["sh"], True),
        ('exec.Command("sh", "run.sh")', ["sh"], True),
        ("exec.Command(os.Args[1])", [], True),
        ('exec.Command("a" + b)', [], True),
        ("run(exec.Command)", [], True),
        ("cmd := exec.Cmd{Path: x}", [], True),
        ("exec.NewName(1)", [], True),
    ],
)
def test_programs_that_it_starts_are_needed(tmp_path: Path, body: str, programs: list[str], late: bool) -> None:
    found = needs(main('"os"', '"os/exec"', body=body), tmp_path)
    assert found.get("program", []) == programs
    assert ("anything" in found) == late


@pytest.mark.parametrize("body", ["exec.Command(os.Args[0], os.Args[1:]...)", 'exec.Command("/proc/self/exe")', "var c *exec.Cmd", ""])
def test_a_program_that_starts_itself_needs_no_other(tmp_path: Path, body: str) -> None:
    code = main('"os"', '"os/exec"', body=body)
    assert "program" not in needs(code, tmp_path)
    assert starts(code, tmp_path) is None


@pytest.mark.parametrize(
    "code",
    [
        main('"syscall"', body='syscall.Exec("/bin/x", nil, nil)'),
        main('"os"', body="os.StartProcess(a, b, c)"),
        main('_ "github.com/ebitengine/purego"'),
    ],
)
def test_other_ways_to_start_programs(tmp_path: Path, code: str) -> None:
    assert starts(code, tmp_path) is not None
    assert "anything" in needs(code, tmp_path)


def test_signals_and_process_numbers_start_nothing(tmp_path: Path) -> None:
    assert starts(main('"os"', '"syscall"', body="println(os.Getpid(), syscall.SIGTERM)"), tmp_path) is None


def test_modules_must_be_known_not_to_start_programs(tmp_path: Path) -> None:
    mux = main('_ "github.com/gorilla/mux"')
    assert starts(mux, tmp_path, mod=MOD + "require github.com/gorilla/mux v1.8.1\n") is None
    assert "example.com/nobody" in str(starts(mux, tmp_path, mod=MOD + "require github.com/gorilla/mux v1.8.1\nrequire example.com/nobody v1.0.0 // indirect\n"))
    docker = main('_ "golang.org/x/tools/go/packages"')
    assert "golang.org/x/tools/go/packages may start" in str(starts(docker, tmp_path, mod=MOD + "require golang.org/x/tools v0.1.0\n"))


def test_files_of_tests_and_other_systems_do_not_count(tmp_path: Path) -> None:
    exec_ = 'package main\n\nimport _ "os/exec"\n'
    write(tmp_path, {"a_test.go": exec_, "b_windows.go": exec_})
    assert starts(SERVER, tmp_path) is None


def test_a_debugger_of_a_program_that_is_there_needs_no_toolchain() -> None:
    facts, scene = understood('FROM golang:1.23\nWORKDIR /app\nCMD ["dlv", "exec", "--headless", "./x"]\n', None)
    found = go().needs(facts.roots[0].calls[0], scene)
    assert isinstance(found, tuple)
    assert [n.name for n in found] == ["dlv", "/app/x"]


@pytest.mark.parametrize("command", ["go run main.go", "dlv debug", "air -c .air.toml", "/go/bin/CompileDaemon --build=x", "reflex -s go run ."])
def test_what_compiles_when_it_starts_cannot_be_split(tmp_path: Path, command: str) -> None:
    facts, scene = understood(f"FROM golang:1.23\nCMD {command.split()!r}\n".replace("'", '"'), None)
    (call,) = facts.roots[0].calls
    assert "the whole Go toolchain" in str(go().needs(call, scene))
