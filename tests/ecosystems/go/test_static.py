"""When a program is known to be static, when CGO_ENABLED=0 may be put before its build, and when neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems.base import Edit
from tests.ecosystems.go.helpers import MAIN, MOD, static, write

PREFIX = "FROM golang:1.23\nWORKDIR /app\nCOPY . .\n"
CGO = 'package main\n\n// int x;\nimport "C"\n'


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write(tmp_path, {"go.mod": MOD, "main.go": MAIN})


def edited(answer: bool | tuple[Edit, ...] | str, dockerfile: str) -> str:
    """The Dockerfile's line with its edit; fails with the reason where there is none."""
    assert isinstance(answer, tuple), answer
    (edit,) = answer
    text = dockerfile[: edit.at] + edit.env + " " + dockerfile[edit.at :]
    return text.splitlines()[edit.line - 1]


class TestProven:
    @pytest.mark.parametrize(
        "lines",
        [
            "RUN CGO_ENABLED=0 go build -o x",
            "ENV CGO_ENABLED=0\nRUN go build -o x",
            "RUN export CGO_ENABLED=0 && go build -o x",
            "RUN go env -w CGO_ENABLED=0\nRUN go build -o x",
            "RUN env CGO_ENABLED=0 GOOS=linux go install .",
            "RUN CGO_ENABLED=0 go build -ldflags '-s -w -X main.version=1' -tags netgo -trimpath -o x",
            "RUN CGO_ENABLED=1 go build -tags netgo,osusergo -ldflags '-linkmode external -extldflags \"-static\"' -o x",
        ],
    )
    def test_cgo_off(self, app: Path, lines: str) -> None:
        assert static(PREFIX + lines + "\n", app, wanted=False) is True

    def test_musl_has_no_name_services_to_load(self, app: Path) -> None:
        line = "RUN go build -ldflags '-linkmode=external -extldflags=-static' -o x\n"
        assert static("FROM golang:1.23-alpine\nWORKDIR /app\nCOPY . .\n" + line, app, wanted=False) is True
        assert static(PREFIX + line, app, wanted=False) is not True


class TestNotProven:
    @pytest.mark.parametrize(
        "lines",
        [
            "RUN go build -o x",
            "RUN CGO_ENABLED=1 go build -o x",
            "ENV CGO_ENABLED=0\nRUN CGO_ENABLED=1 go build -o x",
            "ARG CGO_ENABLED=0\nRUN go build -o x",  # whoever builds can give another value
            "ARG CGO\nRUN CGO_ENABLED=$CGO go build -o x",
            "RUN if true; then go env -w CGO_ENABLED=0; fi\nRUN go build -o x",
            "RUN CGO_ENABLED=0 go build -buildmode=pie -o x",  # static code, but started by the dynamic loader
            "RUN CGO_ENABLED=0 go build -race -o x",
            "RUN CGO_ENABLED=0 go build -linkshared -o x",
            "RUN CGO_ENABLED=0 go build -ldflags '-linkmode external' -o x",
            "RUN CGO_ENABLED=0 GOEXPERIMENT=boringcrypto go build -o x",
            "RUN go build -ldflags '-extldflags -static' -o x",  # only the external linker reads it
        ],
    )
    def test_it_may_be_dynamic(self, app: Path, lines: str) -> None:
        assert static(PREFIX + lines + "\n", app, wanted=False) is not True

    def test_purego_links_to_libraries_without_cgo(self, app: Path) -> None:
        write(app, {"x.go": 'package main\n\nimport _ "github.com/ebitengine/purego"\n'})
        assert "shared libraries" in str(static(PREFIX + "RUN CGO_ENABLED=0 go build -o x\n", app))


