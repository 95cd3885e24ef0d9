"""bun's command lines: as a package manager, as a runtime, as a compiler."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msbgen.ecosystems import named
from msbgen.ecosystems.base import Ecosystem
from msbgen.ecosystems.node.children import programs
from msbgen.ecosystems.node.locks import production
from msbgen.ecosystems.node.manifest import Manifest
from msbgen.model.conversion import Options
from msbgen.model.facts import Effect
from msbgen.model.plan import Run
from msbgen.pipeline import convert
from msbgen.plan.needs import needs_of
from tests.ecosystems.node.helpers import project
from tests.understand.helpers import facts_of

BUN = "oven/bun:1.3"
SERVER = {"src/server.ts": "import { Hono } from 'hono'; export default new Hono()"}


def bun() -> Ecosystem:
    found = named("bun")
    assert found is not None
    return found


def effect(command: str, context: Path | None, base: str = BUN) -> Effect:
    facts, _ = facts_of(f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN {command}\n", context)
    return facts.lines[-1].units[-1].effects[-1]


def needs(cmd: str, context: Path, base: str = BUN) -> set[tuple[str, str]] | str:
    facts, scene = facts_of(f"FROM {base}\nWORKDIR /app\nCOPY . .\nCMD {cmd}\n", context)
    found = needs_of(facts, scene)
    return found.blockers[0].reason if found.blockers else {(n.kind, n.name) for n in found.needs}


def final(lines: str, context: Path, base: str = "auto", image: str = BUN) -> str:
    """The runtime stage of the result; "" where it is left alone."""
    made = convert(f"FROM {image}\nWORKDIR /app\nCOPY . .\n{lines}\n", context=context, options=Options.make(base=base))
    return "FROM " + made.dockerfile.rsplit("\nFROM ", 1)[1] if made.changed else ""


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("bun install", {"/app"}),
        ("bun i --frozen-lockfile --production", {"/app"}),
        ("bun ci", {"/app"}),
        ("bun add hono", {"/app"}),
        ("bun install --cwd lib", {"/app/lib"}),
        ("bun run build", {"/app"}),
        ("bun --bun run build", {"/app"}),
        ("bun build ./src/server.ts --outdir dist --target bun", {"/app"}),
        ("bun build ./src/server.ts --outdir=/srv/dist", {"/app", "/srv/dist"}),
        ("bun build --compile ./src/server.ts --outfile /bin/x", {"/bin/x"}),
        ("bun build --compile ./src/server.ts", {"/app/server"}),
        ("bun script.ts", {"/app"}),
        ("bun run script.ts", {"/app"}),
        ("bun script", {"/app"}),
        ("bunx tsc", {"/app"}),
        ("bun x tsc --outDir /srv/out", {"/app", "/srv/out"}),
        ("bun test", set()),
        ("bun --version", set()),
        ("bun pm ls", set()),
    ],
)
def test_what_it_writes(command: str, writes: set[str], tmp_path: Path) -> None:
    files = {**SERVER, "script.ts": "Bun.write('out/x', '')"}
    found = effect(command, project(tmp_path, files, scripts={"build": "bun build ./src/server.ts --outdir dist"}, dependencies={"hono": "4"}))
    assert not found.anywhere
    assert {w for w in found.writes if "cache" not in w} == writes


@pytest.mark.parametrize(
    "command",
    [
        "bun add -g serve",
        "bun upgrade",
        "bun create react app",
        "bun run absent",
        "bun absent",
        "bun loud.ts",
        "bun exec 'x > y'",
        "bun -e 'write()'",
        "bun build --compile --target bun-windows-x64 ./src/server.ts --outfile x",
        "bun build --compile ./src/index.ts",  # named after the folder
        "bunx unheard-of",
    ],
)
def test_what_it_does_is_not_known(command: str, tmp_path: Path) -> None:
    project(tmp_path, {**SERVER, "loud.ts": "import { execa } from 'execa'", "src/index.ts": ""})
    assert effect(command, tmp_path).anywhere


@pytest.mark.parametrize(
    ("cmd", "found"),
    [
        ('["bun", "src/server.ts"]', {("interpreter", "bun"), ("file", "/app/src/server.ts")}),
        ('["bun", "run", "src/server.ts"]', {("interpreter", "bun"), ("file", "/app/src/server.ts")}),
        ('["bun", "--watch", "--port", "80", "src/server.ts"]', {("interpreter", "bun"), ("file", "/app/src/server.ts")}),
        ('["bun", "--preload", "./a.ts", "run", "src/server.ts"]', {("interpreter", "bun"), ("file", "/app/src/server.ts"), ("file", "/app/a.ts")}),
        ('["run", "start"]', {("interpreter", "bun"), ("file", "/app/src/server.ts"), ("shell", "/bin/bash")}),
        ('["src/server.ts"]', {("interpreter", "bun"), ("file", "/app/src/server.ts")}),
        ('["bun", "start"]', {("interpreter", "bun"), ("file", "/app/src/server.ts"), ("shell", "/bin/bash")}),
        ('["bunx", "vite", "preview"]', {("interpreter", "bun"), ("program", "/usr/bin/env"), ("shell", "/bin/bash")}),
    ],
)
def test_needs(cmd: str, found: set[tuple[str, str]], tmp_path: Path) -> None:
    project(tmp_path, SERVER, scripts={"start": "bun src/server.ts"}, dependencies={"hono": "4", "vite": "5"})
    entry = {("program", "/usr/local/bin/docker-entrypoint.sh"), ("shell", "/bin/sh")}
    given = needs(cmd, tmp_path)
    assert isinstance(given, set)
    assert {n for n in given if n[0] not in ("unproven", "package")} == found | entry


def test_on_another_image_bun_is_a_program(tmp_path: Path) -> None:
    given = needs('["bun", "src/server.ts"]', project(tmp_path, SERVER), "node:22")
    assert isinstance(given, set)
    assert ("program", "bun") in given


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bun.spawn(['git', 'log'])", {"git"}),
        ("Bun.spawnSync({ cmd: ['git'] })", {None}),
        ("import { $ } from 'bun'; await $`git log | wc`", {"git", "wc"}),
        ("import { spawn } from 'bun'; spawn(['ls'])", {"ls"}),
        ("Bun.$`ls`", {"ls"}),
        ("Bun.serve({ fetch })", set()),
        ("import { serve } from 'bun'; serve({ fetch })", set()),
    ],
)
def test_programs(text: str, found: set[str | None]) -> None:
    assert programs(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SERVER["src/server.ts"], None),
        ("import { Database } from 'bun:sqlite'", None),
        ("Bun.spawn(['ls'])", "starts other programs"),
        ("import { dlopen } from 'bun:ffi'", "native code"),
        ("import 'unheard-of'", "unheard-of"),
    ],
)
@pytest.mark.parametrize("lines", ['CMD ["bun", "src/server.ts"]', 'RUN bun build --compile src/server.ts --outfile x\nCMD ["./x"]'])
def test_what_it_may_start(lines: str, text: str, reason: str | None, tmp_path: Path) -> None:
    facts, scene = facts_of(f"FROM {BUN}\nWORKDIR /app\nCOPY . .\nRUN bun install\n{lines}\n", project(tmp_path, {"src/server.ts": text}, dependencies={"hono": "4"}))
    found = bun().starts_others(facts, scene)
    assert (found is None) == (reason is None)
    assert reason is None or reason in (found or "")


def test_programs_of_packages_that_sources_start(tmp_path: Path) -> None:
    project(tmp_path, {"src/server.ts": "Bun.spawn(['python3', 'x.py'])"})
    lines = "RUN apt-get update && apt-get install -y git python3\nRUN bun install\n"
    assert "python3" in final(lines + 'CMD ["bun", "src/server.ts"]', tmp_path, "slim")


def test_the_installer(tmp_path: Path) -> None:
    project(tmp_path, SERVER, dependencies={"hono": "4"})
    fetch = "RUN apt-get update && apt-get install -y curl unzip && curl -fsSL https://bun.sh/install | bash\nENV PATH=/root/.bun/bin:$PATH\n"
    made = final(fetch + 'RUN bun install\nCMD ["bun", "src/server.ts"]', tmp_path, image="debian:bookworm")
    assert made.startswith("FROM scratch")
    assert "COPY --from=builder /root/.bun/bin/bun /root/.bun/bin/bun" in made


def test_a_lock(tmp_path: Path) -> None:
    text = """{ "lockfileVersion": 1, "packages": {
      "a": ["a@1.0.0", "", { "dependencies": { "b": "^1", "mac": "1" } }, "sha"],
      "b": ["b@2.0.0", "", {}, "sha"],
      "a/b": ["b@1.0.0", "", { "peerDependencies": { "c": "*" } }, "sha"],
      "c": ["c@3.0.0", "", { "os": "linux" }, "sha"],
      "mac": ["mac@1.0.0", "", { "os": "darwin" }, "sha"],
      "dev": ["dev@1.0.0", "", {}, "sha"],
    } }"""
    manifest = Manifest(None, {}, {"a": "1"}, {"dev": "1"}, {}, {}, {}, (), None, False, None)
    found = production(text, "bun.lock", manifest)
    assert found is not None
    assert {(p.name, p.version, p.compiled) for p in found} == {("a", "1.0.0", False), ("b", "1.0.0", False), ("c", "3.0.0", True)}
    assert production(json.dumps({"packages": {}}), "bun.lock", manifest) is None


def test_results(tmp_path: Path) -> None:
    project(tmp_path, SERVER, dependencies={"hono": "4"})
    made = final('RUN bun install\nCMD ["bun", "src/server.ts"]', tmp_path)
    assert made.startswith("FROM scratch")
    assert "COPY --from=builder /usr/local/bin/bun /usr/local/bin/bun" in made
    made = final('RUN bun install\nCMD ["bun", "src/server.ts"]', tmp_path, "slim")
    assert made.startswith("FROM oven/bun:1.3-slim")
    assert final('RUN bun install\nCMD ["bun", "src/server.ts"]', tmp_path, image="oven/bun:1.3-alpine") == ""


def test_what_bun_compiles(tmp_path: Path) -> None:
    lines = 'RUN bun install && bun build --compile src/server.ts --outfile x\nCMD ["./x"]'
    project(tmp_path, SERVER, dependencies={"hono": "4"})
    made = final(lines, tmp_path)
    assert made.startswith("FROM scratch")
    assert "/usr/local/bin/bun" not in made
    assert "COPY --from=builder /usr/local/bin/docker-entrypoint.sh" in made
    made = final("RUN npm i -g bun\n" + lines, tmp_path, "distroless", "node:22-bookworm")
    assert made.startswith("FROM gcr.io/distroless/cc-debian12")
    assert "node_modules/bun" not in made


@pytest.mark.parametrize(
    ("text", "options", "packages", "gone"),
    [
        ("import './a'", "", {}, True),
        ("import 'hono'", "", {"hono": "4"}, False),  # which may load others by a computed name
        ("import(name)", "", {}, False),
        ("read('node_modules/bun-types/package.json')", "", {}, False),
        ("import 'typescript'", "--external typescript", {}, False),
    ],
)
def test_modules_of_a_compiled_program(text: str, options: str, packages: dict[str, str], gone: bool, tmp_path: Path) -> None:
    project(tmp_path, {"src/server.ts": text}, dependencies=packages, dev={"bun-types": "1"})
    facts, scene = facts_of(f"FROM {BUN}\nWORKDIR /app\nCOPY . .\nRUN bun install\nRUN bun build --compile {options} src/server.ts --outfile x\nCMD [\"./x\"]\n", tmp_path)
    found = bun().prune(facts, scene, carried=False)
    steps = [s.commands[0] for s in found.steps if isinstance(s, Run)] if found is not None else []
    assert ("rm -rf /app/node_modules" in steps) == gone
