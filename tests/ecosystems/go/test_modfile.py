"""go.mod and the files beside it."""

from __future__ import annotations

from msbgen.ecosystems.go.modfile import module, summed, vendored, workspace

TEXT = """// comment
module "example.com/app" // here

go 1.21.3
toolchain go1.22.0

require github.com/gin-gonic/gin v1.9.1
require (
	golang.org/x/net v0.1.0 // indirect
	"example.com/quoted" v1.0.0
	// github.com/commented/out v1.0.0
)
exclude github.com/bad/bad v1.0.0
replace (
	example.com/quoted v1.0.0 => ./local
	golang.org/x/net => example.com/fork v0.2.0
)
retract v0.1.0
"""


def test_a_module() -> None:
    found = module(TEXT)
    assert found.path == "example.com/app"
    assert found.go == (1, 21, 3)
    assert found.lists_all
    assert found.requires == ("github.com/gin-gonic/gin", "golang.org/x/net", "example.com/quoted")
    assert found.replaced == {"example.com/quoted": "./local", "golang.org/x/net": "example.com/fork"}


def test_before_1_17_not_all_modules_are_listed() -> None:
    assert not module("module a\n\ngo 1.16\n").lists_all
    assert not module("module a\n").lists_all
    assert module("module a\ngo 1.23rc1\n").lists_all


def test_a_path_without_quotes_may_touch_a_comment() -> None:
    assert module("module example.com/a//b\n").path == "example.com/a"


def test_sums_name_only_modules_whose_contents_are_there() -> None:
    text = "example.com/a v1.0.0 h1:x=\nexample.com/a v1.0.0/go.mod h1:y=\nexample.com/b v1.0.0/go.mod h1:z=\n"
    assert summed(text) == {"example.com/a"}


def test_vendored_modules_are_those_with_packages() -> None:
    text = "# example.com/a v1.0.0\n## explicit; go 1.20\nexample.com/a/x\n# example.com/b v1.0.0\n## explicit\n"
    assert vendored(text) == ("example.com/a",)


def test_a_workspace() -> None:
    found = workspace("go 1.22\nuse (\n\t./api\n\t./worker\n)\nreplace a => ../a\n")
    assert found.use == ("./api", "./worker")
    assert found.replaced == {"a": "../a"}
