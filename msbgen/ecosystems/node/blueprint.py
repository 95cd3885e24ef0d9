"""A Node.js project's Dockerfile in one stage, for `new`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.data.images import Image
from msbgen.data.tags import number
from msbgen.ecosystems.node.describe import Files, default_version, describe, plain_start
from msbgen.errors import UsageError
from msbgen.model.plan import Copy, Run, Stage, Step
from msbgen.model.project import ProjectSpec
from msbgen.scaffold.image import builder_image
from msbgen.scaffold.steps import closing, opening
from msbgen.understand.context import Context

__all__ = ["blueprint", "describe", "ignored"]

_IGNORED = (
    "**/node_modules",
    "**/npm-debug.log*",
    "**/yarn-error.log*",
    "**/.pnpm-debug.log*",
    "coverage",
    ".nyc_output",
    ".next/cache",
    ".turbo",
    ".parcel-cache",
)
#: scripts that an install runs and that may read the project's sources (npm-scripts(7))
_LIFECYCLE = ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare")
#: what an install reads beside package.json and the lock file
_SETTINGS = (".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".pnpmfile.cjs")
#: pnpm of the day for a lock file that no packageManager comes with, by the lock file's version (pnpm.io, "pnpm-lock.yaml"; 2026-11)
_PNPM = {"5": "7", "6": "8", "9": "10"}


@dataclass(frozen=True, slots=True)
class _Manager:
    """Commands: `ci` installs all that is locked, `lean` without development dependencies, `prune` removes these, `run` a script, `start` the
    command line that starts the project."""

    ci: str
    lean: str
    prune: str
    run: str
    start: tuple[str, ...]
    cache: str


_NPM = _Manager("npm ci", "npm ci --omit=dev", "npm prune --omit=dev", "npm run", ("npm", "start"), "/root/.npm")
_UNLOCKED = _Manager(
    "npm install", "npm install --omit=dev", "npm prune --omit=dev", "npm run", ("npm", "start"), "/root/.npm"
)
_YARN = _Manager("yarn install --frozen-lockfile", "yarn install --frozen-lockfile --production",
                 "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline", "yarn run", ("yarn", "start"), "/usr/local/share/.cache/yarn")  # fmt: skip


def ignored(context: Context) -> tuple[str, ...]:
    """What package managers and bundlers make again."""
    return _IGNORED


def blueprint(spec: ProjectSpec, context: Context | None) -> Stage:
    """Dependencies, sources, the build script, development dependencies away, what starts it."""
    spec = spec.model_copy(update={"version": spec.version or default_version()})
    image = builder_image(spec, "node", default="lts", series=1)
    files = Files(context) if context is not None else None
    if spec.manager not in (None, "npm", "yarn", "pnpm"):
        raise UsageError(f"manager: {spec.manager} is none of npm, yarn, pnpm")
    manager = _manager(spec, files, image)
    argv, of_development = _start(spec, files, manager)
    steps = (
        *opening(spec, image),
        *_made(spec, files, manager, of_development),
        *closing(spec, image, argv, account="node", env=_env(spec, files)),
    )
    return Stage(None, image.reference, steps)


def _manager(spec: ProjectSpec, files: Files | None, image: Image) -> _Manager:
    name = spec.manager or (files.manager if files is not None else "npm")
    asked = ((files.manifest.manager if files is not None and files.manifest is not None else None) or "").partition(
        "+"
    )[0]
    if name == "npm":
        return _NPM if files is None or files.lock in ("package-lock.json", "npm-shrinkwrap.json") else _UNLOCKED
    if name == "yarn":
        if files is not None and (
            asked.startswith("yarn@") and not asked.startswith("yarn@1") or files.context.has(".yarnrc.yml")
        ):
            return _berry(asked, files)
        if "yarn" not in image.bundled:
            raise UsageError(
                f"manager: {image.reference} no longer brings yarn 1", hint="--version 24, or another package manager"
            )
        return _YARN
    version = asked.removeprefix("pnpm@") if asked.startswith("pnpm@") else _PNPM.get(_lock_version(files), "10")
    pnpm = f"npx --yes pnpm@{version}"
    install = (
        f"{pnpm} install --frozen-lockfile" if files is None or files.lock == "pnpm-lock.yaml" else f"{pnpm} install"
    )
    return _Manager(
        install,
        f"{install} --prod",
        f"{pnpm} prune --prod",
        f"{pnpm} run",
        ("npm", "start"),
        "/root/.local/share/pnpm/store",
    )


def _berry(asked: str, files: Files) -> _Manager:
    """yarn 2 and later, from the release that the project holds, else by its number."""
    release = next(
        (f for f in files.context.files or () if f.startswith(".yarn/releases/yarn-") and f.endswith(".cjs")), None
    )
    if release is None and not asked.startswith("yarn@"):
        raise UsageError(
            "manager: which yarn the project uses is not known",
            hint='add "packageManager": "yarn@4.9.1" to package.json, as `yarn set version` does',
        )
    yarn = f"node {release}" if release else f"npx --yes --package=@yarnpkg/cli-dist@{asked.removeprefix('yarn@')} yarn"
    lean = f"{yarn} workspaces focus --all --production"
    return _Manager(
        f"{yarn} install --immutable", lean, lean, f"{yarn} run", ("npm", "start"), "/root/.yarn/berry/cache"
    )


def _lock_version(files: Files | None) -> str:
    text = (files.context.read("pnpm-lock.yaml") if files is not None else None) or ""
    first = text.partition("\n")[0].removeprefix("lockfileVersion:").strip().strip("'\"")
    return ".".join(map(str, number(first)[:1]))


def _made(spec: ProjectSpec, files: Files | None, manager: _Manager, of_development: bool) -> Iterator[Step]:
    scripts = files.manifest.scripts if files is not None and files.manifest is not None else {}
    build = spec.build if spec.build is not None else ((f"{manager.run} build",) if "build" in scripts else ())
    whole = bool(build) or of_development
    caches = (manager.cache,) if spec.cache_mounts else ()
    layered = _layered(files)
    install = manager.ci if whole else manager.lean
    if layered:
        yield Copy(
            _lists(files),
            "./",
            note="Dependencies first: installed again only when their lists change",
            why="what lists the dependencies",
        )
        yield Run((install,), caches, why="the dependencies have a layer of their own")
        yield Copy((".",), "./", why="the project")
    elif _brought(files):
        yield Copy(
            (".",),
            "./",
            note="All at once: node_modules lies in the project's folder, and a later COPY would put it over what is installed",
            why="the project",
        )
        yield Run(("rm -rf node_modules", install), caches, why="the dependencies, in place of what was brought along")
    else:
        yield Copy(
            (".",),
            "./",
            note="All at once: installing the dependencies reads the project's own files",
            why="the project",
        )
        yield Run((install,), caches, why="the dependencies")
    pruned = whole and not of_development
    why = "the project's build script" if spec.build is None else "the description names it"
    if build and pruned and not caches:
        yield Run(
            (*build, manager.prune),
            note="Built, and what only the build needed goes",
            why=f"{why}; development dependencies need not ship",
        )
        return
    if build:
        yield Run(build, why=why)
    if pruned:
        yield Run(
            (manager.prune,),
            caches,
            note="What only the build needed goes",
            why="development dependencies need not ship",
        )


def _layered(files: Files | None) -> bool:
    """Whether the dependencies can be installed from their lists alone."""
    if files is None or files.manifest is None:
        return True
    if _brought(files):
        return False
    manifest = files.manifest
    local = any(
        v.startswith(("file:", "link:", "workspace:", "portal:", "patch:", ".", "/"))
        for v in {**manifest.production, **manifest.development}.values()
    )
    return not (
        local
        or manifest.workspaces
        or files.context.has("pnpm-workspace.yaml")
        or files.context.has("patches")
        or any(s in manifest.scripts for s in _LIFECYCLE)
    )


def _brought(files: Files | None) -> bool:
    """Whether a developer's node_modules comes along with the sources, since no .dockerignore keeps it out."""
    return files is not None and files.context.has("node_modules")


