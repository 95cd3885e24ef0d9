"""Package managers of distributions: what a command installs, removes or only refreshes."""

from __future__ import annotations

from typing import Literal

from msbgen.model.facts import Call, Effect, Install
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse

Manager = Literal["apt", "apk", "dnf", "zypper"]

__all__ = ["MANAGERS", "package_effect"]

#: program → manager
MANAGERS: dict[str, Manager] = {
    "apt-get": "apt", "apt": "apt", "aptitude": "apt", "apk": "apk", "dnf": "dnf", "yum": "dnf", "microdnf": "dnf",
    "tdnf": "dnf", "zypper": "zypper",
}  # fmt: skip
#: what the managers leave that nobody needs at run time
_SCRATCH = ("/var/lib/apt/lists", "/var/cache/apt", "/var/cache/apk", "/var/cache/dnf", "/var/cache/yum", "/var/log", "/var/cache/debconf")
_VALUED = {
    "apt": ("-t", "--target-release", "-o", "--option", "-c", "--config-file", "--default-release"),
    "apk": ("-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--keys-dir", "--repositories-file", "--cache-dir"),
    "dnf": ("-c", "--config", "--enablerepo", "--disablerepo", "--setopt", "--releasever", "--installroot", "-x", "--exclude"),
    "zypper": ("-p", "--plus-repo", "-r", "--repo", "-t", "--type", "--root", "-R"),
}
#: options that ask for another source, or another suite of it
_ELSEWHERE = {
    "apt": ("-t", "--target-release", "--default-release"),
    "apk": ("-X", "--repository", "--repositories-file"),
    "dnf": ("--enablerepo", "--repo", "--repofrompath", "--repoid"),
    "zypper": ("-p", "--plus-repo", "-r", "--repo"),
}
_INSTALLS = {"install", "add", "in", "reinstall", "build-dep"}
_REMOVES = {"remove", "purge", "autoremove", "auto-remove", "del", "erase", "rm", "autopurge"}
_QUIET = {"update", "clean", "autoclean", "check", "makecache", "refresh", "list", "search", "info", "show", "policy", "cache", "stats", "fix",
          "version", "audit", "index", "verify", "config-manager", "module", "ref", "dist-clean", "distclean", "download", "source", "changelog", "depends", "rdepends"}  # fmt: skip
_UPGRADES = {"upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade", "up", "patch", "dup"}


def package_effect(call: Call) -> Effect | None:
    """The effect of a package manager's command; None when it is none."""
    manager = MANAGERS.get(call.name or "")
    if manager is None:
        return None
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:4])),)
    given = parse(call.operands, _VALUED[manager])
    verb = given.operands[0] if given.operands else None
    if verb is None and given.has("--print-arch", "--version", "-V", "--help", "-h", "-v"):
        return Effect("state", "it only tells something", evidence, programs=(call.name or "",), owner=manager)
    if verb in _INSTALLS:
        return _install(call, manager, given.operands[1:], given, evidence)
    if verb in _REMOVES:
        names = tuple(n.rstrip("*") for n in given.operands[1:] if n)
        return Effect("build", "it removes packages that only the build needed", evidence, scratch=_SCRATCH, programs=(call.name or "",),
                      removes=tuple(f"package:{n}" for n in names), owner=manager)  # fmt: skip
    if verb in _QUIET:
        return Effect("state", "it refreshes or tidies the package lists", evidence, scratch=_SCRATCH, programs=(call.name or "",), owner=manager)
    if verb in _UPGRADES:
        return Effect("state", "it brings the base's own packages up to date", evidence, scratch=_SCRATCH, programs=(call.name or "",), owner=manager)
    return Effect("unknown", f"what `{call.name} {verb or '?'}` does is not known", evidence, anywhere=True)


def _install(call: Call, manager: Manager, operands: tuple[str | None, ...], given: Arguments, evidence: tuple[Evidence, ...]) -> Effect:
    if any(o is None for o in operands):
        return Effect("unknown", "which packages it installs is not known", evidence, anywhere=True, owner=manager)
    names, pins = [], []
    for operand in operands:
        assert operand is not None
        if operand.startswith(("/", "./", "../")) or operand.endswith((".deb", ".rpm", ".apk")):
            return Effect("unknown", f"it installs the package file {operand}", evidence, anywhere=True, owner=manager)
        if operand.endswith("-") and manager == "apt":
            continue  # apt: "without this one"
        bare = operand
        for mark in ("=", "<", ">", "~", "@"):
            bare = bare.split(mark, 1)[0]
        if manager == "apt":
            bare = bare.split("/", 1)[0].split(":", 1)[0].rstrip("+") if not bare.endswith("++") else bare
        names.append(bare)
        pins.append(operand)
    recommends = manager == "apt" and not given.has("--no-install-recommends")
    for option, value in given.options:
        if option in ("-o", "--option") and value and value.replace(" ", "").lower() in ("apt::install-recommends=false", "apt::install-recommends=0"):
            recommends = False
    install = Install(manager, tuple(names), tuple(pins), recommends, call.line, given.value("-t", "--virtual") if manager == "apk" else None,
                      next((o for o in _ELSEWHERE[manager] if given.has(o)), None))  # fmt: skip
    return Effect("both", "packages: the build's stay in the builder, the program's go on", evidence, scratch=_SCRATCH, install=install,
                  programs=(call.name or "",), owner=manager)  # fmt: skip
