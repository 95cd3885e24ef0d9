"""What ghc, cabal and stack do in a RUN, and where they put programs.

Sources: downloads.haskell.org/ghc/latest/docs/users_guide ("Using GHC", "Phases"); cabal.readthedocs.io ("cabal-install Commands",
"Configuration"); docs.haskellstack.org (build_command, YAML configuration: non-project-specific).
"""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.haskell.names import CODE
from msbgen.ecosystems.haskell.notes import notes
from msbgen.ecosystems.haskell.project import packages_below
from msbgen.ecosystems.haskell.table import plain
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["caches", "effect", "prints"]

#: options of ghc that take a value in the next word
_GHC = frozenset("-o -odir -hidir -outputdir -dumpdir -stubdir -package -package-db -package-id -package-env -main-is -x -e -framework".split())
#: options under which ghc links no program
_NO_LINK = frozenset({"-c", "-S", "-E", "-C", "-M", "-no-link", "-fno-code", "--version", "-V", "--numeric-version", "--info", "--print-libdir", "--help", "-e", "--interactive", "--show-iface"})
_CABAL = frozenset(
    "-w --with-compiler --builddir --installdir --install-method --overwrite-policy --prefix --bindir --project-dir --project-file --ghc-options --ghc-option "
    "--constraint --flags -f --flag --package-env --store-dir --index-state --config-file --remote-repo-cache --datadir --libdir --with-ghc --with-ghc-pkg -c --lib-name".split()
)
_STACK = frozenset("--local-bin-path --stack-yaml --work-dir --stack-root --resolver --snapshot --ghc-options --flag --docker-run-args --compiler --arch --os --extra-include-dirs --extra-lib-dirs --cabal-verbosity".split())
#: commands that print, check, fetch, or compile what only later builds read
_CABAL_QUIET = frozenset(
    "update init configure freeze check sdist haddock test bench fetch get unpack outdated gen-bounds list info path user-config clean help report upload target status act-as-setup haddock-project repl".split()
)
_STACK_QUIET = frozenset("setup update path config new init test bench haddock clean purge list ls query templates unpack upgrade sdist dot ide hpc eval".split())
#: where packages are installed, below the home folder: of cabal before and since 3.10, of stack
_CABAL_STORES = (".cabal/store", ".local/state/cabal/store")
_STACK_STORES = (".stack/snapshots",)


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of one of these programs; None where it is not known."""
    name = call.name
    if name == "ghc":
        return _ghc(call, call.operands, scene)
    if name == "cabal":
        return _cabal(call, scene)
    if name == "stack":
        return _stack(call, scene)
    if name in ("hpack", "ghc-pkg", "ghcup", "hsc2hs"):
        return _quiet(call, f"{name} works for the build only")
    if name in ("runghc", "runhaskell") and (script := _setup(call)) is not None:
        return _simple(call, script, scene)
    return _lost(call, "what the program that it runs writes is not known")


def prints(call: Call, scene: Scene) -> str | None:
    """`cabal list-bin NAME`: the program's name below dist-newstyle; `stack path --local-bin` and `--local-install-root`: a folder."""
    if call.name == "cabal":
        verb, given = _words(call, _CABAL)
        folder = _dist(call, given, scene)
        name = (given.operands[0] or "").rpartition(":")[2] if len(given.operands) == 1 else None
        if verb == "list-bin" and folder is not None and name is None and not given.operands:
            packages = packages_below(call.cwd or "/", scene) or {}
            every = {e for p in packages.values() for e in p.executables}
            name = every.pop() if len(every) == 1 else None
        return posixpath.join(folder, name) if verb == "list-bin" and folder and name else None
    if call.name == "stack":
        verb, given = _words(call, _STACK)
        if verb == "path" and given.has("--local-bin", "--local-bin-path"):
            return _local_bin(call, given)
        if verb == "path" and given.has("--local-install-root"):
            folder = _stack_work(call, given)
            return posixpath.join(folder, "install") if folder is not None else None
    return None