class TestEdits:
    @pytest.mark.parametrize(
        ("lines", "line"),
        [
            ("RUN go build -o x", "RUN CGO_ENABLED=0 go build -o x"),
            ("RUN cd . && GOOS=linux go build -o x && chmod +x x", "RUN cd . && GOOS=linux CGO_ENABLED=0 go build -o x && chmod +x x"),
            ("RUN --mount=type=cache,target=/go/pkg go build -o x", "RUN --mount=type=cache,target=/go/pkg CGO_ENABLED=0 go build -o x"),
            ("RUN set -e; \\\n  /usr/local/go/bin/go install ./...", "  CGO_ENABLED=0 /usr/local/go/bin/go install ./..."),
        ],
    )
    def test_the_assignment_stands_before_the_command(self, app: Path, lines: str, line: str) -> None:
        text = PREFIX + lines + "\n"
        answer = static(text, app)
        assert isinstance(answer, tuple), answer
        at = answer[0].at
        result = text[:at] + answer[0].env + " " + text[at:]
        assert line in result.splitlines()
        assert static(result, app) is True

    def test_a_script_takes_it_from_its_environment(self, app: Path) -> None:
        write(app, {"build.sh": "#!/bin/sh\nset -e\ngo build -o /out/app .\n"})
        text = PREFIX + "RUN ./build.sh\n"
        assert edited(static(text, app), text) == "RUN CGO_ENABLED=0 ./build.sh"

    def test_known_modules_are_free_of_cgo(self, app: Path) -> None:
        (app / "go.mod").write_text(MOD + "require github.com/gorilla/mux v1.8.1\nrequire golang.org/x/net v0.30.0 // indirect\n")
        text = PREFIX + "RUN go build -o x\n"
        assert edited(static(text, app), text) == "RUN CGO_ENABLED=0 go build -o x"

    def test_vendored_modules_are_read(self, app: Path) -> None:
        write(app, {"go.mod": MOD + "require example.com/nobody v1.0.0\n", "vendor/modules.txt": "# example.com/nobody v1.0.0\n## explicit\nexample.com/nobody\n",
                    "vendor/example.com/nobody/a.go": "package nobody\n"})  # fmt: skip
        text = PREFIX + "RUN go build -mod=vendor -o x\n"
        assert edited(static(text, app), text) == "RUN CGO_ENABLED=0 go build -mod=vendor -o x"
        write(app, {"vendor/example.com/nobody/b_linux.go": 'package nobody\n\nimport "C"\n'})
        assert "uses cgo" in str(static(text, app))

    def test_cgo_of_other_systems_and_of_tests_does_not_count(self, app: Path) -> None:
        write(app, {"a_windows.go": CGO, "b.go": "//go:build darwin\n\n" + CGO, "c_test.go": CGO, "testdata/d.go": CGO, "e.go": "//go:build sqlite\n\n" + CGO})
        assert isinstance(static(PREFIX + "RUN go build -o x\n", app), tuple)
        assert 'e.go imports "C"' in str(static(PREFIX + "RUN go build -tags sqlite -o x\n", app))
        assert 'a_windows.go imports "C"' in str(static(PREFIX + "RUN go build -o x main.go a_windows.go\n", app))

    def test_a_workspace_with_a_local_module(self, app: Path) -> None:
        write(app, {"go.mod": MOD + "require example.com/lib v0.0.0\nreplace example.com/lib => ./lib\n", "lib/go.mod": "module example.com/lib\ngo 1.23\n",
                    "lib/a.go": "package lib\n"})  # fmt: skip
        assert isinstance(static(PREFIX + "RUN go build -o x .\n", app), tuple)
        write(app, {"lib/b.go": CGO})
        assert isinstance(static(PREFIX + "RUN go build -o x .\n", app), tuple)  # nothing imports it
        write(app, {"use.go": 'package main\n\nimport _ "example.com/lib"\n'})
        assert "lib/b.go" in str(static(PREFIX + "RUN go build -o x .\n", app))

    def test_only_packages_that_are_imported_count(self, app: Path) -> None:
        write(app, {"cmd/a/main.go": 'package main\n\nimport _ "example.com/app/inner"\n\nfunc main() {}\n', "inner/i.go": "package inner\n",
                    "cmd/b/main.go": CGO.replace("package main", "package main")})  # fmt: skip
        assert isinstance(static(PREFIX + "RUN go build -o x ./cmd/a\n", app), tuple)
        assert "cmd/b/main.go" in str(static(PREFIX + "RUN go build -o bin/ ./cmd/...\n", app))
        assert "cmd/b/main.go" in str(static(PREFIX + "RUN go build -o x ./cmd/a\nRUN go build -o y ./cmd/b\n", app))
        write(app, {"inner/c.go": CGO.replace("package main", "package inner")})
        assert "inner/c.go" in str(static(PREFIX + "RUN go build -o x ./cmd/a\n", app))

    def test_gopath_with_the_standard_library_only(self, tmp_path: Path) -> None:
        write(tmp_path, {"main.go": 'package main\n\nimport (\n\t"fmt"\n\t"example.com/app/lib"\n)\n', "lib/a.go": "package lib\n"})
        text = "FROM golang:1.10\nWORKDIR /go/src/example.com/app\nCOPY . .\nRUN go install\n"
        assert edited(static(text, tmp_path), text) == "RUN CGO_ENABLED=0 go install"
        write(tmp_path, {"lib/b.go": 'package lib\n\nimport _ "github.com/lib/pq"\n'})
        assert "which version of github.com/lib/pq" in str(static(text, tmp_path))


    def test_a_makefile_takes_it_from_its_environment_unless_it_sets_its_own(self, app: Path) -> None:
        write(app, {"Makefile": "build:\n\tgo build -o /out/app .\n"})
        text = PREFIX + "RUN make\n"
        assert edited(static(text, app), text) == "RUN CGO_ENABLED=0 make"
        write(app, {"Makefile": "CGO_ENABLED := 1\nexport CGO_ENABLED\nbuild:\n\tgo build -o /out/app .\n"})
        assert "static without cgo" in str(static(text, app))
        write(app, {"Makefile": "export CGO_ENABLED = 0\nbuild:\n\tgo build -o /out/app .\n"})
        assert static(text, app, wanted=False) is True

    @pytest.mark.parametrize("line", ['RUN go build -ldflags="-s -X main.c=$COMMIT" -o x', 'RUN go build -ldflags "-X main.c=$(git rev-parse HEAD)" -o x'])
    def test_text_that_is_linked_in_need_not_be_known(self, app: Path, line: str) -> None:
        assert isinstance(static(PREFIX + "ARG COMMIT\n" + line + "\n", app), tuple)
        assert "-linkmode" in str(static(PREFIX + "ARG COMMIT\n" + line.replace("-X main", "-linkmode external -X main") + "\n", app))


