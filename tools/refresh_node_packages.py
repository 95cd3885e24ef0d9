#!/usr/bin/env python3
"""refresh_node_packages: which npm packages neither start programs nor load native libraries, with what each depends on.

    refresh_node_packages.py [--installed DIR]

Installs the packages of tools/node_packages.txt (name@major, separated by white space) with all their dependencies, without running
any of their scripts, reads the JavaScript that each ships, and writes msbgen/ecosystems/node/quiet.json. With --installed the
packages are read from a folder where that was done already. Needs npm and the network.

A package is noted as quiet in a major version when none of its modules names child_process, a package that wraps it or a file
of the system in a string, or calls dlopen. Tests, examples, command lines and the programs of its `bin` do not count, since a server
does not load them. A row maps each quiet major version to what the package depends on; "reviewed" does so for packages that are not quiet but stand
in packages.toml as looked at; "compiled" names those with compiled parts.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from msbgen.ecosystems.node.javascript import strings

LIST = ROOT / "tools" / "node_packages.txt"
PACKAGES = ROOT / "msbgen" / "ecosystems" / "node" / "packages.toml"
TABLE = ROOT / "msbgen" / "ecosystems" / "node" / "quiet.json"
#: folders and files that a server does not load
APART = frozenset(
    "test tests __tests__ spec example examples benchmark benchmarks bench docs doc scripts fixtures node_modules cli bin etc tools browser "
    "browser-version .github .yarn".split()
)
NAMES = (
    "test.js",
    "bench.js",
    "benchmark.js",
    "build.js",
    "jakefile.js",
    "gulpfile.js",
    "gulpfile.babel.js",
    "Gruntfile.js",
    "rollup.config.js",
)
LOUD = frozenset(
    "child_process node:child_process mz/child_process execa cross-spawn foreground-child shelljs zx nano-spawn tinyexec spawn_sync".split()
)
SYSTEM = ("/bin/", "/sbin/", "/usr/", "/etc/", "/opt/")
WORDS = (*LOUD, *SYSTEM)


def install(specs: list[str], folder: Path) -> None:
    """One project that asks for all of them, each under a name of its own."""
    dependencies = {}
    for number, spec in enumerate(specs):
        name, _, version = spec.rpartition("@")
        dependencies[f"p{number}"] = f"npm:{name}@{version if version != '0' else '0.x'}"
    (folder / "package.json").write_text(
        json.dumps({"name": "scan", "version": "1.0.0", "private": True, "dependencies": dependencies})
    )
    subprocess.run(
        ["npm", "install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"], cwd=folder, check=True
    )


def packages(folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """All installed packages, nested ones, too."""
    for manifest in sorted(folder.glob("**/node_modules/**/package.json")):
        home = manifest.parent
        above = home.parent.parent if home.parent.name.startswith("@") else home.parent
        if above.name != "node_modules":
            continue
        try:
            data = json.loads(manifest.read_text())
        except ValueError:
            continue
        if isinstance(data.get("name"), str) and isinstance(data.get("version"), str):
            yield home, data


def modules(home: Path, data: dict[str, object]) -> Iterator[Path]:
    """The files of a package that a server may load."""
    bins = data.get("bin")
    apart = {home / b for b in (bins.values() if isinstance(bins, dict) else [bins] if isinstance(bins, str) else [])}
    main = Path(str(data.get("main") or "index.js")).parts
    needless = APART - set(main)
    for path in home.rglob("*"):
        inner = path.relative_to(home).parts
        if needless & set(inner[:-1]) or not path.is_file() or path in apart:
            continue
        if path.name in NAMES and inner != main or path.name.endswith((".spec.js", ".test.js", ".min.js")):
            continue
        if path.suffix in (".js", ".cjs", ".mjs"):
            yield path


def compiled(home: Path) -> bool:
    """Whether a package has parts that are compiled, here or when it is installed."""
    return any(
        p.name == "binding.gyp" or p.suffix == ".node"
        for p in home.rglob("*")
        if "node_modules" not in p.relative_to(home).parts
    )


def loud(home: Path, data: dict[str, object]) -> str | None:
    """Why a package is not quiet."""
    for path in modules(home, data):
        text = path.read_text(errors="replace")
        if ".dlopen(" in text:
            return f"{path.relative_to(home)}: dlopen"
        if not any(word in text for word in WORDS):
            continue
        for value in strings(text):
            if value in LOUD or (value.startswith(SYSTEM) and len(value) < 100 and " " not in value):
                return f"{path.relative_to(home)}: {value}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--installed", type=Path, help="a folder where the packages are installed already")
    parser.add_argument("--why", action="store_true", help="print what is not quiet, and why")
    options = parser.parse_args()
    specs = LIST.read_text().split()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.installed or Path(temporary)
        if options.installed is None:
            install(specs, folder)
        quiet: dict[str, set[int]] = {}
        noisy: dict[str, set[int]] = {}
        requires: dict[tuple[str, int], set[str]] = {}
        native: set[str] = set()
        for home, data in packages(folder):
            name, major = str(data["name"]), int(str(data["version"]).split(".")[0])
            why = loud(home, data)
            (noisy if why else quiet).setdefault(name, set()).add(major)
            if why and options.why:
                print(f"{name}@{data['version']}: {why}", file=sys.stderr)
            if compiled(home):
                native.add(name)
            for key in ("dependencies", "optionalDependencies"):
                asked = data.get(key)
                requires.setdefault((name, major), set()).update(asked if isinstance(asked, dict) else ())
    rows = {
        name: {
            str(major): sorted(requires.get((name, major), ()))
            for major in sorted(quiet[name] - noisy.get(name, set()))
        }
        for name in sorted(quiet)
    }
    head = {
        "source": "the packages as npm publishes them, read by tools/refresh_node_packages.py",
        "checked": datetime.date.today().isoformat(),
        "compiled": sorted(native),
    }
    reviewed = {
        name: {str(major): sorted(requires.get((name, major), ())) for major in sorted(noisy[name])}
        for name in sorted(tomllib.loads(PACKAGES.read_text())["reviewed"])
        if name in noisy
    }
    parts = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for key, table in (("packages", rows), ("reviewed", reviewed)):
        body = ",\n".join(
            f"{json.dumps(n)}: {json.dumps(row, separators=(',', ':'))}" for n, row in table.items() if row
        )
        parts.append(f"{json.dumps(key)}: {{\n{body}\n}}")
    TABLE.write_text("{" + ",\n".join(parts) + "}\n")
    print(f"{len(rows)} packages are quiet, {len(noisy)} are not", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
