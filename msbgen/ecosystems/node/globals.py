"""Packages for the whole image: `npm install -g`, `yarn global add`, `pnpm add -g`."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.node.action import Action, home
from msbgen.ecosystems.node.manifest import manifest_at
from msbgen.ecosystems.node.table import programs_of
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["bare_name", "global_effect", "prefix_of"]


def prefix_of(call: Call, scene: Scene) -> str | None:
    """The folder below which npm puts what is installed for all; None where that is not known.

    npm's default is where node lies (npm help folders); an earlier `npm config set prefix` or the environment moves it.
    """
    noted = scene.memory.get("node.prefix")
    if noted is not None:
        return noted or None
    for name in ("NPM_CONFIG_PREFIX", "npm_config_prefix"):
        if name in call.env:
            return call.env[name]
    if scene.base is not None and scene.base.language == "node":
        return scene.base.prefix
    return None


def bare_name(word: str) -> str | None:
    """The package's name of `name`, `name@version` or `@scope/name@version`; None for a path, an address or an archive."""
    if word.startswith((".", "/", "~")) or ":" in word.split("@npm:")[0] or word.endswith((".tgz", ".tar.gz")):
        return None
    scope, name = ("", word)
    if word.startswith("@"):
        scope, slash, name = word.partition("/")
        if not slash:
            return None
        scope += "/"
    elif "/" in word:
        return None  # user/repository on GitHub
    name, _, version = name.partition("@")
    if version.startswith("npm:"):
        return None  # another package under this name
    return scope + name if name else None


def global_effect(action: Action, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """What a global install leaves: the package's folder and links to its programs."""
    if action.manager == "pnpm":
        return _pnpm(action, call, evidence)
    prefix = action.target or prefix_of(call, scene)
    if prefix is None:
        return Effect("unknown", "where it installs for the whole image is not known", evidence, anywhere=True)
    own = manifest_at(scene, action.folder) if not action.names or action.names == (".",) else None
    if own is not None and own.name:
        links = tuple(posixpath.join(prefix, "bin", n) for n in own.bins)
        made = (*links, posixpath.join(prefix, "lib/node_modules", own.name))
        return Effect("build", "the project is linked for the whole image", evidence, links=made, programs=(call.name or "",),
                      products=tuple(Product(p, "program", "node", call.line) for p in links))  # fmt: skip
    names = [bare_name(n) if n else None for n in action.names]
    if not names or any(n is None for n in names):
        return Effect("unknown", "what it installs for the whole image is not known", evidence, anywhere=True)
    packages = [n for n in names if n is not None]
    programs = {n: programs_of(n) for n in packages}
    if action.manager == "yarn":
        root = (
            "/usr/local/share/.config/yarn/global"
            if call.user in (None, "root", "0")
            else posixpath.join(home(call), ".config/yarn/global")
        )
        folders: tuple[str, ...] = (root,)
    else:
        folders = tuple(posixpath.join(prefix, "lib/node_modules", n) for n in packages)
    folder = posixpath.join(prefix, "bin")
    links = tuple(posixpath.join(folder, p) for n in packages for p in programs[n] or (n.rsplit("/", 1)[-1],))
    products = tuple(Product(path, "library", "node", call.line) for path in folders)
    products += tuple(Product(link, "program", "node", call.line) for link in links)
    return Effect(
        "build",
        f"it installs {', '.join(packages)} for the whole image",
        evidence,
        writes=folders,
        links=tuple(dict.fromkeys((*links, *((folder + "/",) if any(v is None for v in programs.values()) else ())))),
        products=products,
        replaces=tuple(
            p for n, p in zip(packages, folders, strict=False) if scene.base is not None and n in scene.base.bundled
        ),
        programs=(call.name or "",),
    )


def _pnpm(action: Action, call: Call, evidence: tuple[Evidence, ...]) -> Effect:
    """pnpm keeps global packages and small shell scripts that start them below PNPM_HOME (pnpm.io/settings#global-dir)."""
    where = call.env.get("PNPM_HOME")
    if action.target is not None or not where:
        return Effect("unknown", "where pnpm installs for the whole image is not known", evidence, anywhere=True)
    path = join(call.cwd, where)
    names = [bare_name(n) if n else None for n in action.names]
    if path is None or any(n is None for n in names):
        return Effect("unknown", "what it installs for the whole image is not known", evidence, anywhere=True)
    products = tuple(
        Product(posixpath.join(path, p), "program", "node", call.line)
        for n in names
        if n
        for p in programs_of(n) or (n.rsplit("/", 1)[-1],)
    )
    return Effect(
        "build", "packages for the whole image", evidence, writes=(path,), products=products, programs=("pnpm",)
    )
