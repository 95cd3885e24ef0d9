"""Which programs go build, install and get make, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.plan.kept import products
from tests.ecosystems.go.helpers import MAIN, MOD, effect, made, write
from tests.understand.helpers import facts_of

LIBRARY = "package lib\n"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "go.mod": MOD,
            "main.go": MAIN,
            "lib/lib.go": LIBRARY,
            "cmd/api/main.go": MAIN,
            "cmd/worker/main.go": MAIN,
            "cmd/tool/main_windows.go": MAIN,
            "cmd/v2/main.go": MAIN,
            "testdata/x/main.go": MAIN,
            "_old/main.go": MAIN,
            "other/go.mod": "module example.com/other/v3\n",
            "other/main.go": MAIN,
        },
    )


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        ("go build", ["/app/app"]),
        ("go build .", ["/app/app"]),
        ("go build -v -ldflags '-s -w' -trimpath .", ["/app/app"]),
        ("go build ./lib", []),
        ("go build -o /usr/local/bin/server .", ["/usr/local/bin/server"]),
        ("go build -o server", ["/app/server"]),
        ("go build -o=bin/server ./cmd/api", ["/app/bin/server"]),
        ("go build --o bin/ ./cmd/api", ["/app/bin/api"]),
        ("go build -o bin/ ./cmd/api ./cmd/worker", ["/app/bin/api", "/app/bin/worker"]),
        ("go build -o /out ./cmd/api ./cmd/worker", ["/out/api", "/out/worker"]),
        ("go build -o /out/ ./...", ["/out/app", "/out/api", "/out/cmd", "/out/worker"]),
        ("go build -o /usr/local/bin ./cmd/api", ["/usr/local/bin/api"]),
        ("go build -o lib ./cmd/api", ["/app/lib/api"]),  # the folder is there already
        ("go build -o . ./cmd/api", ["/app/api"]),
        ("go build -o /app ./cmd/api", ["/app/api"]),
        ("go build -o ../out .", ["/out"]),
        ("go build -o /dev/null ./...", []),
        ("go build ./...", []),  # several: a check
        ("go build ./cmd/api", ["/app/api"]),
        ("go build ./cmd/api/...", ["/app/api"]),  # the pattern finds one
        ("go build ./cmd/v2", ["/app/cmd"]),  # a major version is no name
        ("go build example.com/app/cmd/worker", ["/app/worker"]),
        ("go build main.go", ["/app/main"]),
        ("go build ./cmd/api/main.go", ["/app/main"]),
        ("go build *.go", ["/app/main"]),
        ("go build cmd/api/*.go", ["/app/main"]),
        ("go build -C cmd/api -o server", ["/app/cmd/api/server"]),
        ("cd cmd/api && go build", ["/app/cmd/api/api"]),
        ("(cd cmd/api; go build -o /bin/x)", ["/bin/x"]),
        ("cd other && go build", ["/app/other/other"]),  # module …/other/v3
        ("go build -n -o x", []),
        ("GOFLAGS=-o=/x/y go build", ["/x/y"]),
        ("GOOS=windows go build", ["/app/app.exe"]),
        ("go install", ["/go/bin/app"]),
        ("go install ./...", ["/go/bin/app", "/go/bin/api", "/go/bin/cmd", "/go/bin/worker"]),
        ("go install ./lib", []),
        ("GOBIN=/usr/local/bin go install ./cmd/api", ["/usr/local/bin/api"]),
        ("go env -w GOBIN=/out && go install ./cmd/api", ["/out/api"]),
        ("go install github.com/pressly/goose/v3/cmd/goose@latest", ["/go/bin/goose"]),
        ("go install example.com/tool/v2@v2.0.1", ["/go/bin/tool"]),
        ("go install github.com/swaggo/swag/cmd/swag@v1.16.0", []),  # it only writes sources
        ("go get github.com/google/uuid", []),  # since Go 1.18 it installs nothing
        ("go vet ./...", []),
        ("go test ./...", []),
        ("go test -c ./cmd/api", ["/app/api.test"]),
        ("go test -c -o /t/all.test .", ["/t/all.test"]),
        ("go test -c -o /t/ ./cmd/api ./cmd/worker", ["/t/api.test", "/t/worker.test"]),
        ("go mod download", []),
        ("go fmt ./...", []),
    ],
)
def test_programs(app: Path, command: str, paths: list[str]) -> None:
    assert made(command, app) == paths


def test_the_first_file_names_it_whatever_its_constraints(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": MOD, "a_windows.go": MAIN, "b.go": "//go:build ignore\n\npackage main\n", "c.go": MAIN})
    assert made("go build a_windows.go b.go c.go", tmp_path) == ["/app/a_windows"]
    assert made("go build b.go c.go", tmp_path) == ["/app/b"]


def test_cgo_files_come_after_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": MOD, "a.go": 'package main\n\nimport "C"\n', "b.go": MAIN})
    assert made("go build a.go b.go", tmp_path) == ["/app/b"]


def test_a_program_for_another_system_is_a_file_like_any_other(app: Path) -> None:
    assert [p.kind for p in effect("GOOS=js GOARCH=wasm go build -o static/app.wasm", app).products] == ["bundle"]
    assert [p.kind for p in effect("go build -buildmode=plugin -o x.so", app).products] == ["library"]


def test_a_c_library_comes_with_its_header(app: Path) -> None:
    assert effect("go build -buildmode=c-shared -o lib/x.so", app).writes == ("/app/lib/x.h",)


@pytest.mark.parametrize("command", ["go build -o $UNSET_BY_NOBODY_$(date) .", "go install $(cat pkg)", "go run ./cmd/api"])
def test_what_is_not_known_is_said(app: Path, command: str) -> None:
    found = effect(command, app)
    assert found.anywhere or [p.path for p in found.products] == ["/go/bin/"]


class TestWithoutContext:
    """Only the Dockerfile is there."""

    @pytest.mark.parametrize(
        ("command", "paths"),
        [("go build -o app", ["/app/app"]), ("go build ./cmd/api", ["/app/api"]), ("go build -o /out/ ./cmd/api ./cmd/worker", ["/out/api", "/out/worker"]),
         ("go build -v -o /usr/local/bin/app ./...", ["/usr/local/bin/app"]), ("go build main.go", ["/app/main"]), ("go install ./cmd/api", ["/go/bin/api"])],
    )  # fmt: skip
    def test_the_words_tell(self, command: str, paths: list[str]) -> None:
        assert made(command) == paths

    @pytest.mark.parametrize(("command", "folder"), [("go build", "/app/"), ("go install ./...", "/go/bin/"), ("go build -o /out/ ./...", "/out/")])
    def test_the_folder_where_they_do_not(self, command: str, folder: str) -> None:
        facts, _ = facts_of(f"FROM golang:1.23\nWORKDIR /app\nCOPY . .\nRUN {command}\n", None)
        assert facts.lines[-1].units[-1].effects[-1].writes == (folder.rstrip("/"),)

    def test_what_is_started_there_is_the_program(self) -> None:
        before = "FROM golang:1.23\nWORKDIR /app\nCOPY . .\n"
        facts, _ = facts_of(before + 'RUN go install ./...\nENTRYPOINT ["hello"]\n', None)
        assert [p.path for p in products(facts)] == ["/go/bin/hello"]
        facts, _ = facts_of(before + 'RUN go build\nCMD ["./x"]\n', None)
        assert [p.path for p in products(facts)] == ["/app/x"]
        facts, _ = facts_of(before + 'RUN go build\nCMD ["./run.sh"]\n', None)
        assert products(facts) == ()

    def test_a_module_that_is_made_here_has_its_name(self) -> None:
        assert made("go mod init example.com/hello && go build") == ["/app/hello"]
        assert effect("go mod init && go build").writes == ("/app",)


class TestGopath:
    """GO111MODULE=off, or a Go that knows no modules."""

    before = "ENV GO111MODULE=off\nWORKDIR /go/src/example.com/hello\nCOPY . .\n"

    def test_the_folder_names_the_program(self, tmp_path: Path) -> None:
        write(tmp_path, {"main.go": MAIN, "go.mod": MOD, "cmd/x/main.go": MAIN})
        assert made("go build", tmp_path, before=self.before) == ["/go/src/example.com/hello/hello"]
        assert made("go install ./...", tmp_path, before=self.before) == ["/go/bin/hello", "/go/bin/x"]
        assert made("go install example.com/hello/cmd/x", tmp_path, before=self.before) == ["/go/bin/x"]

    def test_an_old_go_installs_what_it_gets(self, tmp_path: Path) -> None:
        write(tmp_path, {"main.go": MAIN})
        before = "WORKDIR /go/src/app\nCOPY . .\n"
        assert made("go get -d -v ./... && go install -v ./...", tmp_path, base="golang:1.8", before=before) == ["/go/bin/app"]
        assert made("go get ./...", tmp_path, base="golang:1.8", before=before) == ["/go/bin/app"]
        assert effect("go get github.com/nobody/knows", tmp_path, base="golang:1.8", before=before).writes == ("/go/bin",)
        assert effect("go get github.com/gorilla/mux", tmp_path, base="golang:1.8", before=before).writes == ()


def test_caches_are_scratch(app: Path) -> None:
    assert effect("go build", app).scratch == ("/go/pkg", "/root/.cache/go-build")
    assert "/mod" in effect("GOMODCACHE=/mod go build", app).scratch


def test_generators_write_next_to_their_line(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": MOD, "main.go": MAIN, "gen/a.go": "package gen\n\n//go:generate go run example.com/x/mockgen -source a.go\n"})
    assert effect("go generate ./...", tmp_path).writes == ()
    (tmp_path / "gen/b.go").write_text("package gen\n\n//go:generate ./pack.sh\n")
    assert effect("go generate ./...", tmp_path).writes == ("/app/gen",)


def test_a_program_of_another_base_is_found_too(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": MOD, "main.go": MAIN})
    assert made("go install .", tmp_path, base="debian:bookworm") == ["/root/go/bin/app"]
