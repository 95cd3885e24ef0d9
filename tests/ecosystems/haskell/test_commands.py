"""What ghc, cabal and stack make, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.helpers import BEFORE, effect, language, made, write
from tests.understand.helpers import facts_of

BASE = "haskell:9.10.3-bookworm"
MAIN = 'module Main where\nmain :: IO ()\nmain = putStrLn "a"\n'
CABAL = "cabal-version: 2.4\nname: app\nversion: 0.1\n\nexecutable app\n  main-is: Main.hs\n  build-depends: base >=4 && <5\n"


def context(folder: Path, **more: str) -> Path:
    return write(folder, {"Main.hs": MAIN, "app.cabal": CABAL, **more})


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("ghc -O2 -o /out/app Main.hs", ["/out/app"]),
        ("ghc Main.hs", ["/app/Main"]),
        ("ghc --make src/Tool.hs", ["/app/src/Tool"]),
        ("ghc -c Main.hs", []),
        ("ghc -e 1+1", []),
        ("ghc --version", []),
        ("stack ghc -- -o tool Main.hs", ["/app/tool"]),
        ("cabal update && cabal check", []),
        ("cabal build --only-dependencies", []),
        ("stack build --dependencies-only", []),
        ("stack setup && stack test", []),
        ("cabal install --lib text", []),
    ],
)
def test_programs(tmp_path: Path, command: str, expected: list[str]) -> None:
    facts, _ = facts_of(f"FROM {BASE}\n{BEFORE}RUN {command}\n", context(tmp_path))
    effects = [e for line in facts.lines for u in line.units for e in u.effects]
    assert not any(e.anywhere for e in effects)
    assert [p.path for e in effects for p in e.products] == expected


@pytest.mark.parametrize(
    ("command", "start", "path"),
    [
        ("cabal build", "dist-newstyle/build/x86_64-linux/ghc-9.10.3/app-0.1/x/app/build/app/app", "/app/dist-newstyle/build/x86_64-linux/ghc-9.10.3/app-0.1/x/app/build/app/app"),
        ("cabal v2-build -j$(nproc) all --builddir=/b", "/b/app", "/b/app"),
        ("cabal install --installdir=/out --install-method=copy", "/out/app", "/out/app"),
        ("cabal install exe:app --install-method=copy --installdir /usr/local/bin", "app", "/usr/local/bin/app"),
        ("CABAL_DIR=/c cabal install", "/c/bin/app", "/c/bin/app"),
        ("stack install", "app", "/root/.local/bin/app"),
        ("stack --local-bin-path /out build --copy-bins", "/out/app", "/out/app"),
        ("stack build", "/app/.stack-work/install/x/9/bin/app", "/app/.stack-work/install/x/9/bin/app"),
        ("runghc Setup.hs configure && runghc Setup.hs build", "dist/build/app/app", "/app/dist/build/app/app"),
        ('cabal build && cp "$(cabal list-bin app)" /usr/local/bin/', "app", "/usr/local/bin/app"),
        ('cabal build && cp "$(cabal list-bin exe:app)" /usr/local/bin/run', "run", "/usr/local/bin/run"),
        ("cabal build && install -m 755 $(cabal list-bin) /usr/local/bin/app", "app", "/usr/local/bin/app"),
        ("cabal build && mv $(find dist-newstyle -name app -type f) /srv/app", "/srv/app", "/srv/app"),
        ('stack install && cp "$(stack path --local-bin)/app" /srv/', "/srv/app", "/srv/app"),
        ('stack build && cp "$(stack path --local-install-root)/bin/app" /srv/', "/srv/app", "/srv/app"),
    ],
)
def test_programs_that_the_container_starts(tmp_path: Path, command: str, start: str, path: str) -> None:
    found = made(f'RUN {command}\nCMD ["{start}"]', context(tmp_path), base=BASE)
    assert path in found
    assert not [p for p in found if p.endswith("/") and path.startswith(p)]


@pytest.mark.parametrize("command", ["cabal run app", "stack exec app", "stack runghc x.hs", "runghc x.hs", "cabal exec -- x", "ghc -o $OUT Main.hs", "cabal $VERB", "cabal install", "cabal install --installdir=$DIR", "stack build --copy-bins --local-bin-path $DIR"])
def test_what_is_not_known_may_be_anywhere(tmp_path: Path, command: str) -> None:
    assert effect(command, context(tmp_path), base=BASE, before=BEFORE + "ARG OUT\nARG VERB\nARG DIR\n").anywhere


def test_a_project_above(tmp_path: Path) -> None:
    folder = write(tmp_path, {"cabal.project": "packages: */*.cabal\n", "one/app.cabal": CABAL, "one/Main.hs": MAIN})
    assert effect("cabal build", folder, base=BASE, before="COPY . /w\nWORKDIR /w/one\n").writes == ("/w/dist-newstyle",)


@pytest.mark.parametrize("start", ['CMD ["stack", "exec", "app"]', "CMD cabal run", 'CMD ["runghc", "Main.hs"]', 'CMD ["ghci"]'])
def test_the_compiler_cannot_be_done_without(start: str) -> None:
    facts, scene = facts_of(f"FROM {BASE}\n{start}\n")
    found = language("haskell").needs(facts.roots[0].calls[-1], scene)
    assert isinstance(found, str)
    assert "compiler" in found