def _lists(files: Files | None) -> tuple[str, ...]:
    if files is None:
        return ("package.json", "package-lock.json")
    names = ("package.json", files.lock or "", *_SETTINGS)
    return tuple(n for n in names if n and files.context.has(n))


def _start(spec: ProjectSpec, files: Files | None, manager: _Manager) -> tuple[tuple[str, ...], bool]:
    """The command line, and whether it needs development dependencies."""
    if spec.start:
        return spec.start, False
    manifest = files.manifest if files is not None else None
    if spec.entry is not None:
        built = spec.build is not None or (manifest is not None and "build" in manifest.scripts)
        if files is not None and not built and not files.context.has(spec.entry):
            raise UsageError(f"entry: there is no file {spec.entry} in the project")
        return ("node", spec.entry), False
    script = manifest.scripts.get("start") if manifest is not None else None
    if manifest is None or script is None:
        raise UsageError(
            "entry: what starts the project is not known",
            hint="say --entry server.js, or give package.json a start script",
        )
    tool = script.split()[0] if script.split() else ""
    return plain_start(script) or manager.start, tool in manifest.development or tool in _PROGRAMS and _PROGRAMS[
        tool
    ] in manifest.development


#: programs of packages that are called otherwise and that people start from development dependencies
_PROGRAMS = {
    "nest": "@nestjs/cli",
    "babel-node": "@babel/node",
    "react-scripts": "react-scripts",
    "vue-cli-service": "@vue/cli-service",
    "ng": "@angular/cli",
}


def _env(spec: ProjectSpec, files: Files | None) -> tuple[tuple[str, str], ...]:
    port = (("PORT", str(spec.port)),) if spec.port is not None and _reads_port(files) else ()
    return (("NODE_ENV", "production"), *port)


def _reads_port(files: Files | None) -> bool:
    """Whether a source of the project asks for the variable PORT."""
    if files is None:
        return False
    ends = (".js", ".mjs", ".cjs", ".ts", ".mts")
    own = [f for f in files.context.files or () if f.endswith(ends) and "node_modules/" not in f][:400]
    return any(
        "env.PORT" in text or 'env["PORT"]' in text or "env['PORT']" in text
        for text in (files.context.read(f) or "" for f in own)
    )