class TestNoEdit:
    """What an edit could change, so that none is made; each gives its reason."""

    @pytest.mark.parametrize(
        ("files", "line", "reason"),
        [
            ({"x.go": CGO}, "RUN go build -o x", 'x.go imports "C"'),
            ({"x.go": 'package main\n\nimport _ "plugin"\n'}, "RUN go build -o x", "plugins"),
            ({"x.syso": ""}, "RUN go build -o x", "x.syso"),
            ({"x.go": "\x00\xff"}, "RUN git clone https://example.com/x && go build -o x", "line 4 may change the sources"),
            ({}, "RUN echo 'package main; import \"C\"' > y.go && go build -o x", "line 4 may change the sources"),
            ({}, "RUN CGO_ENABLED=1 go build -o x", "sets CGO_ENABLED itself"),
            ({}, "ENV CGO_ENABLED=1\nRUN go build -o x", "sets CGO_ENABLED itself"),
            ({}, 'RUN ["go", "build", "-o", "x"]', "no assignment"),
            ({}, "RUN sudo go build -o x", "no assignment"),
            ({}, "RUN go build -race -o x", "-race"),
            ({}, "RUN go build -buildmode=c-shared -o x", "-buildmode"),
            ({"go.mod": MOD + "require github.com/mattn/go-sqlite3 v1.14.0\n", "x.go": 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n'},
             "RUN go build -o x", "go-sqlite3 uses cgo"),
            ({"go.mod": MOD + "require gorm.io/driver/sqlite v1.5.0\n", "x.go": 'package main\n\nimport _ "gorm.io/driver/sqlite"\n'},
             "RUN go build -o x", "gorm.io/driver/sqlite uses cgo"),
            ({"go.mod": MOD + "require example.com/nobody v1.0.0\n"}, "RUN go build -o x", "whether the module example.com/nobody"),
            ({"go.mod": "module a\ngo 1.16\nrequire github.com/gorilla/mux v1.8.0\n"}, "RUN go build -o x", "no go.sum"),
            ({"go.mod": MOD + "replace x => ../x\nrequire x v1.0.0\n"}, "RUN go build -o x", "whose files are not known"),
            ({"x.go": 'package main\n\nimport _ "example.com/y"\n'}, "RUN go get example.com/y && go build -o x", "added to the modules"),
            ({}, "RUN go build -o x example.com/fetched", "fetched"),
            ({}, "RUN go install example.com/tool@latest", "fetched"),
        ],
    )
    def test_reasons(self, app: Path, files: dict[str, str], line: str, reason: str) -> None:
        write(app, files)
        answer = static(PREFIX + line + "\n", app)
        assert isinstance(answer, str)
        assert reason in answer

    def test_sources_that_are_not_at_hand(self, app: Path) -> None:
        assert "not at hand" in str(static(PREFIX + "RUN go build -o x\n", None))
        remote = "FROM golang:1.23\nWORKDIR /app\nADD https://example.com/x.go .\nCOPY . .\nRUN go build -o x\n"
        assert "not all sources" in str(static(remote, app))

    def test_before_1_17_the_sums_tell(self, app: Path) -> None:
        write(app, {"go.mod": "module a\ngo 1.16\nrequire github.com/gorilla/mux v1.8.0\n", "go.sum": "github.com/gorilla/mux v1.8.0 h1:x=\n"})
        assert isinstance(static(PREFIX + "RUN go build -o x\n", app), tuple)
        write(app, {"go.sum": "github.com/gorilla/mux v1.8.0 h1:x=\nexample.com/nobody v1.0.0 h1:x=\n"})
        assert "example.com/nobody" in str(static(PREFIX + "RUN go build -o x\n", app))