def caches(call: Call) -> tuple[str, ...]:
    """Folders of downloaded indexes and packages."""
    home = call.env.get("HOME")
    if home is None:
        return ()
    return (f"{home}/.cabal/packages",) if call.name == "cabal" else ()


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)


def _lost(call: Call, reason: str) -> Effect:
    return Effect("build", reason, _evidence(call), anywhere=True, programs=(call.name or "",))


def _quiet(call: Call, reason: str) -> Effect:
    return Effect("build", reason, _evidence(call), scratch=caches(call), programs=(call.name or "",))


def _words(call: Call, valued: frozenset[str]) -> tuple[str | None, Arguments]:
    """The command, "" where there is none, None where it is not known; and all options, those before it included."""
    given = parse(_before(_written(call)), valued, clusters=False)
    verb = given.operands[0] if given.operands else ""
    if verb is not None:
        verb = verb.removeprefix("v2-").removeprefix("new-")
    return verb, Arguments(given.options, given.operands[1:])


def _hidden(call: Call) -> bool:
    """Whether an option has a value that is not known, so that its word is not known at all: --installdir=$DIR."""
    texts = [w.text for w in call.command.words][-len(call.operands) :] if call.operands else []
    return len(texts) == len(call.operands) and any(w is None and t.strip('"').startswith("--") and not t.strip('"').startswith("--jobs") for w, t in zip(call.operands, texts, strict=True))


def _written(call: Call) -> tuple[str | None, ...]:
    """The operands; of those whose value is not known, an option for the number of jobs (-j$(nproc)) as it is written."""
    texts = [w.text for w in call.command.words][-len(call.operands) :] if call.operands else []
    if len(texts) != len(call.operands):
        return call.operands
    return tuple("-j" if w is None and t.strip('"').startswith(("-j", "--jobs")) else w for w, t in zip(call.operands, texts, strict=True))


