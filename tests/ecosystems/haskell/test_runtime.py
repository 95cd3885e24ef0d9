"""What a program takes from the system, what its packages bring, and what of a build stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen import convert
from msbgen.ecosystems.haskell.names import is_source
from msbgen.ecosystems.haskell.project import package
from msbgen.ecosystems.haskell.sources import UNKNOWN, read, tokens
from tests.ecosystems.haskell.test_commands import BASE, CABAL, MAIN
from tests.ecosystems.helpers import language, write
from tests.understand.helpers import facts_of

BUILD = "RUN cabal install --installdir=/usr/local/bin --install-method=copy\n"


def silent(folder: Path, *, base: str = BASE, build: str = BUILD) -> list[tuple[str, str]]:
    facts, scene = facts_of(f'FROM {base}\nWORKDIR /app\nCOPY . .\n{build}CMD ["app"]\n', folder)
    return [(n.kind, n.name) for n in language("haskell").silent(facts, scene)]


def starts(folder: Path, *, base: str = "debian:bookworm", build: str = "RUN ghc -o /usr/local/bin/app Main.hs\n") -> str | None:
    facts, scene = facts_of(f'FROM {base}\nWORKDIR /app\nCOPY . .\n{build}CMD ["app"]\n', folder)
    return language("haskell").starts_others(facts, scene)


def with_packages(names: str) -> str:
    return CABAL.replace("base >=4 && <5", f"base >=4 && <5, {names}")


def test_the_locale_of_the_image_is_a_need(tmp_path: Path) -> None:
    files = {"app.cabal": CABAL, "Main.hs": MAIN}
    assert ("environment", "LANG") in silent(write(tmp_path, files))
    assert ("environment", "LANG") not in silent(tmp_path, build="ENV LANG=C.UTF-8\n" + BUILD)


@pytest.mark.parametrize(("packages", "wanted"), [("bytestring, containers", False), ("warp", True), ("http-client-tls", True)])
def test_certificates_and_protocols_where_packages_may_look_them_up(tmp_path: Path, packages: str, wanted: bool) -> None:
    found = silent(write(tmp_path, {"app.cabal": with_packages(packages), "Main.hs": MAIN}))
    assert (("certificates", "certificates") in found) is wanted
    assert (("system", "/etc/protocols") in found) is wanted


@pytest.mark.parametrize(
    ("main", "need"),
    [
        ('import System.Process\nmain = callProcess "git" ["log"]', ("program", "git")),
        ('import qualified System.Process as P\nmain = P.readProcess "git" [] ""', ("program", "git")),
        ('import System.Process.Typed\nmain = runProcess (proc "git" [])', ("program", "git")),
        ('import System.Process\nmain = callCommand "ls"', ("anything", "")),
        ("import System.Process\nmain = callProcess name []", ("anything", "")),
        ("import Turtle\nmain = view (ls \".\")", ("anything", "")),
        ('foreign import ccall "system" c_system :: CString -> IO CInt', ("anything", "")),
    ],
)
def test_what_sources_start(tmp_path: Path, main: str, need: tuple[str, str]) -> None:
    assert need in silent(write(tmp_path, {"app.cabal": CABAL, "Main.hs": main}))


def test_files_that_a_package_installs_beside_its_program(tmp_path: Path) -> None:
    cabal = CABAL.replace("version: 0.1\n", "version: 0.1\ndata-files:\n  templates/*.html\n")
    reading = MAIN.replace("where\n", "where\nimport Paths_app (getDataFileName)\n", 1)
    assert ("anything", "") in silent(write(tmp_path, {"app.cabal": cabal, "Main.hs": reading}))
    assert ("anything", "") not in silent(write(tmp_path, {"app.cabal": cabal, "Main.hs": MAIN}))


def test_packages_that_may_bring_data_keep_theirs(tmp_path: Path) -> None:
    folder = write(tmp_path, {"app.cabal": with_packages("pandoc"), "Main.hs": MAIN})
    made = convert(f'FROM {BASE}\nWORKDIR /app\nCOPY . .\n{BUILD}CMD ["app"]\n', context=folder)
    assert "COPY --from=builder /root/.local/state/cabal/store /root/.local/state/cabal/store" in made.dockerfile
    assert "-not -path '*/share/*' -not -path '*/bin/*'" in made.dockerfile  # links of `cabal install` lead to programs in the store
    other = convert(f'FROM {BASE}\nWORKDIR /app\nCOPY . .\n{BUILD}USER nobody\nCMD ["app"]\n', context=folder).dockerfile
    assert "USER nobody\nUSER root\n" in other  # who may remove what root built
    (tmp_path / "app.cabal").write_text(with_packages("warp"))
    plain = convert(f'FROM {BASE}\nWORKDIR /app\nCOPY . .\n{BUILD}CMD ["app"]\n', context=folder)
    assert "store" not in plain.dockerfile
    assert "FROM debian:bookworm-slim" in plain.dockerfile


def test_what_was_built_and_installed_elsewhere_stays_behind(tmp_path: Path) -> None:
    folder = write(tmp_path, {"app.cabal": CABAL, "Main.hs": MAIN})
    lines = f"FROM {BASE}\nWORKDIR /app\nCOPY . .\nRUN stack install --local-bin-path /usr/local/bin\n"
    assert "/app/.stack-work" not in convert(lines + 'CMD ["app"]\n', context=folder).dockerfile
    assert "COPY --from=builder /app/.stack-work" in convert(lines + 'WORKDIR .stack-work\nCMD ["app"]\n', context=folder).dockerfile


@pytest.mark.parametrize(
    ("main", "quiet"),
    [(MAIN, True), ("import Data.Map\nimport Control.Monad.State\n" + MAIN, True), ("import System.Process\n" + MAIN, False), ("import System.Posix.DynamicLinker\n" + MAIN, False), ("import GHC.Driver.Session\n" + MAIN, False)],
)
def test_what_may_start_others(tmp_path: Path, main: str, quiet: bool) -> None:
    assert (starts(write(tmp_path, {"Main.hs": main})) is None) is quiet


def test_libraries_of_the_distribution_are_not_known(tmp_path: Path) -> None:
    folder = write(tmp_path, {"Main.hs": MAIN})
    build = "RUN apt-get update && apt-get install -y ghc libghc-network-dev\nRUN ghc -o /usr/local/bin/app Main.hs\n"
    assert "libghc-network-dev" in (starts(folder, build=build) or "")


def test_descriptions() -> None:
    found = package("name: App\nversion: 1\ndata-files: a.txt, b.txt\n\ncommon all\n  build-depends:\n    , base >=4.7 && <5\n    , text ^>=2.0\n  default-language: Haskell2010\n\nlibrary\n  import: all\n  -- no: comment\n"
                    "  build-depends: Aeson (==2.*), lens:{lens, x}\n\nexecutable one\n  main-is: Main.hs\n\nexecutable two\n  main-is: B.hs\n")  # fmt: skip
    assert found.name == "App"
    assert found.data
    assert found.executables == ("one", "two")
    assert {"base", "text", "aeson", "lens"} <= found.dependencies


def test_descriptions_of_hpack() -> None:
    text = "name: app\ndependencies:\n- base >= 4.7 && < 5\n- text\nlibrary:\n  source-dirs: src\nexecutables:\n  serve:\n    main: Main.hs\n    dependencies:\n    - app\n    - warp # the server\n  tool:\n    main: T.hs\ndata-files:\n- x.html\n"
    found = package(text, hpack=True)
    assert found.dependencies == {"base", "text", "app", "warp"}
    assert found.executables == ("serve", "tool")
    assert found.data


@pytest.mark.parametrize(
    ("text", "strings"),
    [('a = "x\\"y" -- "no"', ['x\\"y']), ('{- "no" {- "no" -} "no" -} b = "yes"', ["yes"]), ("c = '\"' ++ \"yes\"", ["yes"]), ("foldl' f' x = '\\'' : \"yes\"", ["yes"]), ('a --> b = "yes"', ["yes"])],
)
def test_strings(text: str, strings: list[str]) -> None:
    assert [t.text for t in tokens(text) if t.kind == "string"] == strings


@given(st.lists(st.sampled_from(['"', "\\", "'", "{-", "-}", "--", "import", "System.Process", "proc", "callProcess", "foreign", "system", "\n", " ", "(", "A", "a"])).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    assert all(p == UNKNOWN or p in text for p in read(text).programs)


@given(st.lists(st.sampled_from(["name:", "executable", "executables:", "build-depends:", "dependencies:", "- ", "data-files:", "a", ",", ">=1", "\n", "  ", ":"])).map("".join), st.booleans())
def test_any_description_can_be_read(text: str, hpack: bool) -> None:
    assert all(d == d.lower() and d for d in package(text, hpack=hpack).dependencies)


def test_a_qualified_import_is_one() -> None:
    assert read("import qualified Data.Map.Strict as Map\nimport safe System.IO\nimport Prelude hiding (id)").imports == ("Data.Map.Strict", "System.IO", "Prelude")
    assert read("import System.Process (proc)\nmain = run").programs == (UNKNOWN,)


@pytest.mark.parametrize(("path", "source"), [("src/A.hs", True), ("a.cabal", True), ("stack.yaml", True), ("dist-newstyle/x", True), ("data/a.txt", False), ("static/app.js", False), ("config/settings.yml", False), ("templates/a.hamlet", False)])
def test_names(path: str, source: bool) -> None:
    assert is_source(path) is source
