"""What lock files bring in production."""

from __future__ import annotations

import json

import pytest

from msbgen.ecosystems.node.locks import production
from msbgen.ecosystems.node.manifest import Manifest


def asking(**dependencies: str) -> Manifest:
    return Manifest("app", {}, dependencies, {}, {}, {}, {}, (), None, False, None)


NPM_3 = json.dumps({
    "lockfileVersion": 3,
    "packages": {
        "": {"name": "app"},
        "node_modules/a": {"version": "1.2.3", "hasInstallScript": True},
        "node_modules/a/node_modules/b": {"version": "2.0.0"},
        "node_modules/@s/c": {"version": "3.0.0", "os": ["linux"], "cpu": ["x64"]},
        "node_modules/mac": {"version": "1.0.0", "os": ["darwin"]},
        "node_modules/dev": {"version": "1.0.0", "dev": True},
        "node_modules/either": {"version": "1.0.0", "devOptional": True},
        "node_modules/linked": {"resolved": "packages/x", "link": True},
        "packages/x": {"version": "1.0.0"},
    },
})  # fmt: skip
NPM_1 = json.dumps(
    {
        "lockfileVersion": 1,
        "dependencies": {
            "a": {"version": "1.2.3", "dependencies": {"b": {"version": "2.0.0"}}},
            "dev": {"version": "1.0.0", "dev": True},
        },
    }
)
YARN_1 = """# yarn lockfile v1


"@s/c@^3.0.0":
  version "3.1.0"

a@^1.0.0, a@~1.2.0:
  version "1.2.3"
  resolved "https://x/a.tgz#1"
  dependencies:
    "@s/c" "^3.0.0"
    b "^2.0.0"
  optionalDependencies:
    o "*"

b@^2.0.0:
  version "2.0.0"

dev@^1.0.0:
  version "1.0.0"

o@*:
  version "0.1.0"
"""
BERRY = """__metadata:
  version: 8

"a@npm:^1.0.0":
  version: 1.2.3
  resolution: "a@npm:1.2.3"
  dependencies:
    "@s/c": "npm:^3.0.0"
    b: "npm:^2.0.0"
  checksum: x
  languageName: node

"@s/c@npm:^3.0.0, @s/c@npm:^3.1.0":
  version: 3.1.0
  resolution: "@s/c@npm:3.1.0"

"b@npm:^2.0.0":
  version: 2.0.0

"dev@npm:^1.0.0":
  version: 1.0.0
"""
PNPM_9 = """lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.2.3(peer@1.0.0)
      aliased:
        specifier: npm:b@2
        version: b@2.0.0
    devDependencies:
      dev:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  '@s/c@3.1.0':
    resolution: {integrity: x}
    cpu: [x64]
    os: [linux]

  a@1.2.3:
    resolution: {integrity: x}

  b@2.0.0:
    resolution: {integrity: x}

  mac@1.0.0:
    resolution: {integrity: x}
    os: [darwin]

  dev@1.0.0:
    resolution: {integrity: x}

snapshots:

  '@s/c@3.1.0':
    optional: true

  a@1.2.3(peer@1.0.0):
    dependencies:
      b: 2.0.0
    optionalDependencies:
      '@s/c': 3.1.0
      mac: 1.0.0

  b@2.0.0: {}

  mac@1.0.0:
    optional: true

  dev@1.0.0: {}
"""
PNPM_6 = """lockfileVersion: '6.0'

dependencies:
  a:
    specifier: ^1.0.0
    version: 1.2.3

devDependencies:
  dev:
    specifier: ^1.0.0
    version: 1.0.0

packages:

  /a@1.2.3:
    resolution: {integrity: x}
    requiresBuild: true
    dependencies:
      b: 2.0.0
    dev: false

  /b@2.0.0:
    resolution: {integrity: x}
    dev: false

  /dev@1.0.0:
    resolution: {integrity: x}
    dev: true
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [("", "package-lock.json"), ("[]", "package-lock.json"), ("{", "yarn.lock"), ("lockfileVersion: 5.4\n", "pnpm-lock.yaml"), (YARN_1, "package-lock.json"),
     (YARN_1.replace("b@^2.0.0", "b@^3.0.0"), "yarn.lock"), (NPM_3.replace('node_modules/a"', 'node_modules/z"'), "package-lock.json"),
     (PNPM_9.replace("b@2.0.0:", "z@2.0.0:"), "pnpm-lock.yaml.broken"), ("\0", "yarn.lock"), ("a@1:\n  x", "yarn.lock")],
)  # fmt: skip
def test_what_is_not_understood(text: str, name: str) -> None:
    assert production(text, name.removesuffix(".broken"), asking(a="^1.0.0")) is None


@pytest.mark.parametrize(
    ("text", "name", "asked", "found"),
    [
        (NPM_3, "package-lock.json", {"a": "^1.0.0"}, {"a 1.2.3", "b 2.0.0", "@s/c 3.0.0"}),
        (NPM_1, "package-lock.json", {"a": "^1.0.0"}, {"a 1.2.3", "b 2.0.0"}),
        (YARN_1, "yarn.lock", {"a": "^1.0.0"}, {"a 1.2.3", "b 2.0.0", "@s/c 3.1.0", "o 0.1.0"}),
        (YARN_1, "yarn.lock", {"b": "^2.0.0", "local": "file:../x"}, {"b 2.0.0"}),
        (BERRY, "yarn.lock", {"a": "^1.0.0"}, {"a 1.2.3", "b 2.0.0", "@s/c 3.1.0"}),
        (PNPM_9, "pnpm-lock.yaml", {}, {"a 1.2.3", "b 2.0.0", "@s/c 3.1.0"}),
        (PNPM_6, "pnpm-lock.yaml", {}, {"a 1.2.3", "b 2.0.0"}),
    ],
)
def test_production(text: str, name: str, asked: dict[str, str], found: set[str]) -> None:
    locked = production(text, name, asking(**asked))
    assert locked is not None
    assert {f"{p.name} {p.version}" for p in locked} == found


def test_what_is_compiled() -> None:
    locked = {p.name: p for p in production(NPM_3, "package-lock.json", asking()) or ()}
    assert (locked["a"].scripts, locked["a"].compiled) == (True, False)
    assert (locked["b"].scripts, locked["b"].compiled) == (False, False)
    assert locked["@s/c"].compiled
    pnpm = {p.name: p for p in production(PNPM_9, "pnpm-lock.yaml", asking()) or ()}
    assert (pnpm["@s/c"].compiled, pnpm["b"].compiled, pnpm["b"].scripts) == (True, False, None)
    assert {p.name: p.scripts for p in production(PNPM_6, "pnpm-lock.yaml", asking()) or ()} == {"a": True, "b": None}
