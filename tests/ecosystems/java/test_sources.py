"""What sources of Java, Kotlin and Scala tell."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.java.lexer import dotted, tokens, value
from msbgen.ecosystems.java.sources import UNKNOWN, is_source, uses


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a // b\n c", ["a", "c"]),
        ("a /* b */ c", ["a", "c"]),
        ('x = "a // b" + 1', ["x", "=", '"a // b"', "+", "1"]),
        (r'"a\"b" c', [r'"a\"b"', "c"]),
        ('"""a "b" c""" d', ['"""a "b" c"""', "d"]),
        ("'\"' x", ["'\"'", "x"]),
        (r"'\'' x", [r"'\''", "x"]),
        ("val s = 'sym\nval t", ["val", "s", "=", "sym", "val", "t"]),  # a symbol of Scala
        ('"never ends\nx', []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [t.text for t in tokens(text)] == words


def test_names_with_dots() -> None:
    assert list(dotted(list(tokens("import java.util.List; a.b().c")))) == ["import", "java.util.List", "a.b", "c"]


def test_a_string_with_a_variable_has_no_value() -> None:
    assert [value(t) for t in tokens('"a" "$b" "c\\n" """d"""')] == ["a", None, None, "d"]


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ('new ProcessBuilder("git", "log").start()', ("git",)),
        ('ProcessBuilder("ls").start()', ("ls",)),
        ("new ProcessBuilder(words)", (UNKNOWN,)),
        ('new ProcessBuilder("a" + b)', (UNKNOWN,)),
        ('new ProcessBuilder("sh", "-c", line)', (UNKNOWN,)),
        ('Runtime.getRuntime().exec("convert a b")', ("convert",)),
        ("Runtime.getRuntime().exec(line)", (UNKNOWN,)),
        ('Runtime r = Runtime.getRuntime(); r.exec("id")', ("id",)),
        ('// new ProcessBuilder("git")\nString s = "new ProcessBuilder(x)";', ()),
        ('statement.exec("select 1")', ()),  # nothing of Runtime
        ("Runtime.getRuntime().maxMemory()", ()),
        ("import scala.sys.process._\n\"ls\".!", (UNKNOWN,)),
    ],
)
def test_programs(text: str, programs: tuple[str, ...]) -> None:
    assert uses(text).programs == programs


def test_fonts_tools_and_native_libraries() -> None:
    assert uses("import java.awt.Font;").fonts == "java.awt.Font"
    assert uses("var i = javax.imageio.ImageIO.read(f);").fonts == "javax.imageio.ImageIO.read"
    assert uses("import java.awtful.X;").fonts is None
    assert uses("import javax.tools.ToolProvider;").development == "javax.tools.ToolProvider"
    assert uses('System.loadLibrary("x");').native == "System.loadLibrary"
    assert uses("class A { native int f(); }").native == "a native method"
    assert uses("class A { int f() { return 1; } }") == uses("")


@pytest.mark.parametrize(
    ("path", "source"),
    [("src/main/java/a/A.java", True), ("pom.xml", True), ("web/build.gradle.kts", True), ("src/test/resources/x.txt", True), ("mvnw", True), (".mvn/jvm.config", True),
     ("src/main/resources/application.yml", False), ("config/app.properties", False), ("lib/x.jar", False), ("static/index.html", False)],
)  # fmt: skip
def test_what_only_the_build_reads(path: str, source: bool) -> None:
    assert is_source(path) is source
