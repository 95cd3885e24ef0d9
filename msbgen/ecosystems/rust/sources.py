"""The project's own Rust files: which belong to what was compiled, and what they name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.rust.lexer import tokens
from msbgen.ecosystems.rust.manifest import manifest
from msbgen.ecosystems.rust.notes import Built
from msbgen.ecosystems.rust.paths import Named, named
from msbgen.understand.context import Context
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["Source", "environment", "sources", "starter", "worth", "writes_sources"]

#: folders of a package whose files are no part of its programs (reference/cargo-targets.html)
_ASIDE = frozenset({"benches", "examples", "tests"})
#: functions of C and of the crates libc, nix and rustix that start a program or load a library
_C = frozenset(
    "dlmopen dlopen execl execle execlp execv execve execveat execvp execvpe fexecve popen posix_spawn posix_spawnp system".split()
)

#: folders of the system in which data may lie that a program names, and files there that are carried where they are needed
_SYSTEM = ("/etc/", "/usr/", "/bin/", "/sbin/", "/lib", "/opt/", "/var/lib/", "/var/cache/")
_KNOWN = frozenset({"/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/etc/ssl/certs/ca-certificates.crt"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the context, and what it names; () where it cannot matter. `data` are paths of the system among its strings."""

    path: str
    names: tuple[Named, ...]
    data: tuple[str, ...] = ()


def sources(built: Built, scene: Scene) -> list[Source] | str:
    """The files of all packages that were compiled together; why they are not known where they are not."""
    if built.unknown is not None:
        return built.unknown
    context = scene.context
    if context is None or context.files is None:
        return "its sources are not at hand"
    found: dict[str, Source] = {}
    memory = scene.memory.setdefault("rust sources", {})
    for folder in _packages(built, context):
        for path in _files(folder, context):
            if path not in memory:
                text = context.read(path)
                memory[path] = None if text is None else Source(path, named(text) if worth(text) else (), _data(text))
            source = memory[path]
            if source is None:
                return f"{path} cannot be read"
            found[path] = source
    return list(found.values()) or "its sources are not at hand"


def _packages(built: Built, context: Context) -> dict[str, None]:
    """The folders of the packages and of those that they depend on by a path."""
    found = dict.fromkeys(built.packages)
    queue = list(found)
    while queue:
        folder = queue.pop()
        text = context.read(posixpath.join(folder, "Cargo.toml"))
        read = manifest(text) if text is not None else None
        for path in read.paths if read else ():
            inner = posixpath.normpath(posixpath.join(folder, path))
            if inner not in found and not inner.startswith(".."):
                found[inner] = None
                queue.append(inner)
    return found


def _files(folder: str, context: Context) -> Iterator[str]:
    """The Rust files of a package: those of packages below it, its tests and its build script are not."""
    prefix = folder + "/" if folder not in ("", ".") else ""
    inside = [f for f in context.files or () if f.startswith(prefix)]
    inner = [posixpath.dirname(f) for f in inside if f.endswith("/Cargo.toml") and posixpath.dirname(f) != folder]
    for path in inside:
        rest = path[len(prefix) :]
        if path.endswith(".rs") and rest != "build.rs" and rest.split("/", 1)[0] not in (*_ASIDE, "target") and not any(below(path, i) for i in inner):
            yield path


def _data(text: str) -> tuple[str, ...]:
    """Paths of the system that stand in a file's strings."""
    if not any('"' + folder in text for folder in _SYSTEM):
        return ()
    return tuple(t.text for t in tokens(text) if t.kind == "string" and t.text.startswith(_SYSTEM) and t.text not in _KNOWN)


def worth(text: str) -> bool:
    """Whether a file may name anything of what is looked for, so that it must be taken apart."""
    if ("Command" in text and "process" in text) or "libloading" in text or "OUT_DIR" in text:
        return True
    return ("libc" in text or "nix" in text or "extern" in text) and any(w in text for w in ("dlopen", "dlmopen", "exec", "popen", "posix_spawn", "system"))


def starter(name: Named) -> bool:
    """Whether a path is one that starts a program or loads a library."""
    path = name.path
    if path[0] == "extern":
        return path[-1] in _C  # declared as a function of C
    for at in range(len(path) - 1):
        if path[at] == "process" and path[at + 1] in ("Command", "CommandExt", "*") or path[at : at + 2] == ("unix", "process"):
            return True
    return path[0] == "libloading" or (path[0] in ("libc", "nix", "rustix") and path[-1] in _C)


def environment(name: Named) -> str | None:
    """The variable that env!() or std::env::var() asks for, by a literal."""
    return name.text if name.path[-1] in ("env", "var", "var_os", "option_env") else None


def writes_sources(folder: str, scene: Scene) -> str | None:
    """Why the build script of the package in a folder of the context may write outside of cargo's own folder; None where it does not."""
    if scene.context is None:
        return None
    text = scene.context.read(posixpath.join(folder, "build.rs"))
    if text is None:
        return None
    for name in named(text):
        if starter(name) and not _asks(name):
            return "its build script runs other programs"
        if name.call and name.path[-2:] in (("fs", "write"), ("File", "create"), ("fs", "copy"), ("fs", "create_dir_all"), ("fs", "create_dir")) and "OUT_DIR" not in text:
            return "its build script writes files"
    return None


def _asks(name: Named) -> bool:
    """A program that only prints is started: git, rustc."""
    return name.path[-1] in ("Command", "*", "process") or name.text in ("git", "rustc", "date", "hostname", "uname", "pkg-config", "protoc", "cc", "gcc")

