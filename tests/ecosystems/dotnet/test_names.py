"""Which files only the build reads, and what sources name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen.ecosystems.dotnet.lexer import tokens
from msbgen.ecosystems.dotnet.names import is_source
from msbgen.ecosystems.dotnet.sources import UNKNOWN, uses


@pytest.mark.parametrize("path", ["Program.cs", "src/A.fsproj", "a.sln", "Views/Home/Index.cshtml", "Directory.Build.props", "obj/project.assets.json", "Properties/launchSettings.json", "nuget.config", ".github/x.yml", "README.md"])
def test_sources(path: str) -> None:
    assert is_source(path)


@pytest.mark.parametrize("path", ["appsettings.json", "wwwroot/index.html", "data/a.csv", "bin/Release/net8.0/App.dll", "wwwroot/js/site.js", "proto/a.proto", "README.html", "a.xml", "App.dll.config"])
def test_what_a_program_may_read(path: str) -> None:
    assert not is_source(path)


@pytest.mark.parametrize(
    ("suffix", "text", "strings"),
    [
        (".cs", r'var a = "x\"y"; // "no"' + "\n/* \"no\" */ var b = 'c';", [r"x\"y"]),
        (".cs", r'var a = @"C:\"; var b = "after";', [r"C:" + "\\", "after"]),
        (".cs", r'var a = @"say ""hi"""; var b = "after";', ['say ""hi""', "after"]),
        (".cs", 'var a = $"{x}.cs"; var b = $@"{y}\\"; var c = """raw "q" text"""; ', ["{x}.cs", "{y}\\", 'raw "q" text']),
        (".cs", "char q = '\"'; var a = \"after\"; var e = '\\''; var b = \"b\";", ["after", "b"]),
        (".fs", 'let f (x: \'a list) = "s" (* "no" *) // "no"\nlet g = """t "q" t"""', ["s", 't "q" t']),
        (".fs", "let c = 'x' in \"a\"", ["a"]),
        (".vb", 'Dim a = "say ""hi""" \' "no"\nDim b = "C:\\"', ['say ""hi""', "C:\\"]),
    ],
)
def test_strings(suffix: str, text: str, strings: list[str]) -> None:
    assert [t.text for t in tokens(text, suffix) if t.kind == "string"] == strings


@given(
    st.lists(st.sampled_from(['"', '"""', "$", "@", "\\", "'", "{", "(", ")", "(*", "*)", "/*", "*/", "//", "Process", ".", "Start", "ProcessStartInfo", "FileName", "=", "DllImport", "\n", " "])).map("".join),
    st.sampled_from([".cs", ".fs", ".vb"]),
)
def test_any_text_can_be_read(text: str, suffix: str) -> None:
    assert all(p == UNKNOWN or p in text for p in uses(text, suffix).programs)


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ('Process.Start("git", "log");', ("git",)),
        ('var p = Process.Start(new ProcessStartInfo("ffmpeg") { Arguments = "-i x" });', ("ffmpeg",)),
        ('var i = new ProcessStartInfo { FileName = "/usr/bin/convert" }; Process.Start(i);', ("/usr/bin/convert",)),
        ('var p = new Process(); p.StartInfo.FileName = "curl"; p.Start();', ("curl",)),
        ('Process.Start("bash", "-c ls");', (UNKNOWN,)),
        ("Process.Start(tool);", (UNKNOWN,)),
        ('Process.Start(tool + ".exe");', (UNKNOWN,)),
        ('Process.Start("to" + tool);', (UNKNOWN,)),
        ("var i = new ProcessStartInfo(tool);", (UNKNOWN,)),
        ("Run(ProcessStartInfo info) => info;", (UNKNOWN,)),
        ('Process.Start($"{tool}");', (UNKNOWN,)),
        ("var id = Process.GetCurrentProcess().Id; app.Start();", ()),
        ('upload.FileName = name; Console.WriteLine("Process");', ()),
    ],
)
def test_programs_that_sources_start(text: str, programs: tuple[str, ...]) -> None:
    assert uses(text, ".cs").programs == programs


@pytest.mark.parametrize(
    ("text", "libraries"),
    [('[DllImport("libvips.so.42")] static extern int f();', ("libvips.so.42",)), ('[DllImport("libc")] static extern int getpid();', ()), ("NativeLibrary.Load(path);", ("?",)),
     ('[LibraryImport("sqlite3", EntryPoint = "x")]', ("sqlite3",)), ('var x = "DllImport";', ())],
)  # fmt: skip
def test_libraries_that_sources_call(text: str, libraries: tuple[str, ...]) -> None:
    assert uses(text, ".cs").libraries == libraries
