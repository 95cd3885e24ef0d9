"""deno's command lines: what they do in a build, what they need at the start, what deno keeps a program from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msbgen.ecosystems import named
from msbgen.ecosystems.base import Ecosystem
from msbgen.ecosystems.deno.command import read
from msbgen.ecosystems.deno.config import config_at
from msbgen.model.conversion import Options
from msbgen.model.facts import Call, Effect
from msbgen.model.plan import Run
from msbgen.model.shell import Command
from msbgen.pipeline import convert
from msbgen.plan.needs import needs_of
from tests.understand.helpers import facts_of

DENO = "denoland/deno:2.5.6"
MAIN = {"main.ts": "Deno.serve(() => new Response(Deno.env.get('X')))"}


def deno() -> Ecosystem:
    found = named("deno")
    assert found is not None
    return found


def project(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def effect(command: str, context: Path | None, base: str = DENO, before: str = "WORKDIR /app\nCOPY . .\n") -> Effect:
    facts, _ = facts_of(f"FROM {base}\n{before}RUN {command}\n", context)
    return facts.lines[-1].units[-1].effects[-1]


def starts_others(lines: str, context: Path | None) -> str | None:
    facts, scene = facts_of(f"FROM {DENO}\nWORKDIR /app\nCOPY . .\n{lines}\n", context)
    return deno().starts_others(facts, scene)


def final(lines: str, context: Path, base: str = "auto", image: str = DENO) -> str:
    """The runtime stage of the result; "" where it is left alone."""
    text = f"FROM {image}\nWORKDIR /app\nCOPY . .\n{lines}\n"
    made = convert(text, context=context, options=Options.make(base=base))
    return "FROM " + made.dockerfile.rsplit("\nFROM ", 1)[1] if made.changed else ""


# ------------------------------------------------------------------------------------------------ command lines


@pytest.mark.parametrize(
    ("words", "verb", "script", "sealed"),
    [
        ("run --allow-net main.ts --allow-run", "run", "main.ts", True),
        ("run --allow-run main.ts", "run", "main.ts", False),
        ("run --allow-run=git main.ts", "run", "main.ts", False),
        ("run --allow-ffi main.ts", "run", "main.ts", False),
        ("run -A main.ts", "run", "main.ts", False),
        ("run -RWN=x main.ts", "run", "main.ts", True),
        ("run -RA main.ts", "run", "main.ts", False),
        ("run -P main.ts", "run", "main.ts", False),
        ("main.ts", "run", "main.ts", True),
        ("serve --port 80 --import-map x.json -- main.ts", "serve", "main.ts", True),
        ("task build", "task", "build", True),
        ("--version", "", None, True),
    ],
)
def test_command_lines(words: str, verb: str, script: str | None, sealed: bool) -> None:
    found = read(Call(("deno", *words.split()), {}, "/app", "root", 1, Command(words=())))
    assert (found.verb, found.script, found.sealed) == (verb, script, sealed)


def test_a_word_that_is_not_known() -> None:
    assert read(Call(("deno", "run", None, "main.ts"), {}, "/app", "root", 1, Command(words=()))).opaque


# ------------------------------------------------------------------------------------------------ builds


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("deno cache main.ts", {"/app", "/deno-dir"}),
        ("deno install", {"/app", "/deno-dir"}),
        ("deno check main.ts", {"/app", "/deno-dir"}),
        ("DENO_DIR=/c deno cache main.ts", {"/app", "/c"}),
        ("deno compile -o /bin/x main.ts", {"/bin/x", "/deno-dir"}),
        ("deno compile tool.ts", {"/app/tool", "/deno-dir"}),
        ("deno run --allow-read quiet.ts", {"/app", "/deno-dir"}),
        ("deno run --allow-write quiet.ts", {"/app", "/deno-dir"}),
        ("deno run -A away.ts", {"/app", "/deno-dir", "/data/x"}),
        ("deno run -A npm:vite build", {"/app", "/deno-dir"}),
        ("deno task build", {"/app", "/deno-dir"}),
        ("deno --version", set()),
    ],
)
def test_what_it_writes(command: str, writes: set[str], tmp_path: Path) -> None:
    files = {
        **MAIN,
        "quiet.ts": "Deno.writeTextFile('dist/x', '')",
        "away.ts": "Deno.writeTextFile('/data/x', '')",
        "deno.jsonc": '{ "tasks": { "build": "rm -rf dist && deno run -A quiet.ts", }, /* x */ }',
    }
    found = effect(command, project(tmp_path, files))
    assert set(found.writes) == writes
    assert not found.anywhere


@pytest.mark.parametrize(
    "command",
    [
        "deno compile main.ts",  # named after the folder
        "deno compile --target x86_64-pc-windows-msvc -o x main.ts",
        "deno install -g -A jsr:@x/y",
        "deno run -A https://example.com/x.ts",
        "deno run -A loud.ts",
        "deno run -A absent.ts",
        "deno run -A npm:unheard-of",
        "deno task absent",
        "deno task both",
        "deno eval 'Deno.writeTextFileSync(a, b)'",
        "deno upgrade",
    ],
)
def test_what_it_does_is_not_known(command: str, tmp_path: Path) -> None:
    tasks = {"tasks": {"both": {"command": "true", "dependencies": ["x"]}}}
    files = {**MAIN, "loud.ts": "new Deno.Command('cp').output()", "deno.json": json.dumps(tasks)}
    assert effect(command, project(tmp_path, files)).anywhere


def test_install_of_deno_1_is_for_all(tmp_path: Path) -> None:
    project(tmp_path, MAIN)
    assert effect("deno install -A main.ts", tmp_path, "denoland/deno:1.46.3").anywhere
    assert not effect("deno install --entrypoint main.ts", tmp_path).anywhere


def test_settings(tmp_path: Path) -> None:
    files = {"deno.jsonc": '{\n// c\n"imports": {"x/": "npm:/x/",}, "tasks": {"a": "b", "c": {"command": "d"}},}', "package.json": '{"scripts": {"e": "f"}}'}
    _, scene = facts_of(f"FROM {DENO}\nWORKDIR /app/lib\nCOPY . /app\n", project(tmp_path, files))
    found = config_at(scene, "/app/lib")
    assert found is not None
    assert (dict(found.tasks), dict(found.imports), found.folder, found.odd) == ({"a": "b", "c": "d", "e": "f"}, {"x/": "npm:/x/"}, "/app", False)


# ------------------------------------------------------------------------------------------------ what it may start


@pytest.mark.parametrize(
    ("lines", "files", "reason"),
    [
        ('CMD ["run", "--allow-net", "main.ts"]', {"main.ts": "import 'https://example.com/x.ts'; new Deno.Command('x')"}, None),
        ('CMD ["deno", "run", "--allow-net", "main.ts"]', MAIN, None),
        ('CMD ["task", "start"]', {**MAIN, "deno.json": '{"tasks": {"start": "deno run --allow-net main.ts"}}'}, None),
        ('CMD ["run", "-A", "main.ts"]', MAIN, None),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "import ms from 'npm:ms@2.1.3'; import 'node:fs'; import './x.ts'", "x.ts": ""}, None),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "import ms from 'm/x'", "deno.json": '{"imports": {"m/": "npm:/ms@2.1.3/"}}'}, None),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "import 'https://example.com/x.ts'"}, "example.com"),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "import 'jsr:@x/y'"}, "jsr:@x/y"),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "import 'npm:unheard-of'"}, "unheard-of"),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "await import(name)"}, "computes"),
        ('CMD ["run", "-A", "main.ts"]', {"main.ts": "import './x.ts'", "x.ts": "new Deno.Command('git')"}, "x.ts"),
        ('CMD ["run", "--allow-run=git", "main.ts"]', {"main.ts": "new Deno.Command('git')"}, "main.ts"),
        ('CMD ["run", "-A", "jsr:@x/y"]', MAIN, "jsr:@x/y"),
        ('RUN deno compile --allow-net -o x main.ts\nCMD ["./x"]', {"main.ts": "import 'jsr:@x/y'"}, None),
        ('RUN deno compile -A -o x main.ts\nCMD ["./x"]', {"main.ts": "import 'jsr:@x/y'"}, "jsr:@x/y"),
    ],
)
def test_what_it_may_start(lines: str, files: dict[str, str], reason: str | None, tmp_path: Path) -> None:
    found = starts_others(lines, project(tmp_path, files))
    assert (found is None) == (reason is None)
    assert reason is None or reason in (found or "")


def test_needs(tmp_path: Path) -> None:
    facts, scene = facts_of(f'FROM {DENO}\nWORKDIR /app\nCOPY . .\nCMD ["run", "--allow-net", "main.ts"]\n', project(tmp_path, MAIN))
    found = {(n.kind, n.name) for n in needs_of(facts, scene).needs}
    assert found >= {("interpreter", "deno"), ("file", "/app/main.ts"), ("program", "docker-entrypoint.sh"), ("shell", "/bin/sh")}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ('ENV DENO_TLS_CA_STORE=system,mozilla\nCMD ["run", "main.ts"]', "/etc/ssl/certs"),
        ('CMD ["run", "--cert", "/ca.pem", "main.ts"]', "/ca.pem"),
        ('ENV DENO_CERT=/ca.pem\nCMD ["run", "main.ts"]', "/ca.pem"),
    ],
)
def test_certificates(lines: str, name: str, tmp_path: Path) -> None:
    facts, scene = facts_of(f"FROM {DENO}\nWORKDIR /app\nCOPY . .\n{lines}\n", project(tmp_path, MAIN))
    assert ("certificates", name) in {(n.kind, n.name) for n in needs_of(facts, scene).needs}


@pytest.mark.parametrize("cmd", ['["run", "-A", "main.ts"]', '["deno", "run", "-A", "main.ts"]', '["--version"]'])
def test_the_entrypoint_hands_on(cmd: str, tmp_path: Path) -> None:
    facts, _ = facts_of(f"FROM {DENO}\nWORKDIR /app\nCOPY . .\nCMD {cmd}\n", project(tmp_path, MAIN))
    assert [c.name for c in facts.roots[0].calls] == ["tini", "docker-entrypoint.sh", "deno"]


# ------------------------------------------------------------------------------------------------ results


def test_the_cache_comes_along(tmp_path: Path) -> None:
    made = final('RUN deno cache main.ts\nCMD ["run", "--allow-net", "main.ts"]', project(tmp_path, MAIN))
    assert made.startswith("FROM scratch")
    for path in ("/deno-dir", "/usr/bin/deno", "/tini", "/usr/local/bin/docker-entrypoint.sh"):
        assert f"COPY --from=builder {path} {path}" in made
    assert "DENO_DIR=/deno-dir/" in made


@pytest.mark.parametrize(("allowed", "kept"), [("--allow-net", False), ("-A", True)])
def test_a_compiled_program_holds_its_modules(allowed: str, kept: bool, tmp_path: Path) -> None:
    """Where it may start deno, the cache stays."""
    files = {"main.ts": "new Deno.Command('deno', { args: ['run', 'jsr:@x/y'] })"}
    made = final(f'RUN deno compile {allowed} -o x main.ts\nENTRYPOINT ["./x"]', project(tmp_path, files))
    assert ("/deno-dir /deno-dir" in made or not made) == kept


def test_what_deno_compiles_goes_to_slim_and_distroless(tmp_path: Path) -> None:
    lines = 'RUN deno compile --allow-net -o x main.ts\nENTRYPOINT ["./x"]'
    project(tmp_path, MAIN)
    assert final(lines, tmp_path, "slim").startswith("FROM debian:trixie-slim")
    assert final(lines, tmp_path, "distroless").startswith("FROM gcr.io/distroless/cc-debian13")
    assert final(lines, tmp_path, "distroless", "denoland/deno:2.3.1").startswith("FROM gcr.io/distroless/cc-debian12")


def test_the_installer(tmp_path: Path) -> None:
    fetch = "RUN apt-get update && apt-get install -y curl unzip && curl -fsSL https://deno.land/install.sh | sh\nENV PATH=/root/.deno/bin:$PATH\n"
    lines = fetch + 'RUN deno cache main.ts\nCMD ["deno", "run", "--allow-net", "main.ts"]'
    made = final(lines, project(tmp_path, MAIN), image="debian:bookworm")
    assert made.startswith("FROM scratch")
    assert "COPY --from=builder /root/.deno/bin/deno /root/.deno/bin/deno" in made
    assert final(lines.replace("| sh", "| DENO_INSTALL=/opt/x sh").replace("/root/.deno", "/opt/x"), tmp_path, image="debian:bookworm").count("/opt/x/bin/deno") == 2
    assert effect("curl -fsSL https://example.com/install.sh | sh", tmp_path).anywhere


def test_a_version_of_unknown_release_is_left_alone(tmp_path: Path) -> None:
    assert final('RUN deno cache main.ts\nCMD ["run", "--allow-net", "main.ts"]', project(tmp_path, MAIN), image="denoland/deno:alpine-2.5.6") == ""


def test_packages_stay_where_it_may_start_them(tmp_path: Path) -> None:
    facts, scene = facts_of(
        f'FROM {DENO}\nRUN apt-get update && apt-get install -y make\nWORKDIR /app\nCOPY . .\nCMD ["run", "--allow-run", "main.ts"]\n',
        project(tmp_path, {"main.ts": "new Deno.Command('make')"}),
    )
    assert ("package", "make") in {(n.kind, n.name) for n in deno().silent(facts, scene)}


def test_the_cache_is_made_sure_of(tmp_path: Path) -> None:
    facts, scene = facts_of(
        'FROM node:22\nRUN npm i -g deno\nWORKDIR /app\nCOPY . .\nRUN deno cache main.ts\nCMD ["deno", "run", "main.ts"]\n', project(tmp_path, MAIN)
    )
    found = deno().prune(facts, scene, carried=False)
    assert found is not None
    assert not found.gains
    assert [s.commands for s in found.steps if isinstance(s, Run)] == [("[ -e /root/.cache/deno ] || mkdir -p /root/.cache/deno",)]
    facts, scene = facts_of(f'FROM {DENO}\nWORKDIR /app\nCOPY . .\nRUN deno cache main.ts\nCMD ["run", "main.ts"]\n', tmp_path)
    assert deno().prune(facts, scene, carried=False) is None


@pytest.mark.parametrize("config", ['{"tasks": {}}', '{"tasks": {"absent": "$X"}}', '{"tasks": {"absent": "deno task absent"}}'])
def test_a_task_that_is_not_known_leaves_the_image_as_it_is(config: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {**MAIN, "deno.json": config})
    result = convert(f'FROM {DENO}\nWORKDIR /app\nCOPY . .\nRUN deno cache main.ts\nCMD ["task", "absent"]\n', context=folder)
    assert not result.changed
    assert any("what `deno task absent` needs at run time is not known" in d.message for d in result.diagnostics)