def _before(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """What stands before `--`."""
    return words[: words.index("--")] if "--" in words else words


def _ghc(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect:
    """ghc: a program at -o, else named after the first source, beside it."""
    given = parse(words, _GHC, clusters=False)
    if given.has("-o") and given.value("-o") is None:
        return _lost(call, "where the compiler puts the program is not known")
    inputs = [o for o in given.operands if o is not None]
    if any(n in _NO_LINK for n, _ in given.options) or not given.operands:
        return _quiet(call, "the compiler makes no program")
    shared = given.has("-shared")
    output = given.value("-o") if given.has("-o") else _named(inputs)
    path = join(call.cwd, output) if output else None
    _note_sources(call, given, inputs, scene)
    if path is None:
        if call.cwd is None or None in given.operands:
            return _lost(call, "where the compiler puts the program is not known")
        return Effect("build", f"the compiler makes a program in {call.cwd}", _evidence(call), products=(Product(call.cwd + "/", "program", "haskell", call.line),), programs=("ghc",))
    product = Product(path, "library" if shared else "program", "haskell", call.line)
    return Effect("build", f"the compiler makes {path}", _evidence(call), products=(product,), programs=("ghc",))


def _named(inputs: list[str]) -> str | None:
    """The program's name without -o: that of the source, without its ending; of a module that is given by its name, it."""
    first = inputs[0] if len(inputs) == 1 else None
    if first is None:
        return None
    return posixpath.splitext(first)[0] if first.endswith(CODE) else None


def _note_sources(call: Call, given: Arguments, inputs: list[str], scene: Scene) -> None:
    """Note the sources: ghc follows imports below where it runs, and below -i."""
    folders = [call.cwd, *(join(call.cwd, n[2:]) for n, _ in given.options if n.startswith("-i") and len(n) > 2)]
    sources = [scene.source_of(f) if f is not None else None for f in folders]
    if None in sources or None in given.operands:
        notes(scene).unknown.append(f"line {call.line} compiles files that are not in the build context")
        return
    notes(scene).files.update(dict.fromkeys(s for s in sources if s is not None))


def _cabal(call: Call, scene: Scene) -> Effect:
    verb, given = _words(call, _CABAL)
    if verb is None:
        return _lost(call, "which command of cabal it runs is not known")
    if not verb or verb in _CABAL_QUIET or given.has("--only-dependencies", "--dependencies-only", "--only-download", "--dry-run", "--version", "--numeric-version"):
        return _quiet(call, f"cabal {verb} fetches, checks or prints".replace("  ", " "))
    if verb == "list-bin":
        return Effect("state", "it only prints", _evidence(call), programs=("cabal",))
    if _hidden(call):
        return _lost(call, "an option of cabal has a value that is not known")
    if verb == "build":
        folder = _dist(call, given, scene)
        if folder is None:
            return _lost(call, "where cabal builds is not known")
        _note_packages(call, scene, _CABAL_STORES)
        notes(scene).trees[folder] = None
        return _program(call, folder, f"cabal builds below {folder}", scene)
    if verb == "install":
        return _cabal_install(call, given, scene)
    return _lost(call, f"what `cabal {verb}` writes is not known")


def _dist(call: Call, given: Arguments, scene: Scene) -> str | None:
    """The folder that cabal builds in."""
    where = given.value("--builddir") if given.has("--builddir") else "dist-newstyle"
    base = join(call.cwd, given.value("--project-dir") or ".") if given.has("--project-dir") else _root(call.cwd, scene)
    return join(base, where) if where else None


def _root(folder: str | None, scene: Scene) -> str | None:
    """The nearest folder with a cabal.project, from where cabal runs upwards; where there is none, it runs in the project's."""
    at = folder
    while at is not None:
        if scene.read(posixpath.join(at, "cabal.project")) is not None:
            return at
        at = posixpath.dirname(at) if at != "/" else None
    return folder


def _cabal_install(call: Call, given: Arguments, scene: Scene) -> Effect:
    """cabal install: programs in --installdir; where it is not given, whether in ~/.cabal/bin or ~/.local/bin depends on the version."""
    if given.has("--lib"):
        return _quiet(call, "it installs libraries for the compiler")
    if given.has("--installdir", "--bindir", "--prefix"):
        text = given.value("--installdir") or given.value("--bindir") or (posixpath.join(given.value("--prefix") or "", "bin") if given.value("--prefix") else None)
        folder = join(call.cwd, text) if text else None
    else:
        folder = posixpath.join(call.env["CABAL_DIR"] or "", "bin") if call.env.get("CABAL_DIR") else None
    if folder is None:
        return _lost(call, "where cabal installs programs is not known: its versions do so in different folders, and no --installdir is given")
    targets = [o for o in given.operands if o is not None]
    if not targets or any(t.startswith((".", "/")) or ":" in t or t == "all" for t in targets) or packages_below(call.cwd or "/", scene):
        _note_packages(call, scene, _CABAL_STORES)
    else:
        notes(scene).unknown.append(f"line {call.line} installs packages whose sources are not at hand")
        _note_stores(call, scene, _CABAL_STORES)
    products = (Product(folder + "/", "program", "haskell", call.line),)
    return Effect("build", f"cabal installs programs into {folder}", _evidence(call), writes=_stores(scene), products=products, programs=("cabal",))


def _stack(call: Call, scene: Scene) -> Effect:
    verb, given = _words(call, _STACK)
    if verb is None:
        return _lost(call, "which command of stack it runs is not known")
    if not verb or verb in _STACK_QUIET or given.has("--only-dependencies", "--dependencies-only", "--only-snapshot", "--dry-run", "--version"):
        return _quiet(call, f"stack {verb} fetches, checks or prints".replace("  ", " "))
    if verb == "ghc":
        words = call.operands
        rest = words[words.index("--") + 1 :] if "--" in words else words[words.index("ghc") + 1 :]
        return _ghc(call, rest, scene)
    if _hidden(call):
        return _lost(call, "an option of stack has a value that is not known")
    if verb not in ("build", "install"):
        return _lost(call, f"what `stack {verb}` writes is not known")
    work = _stack_work(call, given)
    folders = [work]
    if verb == "install" or given.has("--copy-bins"):
        folders.append(_local_bin(call, given))
    known = [f for f in folders if f is not None]
    if len(known) < len(folders):
        return _lost(call, "where stack puts programs is not known")
    _note_packages(call, scene, _STACK_STORES)
    notes(scene).trees[known[0]] = None
    products = tuple(Product(f + "/", "program", "haskell", call.line) for f in known)
    return Effect("build", f"stack builds, and puts programs below {' and '.join(known)}", _evidence(call), writes=_stores(scene), products=products, scratch=(known[0],), programs=("stack",))


def _stack_work(call: Call, given: Arguments) -> str | None:
    yaml = given.value("--stack-yaml") if given.has("--stack-yaml") else call.env.get("STACK_YAML") or "stack.yaml"
    name = given.value("--work-dir") if given.has("--work-dir") else call.env.get("STACK_WORK") or ".stack-work"
    folder = join(call.cwd, posixpath.dirname(yaml) or ".") if yaml else None
    return join(folder, name) if folder is not None and name else None


def _local_bin(call: Call, given: Arguments) -> str | None:
    if given.has("--local-bin-path"):
        text = given.value("--local-bin-path")
        return join(call.cwd, text) if text else None
    home = call.env.get("HOME")
    return f"{home}/.local/bin" if home else None


def _program(call: Call, folder: str, reason: str, scene: Scene) -> Effect:
    return Effect("build", reason, _evidence(call), writes=_stores(scene), products=(Product(folder + "/", "program", "haskell", call.line),), scratch=(folder,), programs=(call.name or "",))


def _setup(call: Call) -> str | None:
    """The command that Setup.hs is given (`runghc Setup.hs build`)."""
    words = [w for w in call.operands if w is None or not w.startswith("-")]
    return words[1] if len(words) > 1 and words[0] is not None and posixpath.basename(words[0]) in ("Setup.hs", "Setup.lhs", "Setup") else None


def _simple(call: Call, verb: str, scene: Scene) -> Effect:
    if verb in ("configure", "test", "haddock", "clean", "check"):
        return _quiet(call, "it sets the build up or checks it")
    folder = join(call.cwd, "dist")
    if verb != "build" or folder is None:
        return _lost(call, "where Setup.hs installs is not followed")
    _note_packages(call, scene, ())
    notes(scene).trees[folder] = None
    return _program(call, folder, f"Cabal builds below {folder}", scene)


def _note_packages(call: Call, scene: Scene, stores: tuple[str, ...]) -> None:
    """Note the packages below where it runs; where one is built with others that may bring data, also where such data lies."""
    found = packages_below(call.cwd, scene) if call.cwd is not None else None
    if not found:
        notes(scene).unknown.append(f"the packages that line {call.line} builds are not in the build context")
        _note_stores(call, scene, stores)
        return
    notes(scene).packages.update(dict.fromkeys(found))
    own = {p.name.lower() for p in found.values() if p.name}
    if any(d not in plain() and d not in own for p in found.values() for d in p.dependencies):
        _note_stores(call, scene, stores)


def _note_stores(call: Call, scene: Scene, stores: tuple[str, ...]) -> None:
    home = call.env.get("HOME") or "/root"
    for each in stores:
        where = call.env.get("STACK_ROOT") if each.startswith(".stack") else call.env.get("CABAL_DIR")
        notes(scene).stores[posixpath.join(where, each.rpartition("/")[2]) if where else posixpath.join(home, each)] = None


def _stores(scene: Scene) -> tuple[str, ...]:
    return tuple(notes(scene).stores)
