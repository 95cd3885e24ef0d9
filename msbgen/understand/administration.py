"""Effects of commands that administrate the system: package databases, alternatives, other version control systems.

Sources: dpkg(1), dpkg-reconfigure(8), update-alternatives(1) of Debian 12; rpm(8) 4.18; hg(1) 6.3; svn(1) 1.14; gosu 1.17's README.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from msbgen.model.facts import Call, Effect
from msbgen.understand.arguments import parse
from msbgen.understand.operands import absolute
from msbgen.understand.paths import join

__all__ = ["ADMINISTRATION"]

_TELLS = "it changes no file that is needed"
_DPKG_TELLS = frozenset(
    "-l --list -L --listfiles -s --status -S --search -p --print-avail -c --contents -I --info -f --field --get-selections --print-architecture "
    "--print-foreign-architectures --compare-versions --version --help --audit -C --verify -V --validate-version".split()
)
_RPM_TELLS = ("-q", "--query", "-V", "--verify", "-E", "--eval", "--showrc", "--version", "-K", "--checksig")
_VALUED = ("-r", "--rev", "-u", "--updaterev", "-b", "--branch", "--username", "--password", "--depth", "-R", "--cwd", "--config-option")
#: what dpkg-reconfigure writes for a package, as far as it is one whose answers are files
_RECONFIGURED = {"tzdata": ("/etc/localtime", "/etc/timezone")}


def _removed(call: Call, reason: str, names: tuple[str | None, ...]) -> Effect:
    return Effect("build", reason, removes=tuple(f"package:{n}" for n in names if n), programs=(call.name or "",))


def _dpkg(call: Call) -> Effect | None:
    """dpkg tells something, unpacks an archive, removes packages, or knows one more architecture. What it installs is not known."""
    words = call.operands
    options = {w.split("=")[0] for w in words if w is not None and w.startswith("-")}
    if options and options <= _DPKG_TELLS:
        return Effect("state", _TELLS, programs=("dpkg",))
    if "--add-architecture" in options:
        return Effect("runtime", "packages of another architecture can be installed", system=("/var/lib/dpkg/arch",), programs=("dpkg",))
    if options & {"-x", "--extract", "-X", "--vextract"} and len(words) == 3:
        writes, lost = absolute([words[2]], call.cwd)
        return Effect("build", "it unpacks a package's files", writes=writes, anywhere=lost, programs=("dpkg",))
    if options & {"-r", "--remove", "-P", "--purge"} and not any(o.startswith("--force") for o in options):
        return _removed(call, "it removes packages", tuple(w for w in words if w is not None and not w.startswith("-")))
    return None


def _rpm(call: Call) -> Effect | None:
    """rpm tells something, takes a key, or removes packages. What it installs is not known."""
    options = [w for w in call.operands if w is not None and w.startswith("-")]
    if any(o.startswith(_RPM_TELLS) for o in options):
        return Effect("state", _TELLS, programs=("rpm",))
    if "--import" in options:
        return Effect("build", "it takes a key for packages", scratch=("/var/lib/rpm",), programs=("rpm",))
    if any(o in ("-e", "--erase", "-ev", "-evh") for o in options):
        return _removed(call, "it removes packages", tuple(w for w in call.operands if w is not None and not w.startswith("-")))
    return None


def _alternatives(call: Call) -> Effect | None:
    """update-alternatives makes a link to the program that is chosen: LINK → /etc/alternatives/NAME → PATH."""
    words = call.operands
    if any(w in ("--display", "--list", "--query", "--get-selections") for w in words):
        return Effect("state", _TELLS, programs=("update-alternatives",))
    links: list[str] = []
    targets: list[str] = []
    for at, word in enumerate(words):
        given = words[at + 1 : at + 4]
        if word in ("--install", "--slave") and len(given) == 3 and None not in given:
            links.extend((str(given[0]), f"/etc/alternatives/{given[1]}"))
            targets.append(str(given[2]))
        elif word == "--set" and len(given) >= 2 and None not in given[:2]:
            links.append(f"/etc/alternatives/{given[0]}")
            targets.append(str(given[1]))
        elif word is not None and word.startswith("--"):
            return None
    if not links or not all(path.startswith("/") for path in (*links, *targets)):
        return None
    return Effect("build", "it chooses a program", links=tuple(links), targets=tuple(targets), programs=("update-alternatives",))


def _reconfigure(call: Call) -> Effect | None:
    given = parse(call.operands, ("-f", "--frontend", "-p", "--priority"))
    if any(name not in _RECONFIGURED for name in given.operands):
        return None
    files = tuple(f for name in given.operands for f in _RECONFIGURED[name or ""])
    return Effect("runtime", "it sets the system's time zone", system=files, programs=("dpkg-reconfigure",))


def _checkout(call: Call) -> Effect | None:
    """hg clone and svn checkout make a folder; what else they do, they do in the repository that they run in."""
    given = parse(call.operands, _VALUED, clusters=False)
    verb, *operands = given.operands or ("--version",)
    if verb in ("clone", "checkout", "co", "export"):
        named = operands[1] if len(operands) > 1 else posixpath.basename((operands[0] or "").rstrip("/")) or None if operands else None
        writes, lost = absolute([named], call.cwd)
        return Effect("build", "it fetches sources", writes=writes, anywhere=lost, programs=(call.name or "",))
    if verb in ("update", "up", "pull", "checkout", "revert", "switch"):
        folder = join(call.cwd, given.value("-R", "--cwd") or ".")
        return Effect("build", "it works in a repository", writes=(folder,) if folder else (), anywhere=folder is None, programs=(call.name or "",))
    if verb in ("id", "identify", "log", "info", "status", "root", "--version"):
        return Effect("state", _TELLS, programs=(call.name or "",))
    return None


def _gosu(call: Call) -> Effect | None:
    """A try whether it works: gosu --version, gosu nobody true."""
    words = [w for w in call.operands if w is not None]
    if words[:1] == ["--version"] or words[1:] in (["true"], ["id"], ["whoami"]):
        return Effect("state", _TELLS, programs=(call.name or "",))
    return None


def _asked(call: Call) -> Effect | None:
    """`command -v NAME`, and the version of a program that else starts another one."""
    if any(w in ("-v", "-V", "-h", "--version", "--help") for w in call.operands[:1]):
        return Effect("state", _TELLS, programs=(call.name or "",))
    return None


ADMINISTRATION: dict[str, Callable[[Call], Effect | None]] = {
    "dpkg": _dpkg, "rpm": _rpm, "update-alternatives": _alternatives, "dpkg-reconfigure": _reconfigure, "hg": _checkout, "svn": _checkout,
    "gosu": _gosu, "su-exec": _gosu, "command": _asked, "tini": _asked, "dumb-init": _asked,
}  # fmt: skip
