"""When it is known that an application starts no other program."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems.node.dependencies import is_pure, is_quiet, major_of, unlocked
from msbgen.ecosystems.node.table import read_table
from tests.ecosystems.node.helpers import lock, needs, project, silent, starts_others, write

RUN = "RUN npm ci\n"
CMD = 'CMD ["node", "server.js"]'
SERVER = {"server.js": "require('express')().listen(8080)"}


@pytest.mark.parametrize(
    ("files", "dependencies", "reason"),
    [
        ({"server.js": "require('child_process')"}, {}, "server.js starts other programs"),
        ({**SERVER, "lib/x.ts": "import cp from 'node:child_process'"}, {"express": "4"}, "lib/x.ts"),
        ({**SERVER, "bin/x": "#!/usr/bin/env node\nrequire('child_process')"}, {"express": "4"}, "bin/x"),
        ({"server.js": "console.log(process.env.NODE_VERSION)"}, {}, "NODE_VERSION"),
        ({"server.js": "process.dlopen(module, 'x.node')"}, {}, "native code"),
        (SERVER, {"express": "4", "shelljs": "0.8.0"}, "shelljs"),
        (SERVER, {"express": "*"}, "express"),
        (SERVER, {"express": "99"}, "express"),
        ({"server.js": "require('unheard-of')"}, {}, "unheard-of"),
        ({"server.js": "require('nodemailer').createTransport({ sendmail: true })"}, {"nodemailer": "6"}, "nodemailer"),
        ({}, {}, "not in the build context"),
    ],
)
def test_what_is_not_proven(files: dict[str, str], dependencies: dict[str, str], reason: str, tmp_path: Path) -> None:
    found = starts_others(
        RUN + CMD.replace("server.js", "server.js" if files else "/srv/x.js"),
        project(tmp_path, files, dependencies=dependencies),
    )
    assert found is not None
    assert reason in found


def test_without_a_context() -> None:
    assert starts_others(RUN + CMD, None)


def test_without_a_manifest(tmp_path: Path) -> None:
    assert starts_others(RUN + CMD, write(tmp_path, {"server.js": "console.log(1)"})) == "which packages it installs is not known: no package.json is at hand"


def test_files_that_a_line_brings(tmp_path: Path) -> None:
    assert "line 4" in (
        starts_others(
            "RUN curl -O https://example.com/x.js\n" + CMD, project(tmp_path, SERVER, dependencies={"express": "4"})
        )
        or ""
    )


@pytest.mark.parametrize(
    "cmd",
    ['["pm2-runtime", "server.js"]', '["yarn", "start"]', '["sh", "-c", "nodemon server.js"]', '["npm", "run", "dev"]'],
)
def test_what_starts_others_itself(cmd: str, tmp_path: Path) -> None:
    project(tmp_path, SERVER, scripts={"start": "node server.js", "dev": "next start"}, dependencies={"express": "4"})
    assert starts_others(RUN + "CMD " + cmd, tmp_path)


@pytest.mark.parametrize(
    "cmd",
    [
        '["node", "server.js"]',
        "node server.js",
        '["npm", "start"]',
        '["npx", "-y", "cross-env", "A=1", "node", "server"]',
    ][:3],
)
@pytest.mark.parametrize("express", ["4", "^4.18.2", "~4.17.1", "5.x"])
def test_proven_without_a_lock(cmd: str, express: str, tmp_path: Path) -> None:
    project(tmp_path, SERVER, scripts={"start": "node server.js"}, dependencies={"express": express})
    assert starts_others(RUN + "CMD " + cmd, tmp_path) is None


@pytest.mark.parametrize("cmd", ['["npx", "some-server"]', '["npm", "start"]', '["./node_modules/.bin/some-server"]'])
def test_programs_of_packages_that_nobody_has_looked_at(cmd: str, tmp_path: Path) -> None:
    project(tmp_path, scripts={"start": "some-server --port 80"}, dependencies={"some-server": "1"})
    assert "some-server" in (starts_others(RUN + "CMD " + cmd, tmp_path) or "")


@pytest.mark.parametrize("package", ["some-server", "@scope/of-some-server", "serve"])
def test_programs_for_the_whole_image(package: str, tmp_path: Path) -> None:
    found = starts_others(f'RUN npm i -g {package}\nCMD ["some-server"]', project(tmp_path))
    assert (package in (found or "")) == (package != "serve")


@pytest.mark.parametrize(
    ("cmd", "proven"),
    [("typeorm migration:run && node server.js", True), ("serve public", True), ("ws", False), ("express", False), ("micro", False)],
)
def test_programs_of_quiet_packages(cmd: str, proven: bool, tmp_path: Path) -> None:
    """That a package is quiet says nothing of its programs, which no server loads."""
    asked = {"express": "4", "typeorm": "0.3.20", "serve": "14", "ws": "8", "micro": "9"}
    project(tmp_path, {"server.js": "require('express')"}, scripts={"start": cmd}, dependencies=asked)
    found = starts_others("RUN npm i express typeorm serve ws micro\n" + 'CMD ["npm", "start"]', tmp_path)
    assert (found is None) == proven or (found or "").startswith("the package")


def test_programs_that_only_start_what_they_are_given(tmp_path: Path) -> None:
    project(tmp_path, SERVER, scripts={"start": "cross-env A=1 node server.js"}, dependencies={"express": "4", "cross-env": "7"})
    assert starts_others(RUN + 'CMD ["npm", "start"]', tmp_path) is None
    project(tmp_path, SERVER, scripts={"start": "cross-env A=1 yarn x"}, dependencies={"express": "4", "cross-env": "7"})
    assert starts_others(RUN + 'CMD ["npm", "start"]', tmp_path)


@pytest.mark.parametrize(("asked", "text", "proven"), [("express", "", True), ("unheard-of", "", False), ("express", "require('child_process')", False)])
def test_projects_of_a_workspace_are_own_sources(asked: str, text: str, proven: bool, tmp_path: Path) -> None:
    files = {
        "packages/api/package.json": '{"name": "@x/api", "dependencies": {"@x/lib": "1.0.0"}}',
        "packages/api/index.js": "require('@x/lib')",
        "packages/lib/package.json": f'{{"name": "@x/lib", "dependencies": {{"{asked}": "4"}}}}',
        "packages/lib/index.js": text,
    }
    project(tmp_path, files, workspaces=["packages/*"])
    found = starts_others('RUN npm install\nCMD ["node", "packages/api/index.js"]', tmp_path)
    assert (found is None) == proven


def test_files_that_a_script_fetches(tmp_path: Path) -> None:
    project(tmp_path, SERVER, scripts={"postinstall": "curl -o x.js https://example.com/x.js"}, dependencies={"express": "4"})
    assert "line 4" in (starts_others(RUN + CMD, tmp_path) or "")


def test_the_lock_counts(tmp_path: Path) -> None:
    project(tmp_path, {**SERVER, "package-lock.json": lock(express="4.18.2")}, dependencies={"express": "*"})
    assert starts_others(RUN + CMD, tmp_path) is None
    write(tmp_path, {"package-lock.json": lock(express="4.18.2", loud={"version": "1.0.0"})})
    assert "loud" in (starts_others(RUN + CMD, tmp_path) or "")
    write(tmp_path, {"package-lock.json": lock(express="4.18.2", loud={"version": "1.0.0", "dev": True})})
    assert starts_others(RUN + CMD, tmp_path) is None


def test_a_lock_that_comes_after_the_install_fixed_nothing(tmp_path: Path) -> None:
    project(tmp_path, {**SERVER, "package-lock.json": lock(express="4.18.2")}, dependencies={"express": "*"})
    from msbgen.ecosystems import named
    from tests.understand.helpers import facts_of

    facts, scene = facts_of(f"FROM node:20\nWORKDIR /app\nCOPY package.json .\n{RUN}COPY . .\n{CMD}\n", tmp_path)
    ecosystem = named("node")
    assert ecosystem is not None
    assert "express" in (ecosystem.starts_others(facts, scene) or "")


def test_tests_and_settings_of_tools_do_not_count(tmp_path: Path) -> None:
    extra = {
        "test/x.js": "require('child_process')",
        "src/a.test.ts": "import 'child_process'",
        "webpack.config.js": "require('child_process')",
    }
    assert starts_others(RUN + CMD, project(tmp_path, {**SERVER, **extra}, dependencies={"express": "4"})) is None


@pytest.mark.parametrize(
    ("files", "cmd"),
    [
        ({"server.js": "require('./test/run')", "test/run.js": "require('child_process')"}, CMD),
        ({"server.js": "import './fixtures'", "fixtures/index.ts": "import '../specs/a'", "specs/a.ts": "import 'child_process'"}, CMD),
        ({"server.js": "import '@/modules/test/test.service'", "src/modules/test/test.service.ts": "import 'child_process'"}, CMD),
        ({"server.js": "", "src/routes/test/index.js": "import 'child_process'"}, CMD),
        ({"server.js": "require(name)", "src/x/test/index.js": "import 'child_process'"}, CMD),
        ({"server.js": "import spec from './api.spec.js'", "api.spec.js": "import 'child_process'"}, CMD),
        ({"test/server.js": "require('child_process')"}, 'CMD ["node", "test/server.js"]'),
        ({"test/server": "require('child_process')"}, 'CMD ["node", "test/server"]'),
    ],
)
def test_tests_that_are_loaded_do_count(files: dict[str, str], cmd: str, tmp_path: Path) -> None:
    assert "child_process" in (starts_others(RUN + cmd, project(tmp_path, files)) or "")


def test_a_static_server_loads_no_source(tmp_path: Path) -> None:
    project(tmp_path, {"src/index.js": "require('unheard-of')"}, dependencies={"unheard-of": "1"})
    assert starts_others('RUN npm ci\nRUN npm i -g serve\nCMD ["serve", "-s", "build"]', tmp_path) is None
    assert starts_others(
        'RUN npm ci\nCMD ["npx", "serve", "-s", "build"]',
        project(tmp_path, dependencies={"serve": "14", "unheard-of": "1"}),
    )


@pytest.mark.parametrize(
    ("version", "major"),
    [("1.2.3", 1), ("^4.17", 4), ("~0.10.1", 0), ("v5", 5), ("5.x", 5), ("5.*", 5), ("=6.0.0-rc.1", 6), ("*", None), ("latest", None), (">=4", None), ("1 - 3", None),
     ("^4 || ^5", None), ("git+https://x", None), ("", None), ("file:..", None)],
)  # fmt: skip
def test_major_of(version: str, major: int | None) -> None:
    assert major_of(version) == major


def test_the_table() -> None:
    table = read_table("quiet")
    assert len(table["packages"]) > 1500
    for name in ("express", "koa", "fastify", "pg", "ioredis", "winston", "@nestjs/core", "ws", "axios", "lodash"):
        assert is_quiet(name, None), name
        assert list(unlocked({name: None})) == [] or name == "@nestjs/core"
    for name in ("cross-spawn", "execa", "shelljs", "opener", "nodemon", "next", "node-gyp", "pm2"):
        assert not is_quiet(name, None), name
    assert is_quiet("@types/node", "20")
    assert not is_pure("better-sqlite3")
    for name, row in table["reviewed"].items():
        assert not set(row) & set(table["packages"].get(name, ())), name
    assert set(table["reviewed"]) <= set(read_table("packages")["reviewed"])


# ------------------------------------------------------------------------------------------------ what the full image brings silently


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("require('child_process').exec('ping x')", set()),  # the image has no ping, before or after
        ("require('child_process').fork('./x')", set()),
        ("require('child_process').exec('git log')", {("program", "git")}),
        ("require('child_process').exec('node x; npm ls')", set()),
        ("require('child_process').spawn('/bin/sh', ['-c', 'echo x'])", {("shell", "/bin/sh")}),
        ("require('child_process').spawn(x)", {("anything", "server.js")}),
    ],
)
def test_programs_of_own_sources(text: str, found: set[tuple[str, str]], tmp_path: Path) -> None:
    assert {(n.kind, n.name) for n in silent(CMD, project(tmp_path, {"server.js": text}))} == found


GIT = ("program", "git")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("execFile('env', ['LANG=C', 'git', 'log'])", {GIT}),
        ("exec('timeout 5 git fetch; ls | xargs curl')", {GIT, ("program", "curl")}),
        ("exec(`cd ${x} && git pull`)", {GIT}),
        ("exec('echo $(git log)')", {GIT}),
        ("spawn('git log', { shell: true })", {GIT}),
        ("exec('./run.sh')", {GIT, ("shell", "/bin/bash")}),
        ("spawn('bash', ['run.sh'])", {GIT, ("shell", "/bin/bash")}),
        ("exec('npm run x')", {GIT}),
        ("exec('sh ./absent.sh')", {("anything", "server.js"), ("shell", "/bin/sh")}),
        ("spawn('bash', args)", {("anything", "server.js"), ("shell", "/bin/bash")}),
        ("spawn('python3', ['quiet.py'])", {("program", "python3")}),
        ("spawn('python3', ['loud.py'])", {("program", "python3"), ("anything", "server.js")}),
        ("spawn('python3', [join(__dirname, 'x.py')])", {("program", "python3"), ("anything", "server.js")}),
        ("exec('./quiet.py')", {("program", "python3")}),
    ],
)
def test_programs_behind_programs(text: str, found: set[tuple[str, str]], tmp_path: Path) -> None:
    scripts = {
        "run.sh": "#!/bin/bash\ngit log\n",
        "quiet.py": "#!/usr/bin/env python3\nprint(1)\n",
        "loud.py": "import subprocess\n",
        "server.js": f"const {{ exec, execFile, spawn }} = require('child_process'); {text}",
    }
    needs = silent(CMD, project(tmp_path, scripts, scripts={"x": "git log"}))
    essential = {"env", "timeout", "xargs", "ls", "echo", "npm"}
    assert {(n.kind, n.name) for n in needs if n.name not in essential} == found


def test_programs_that_go_by_the_certificates(tmp_path: Path) -> None:
    for program, found in (("git", True), ("convert", False)):
        project(tmp_path, {"server.js": f"require('child_process').exec('{program} x')"})
        assert ("certificates" in {kind for kind, _ in needs(CMD, tmp_path)}) == found


@pytest.mark.parametrize(
    ("text", "lines", "found"),
    [
        ("read('/etc/os-release')", CMD, {("system", "/etc/os-release")}),
        ("read(`/usr/share/fonts/${x}`)", CMD, {("system", "/usr/share/fonts")}),
        ("read('/usr/share/dict/words')", CMD, {("system", "/usr/share/dict/words")}),
        ("read('/etc/ssl/certs/ca-certificates.crt')", CMD, {("certificates", "/etc/ssl/certs")}),
        ("read('/etc/passwd'); read('/etc/hosts'); read('/usr/share'); read('/etc/*.conf')", CMD, set()),
        ("dns.lookupService(a, b, c)", CMD, {("system", "/etc/services")}),
        ("", 'CMD ["node", "--use-openssl-ca", "server.js"]', {("certificates", "/etc/ssl/certs")}),
        ("", "ENV NODE_OPTIONS=--use-openssl-ca\n" + CMD, {("certificates", "/etc/ssl/certs")}),
        ("", "ENV NODE_ICU_DATA=/usr/share/icu/74.1\n" + CMD, {("system", "/usr/share/icu/74.1")}),
    ],
)
def test_files_of_the_system(text: str, lines: str, found: set[tuple[str, str]], tmp_path: Path) -> None:
    needs = silent(lines, project(tmp_path, {"server.js": text}))
    assert {(n.kind, n.name) for n in needs} == found


def test_programs_of_packages(tmp_path: Path) -> None:
    project(
        tmp_path,
        {"package-lock.json": lock(prisma="5.0.0", **{"simple-git": "3.0.0", "puppeteer": "22.0.0"})},
        dependencies={"prisma": "5"},
    )
    found = {(n.kind, n.name) for n in silent(RUN + CMD, tmp_path)}
    assert found == {("package", "openssl"), ("package", "git"), ("anything", "puppeteer")}
    assert silent(RUN + CMD, tmp_path, base="node:20-slim") == []


def test_what_nobody_has_looked_at(tmp_path: Path) -> None:
    project(tmp_path, SERVER, dependencies={"express": "4", "unheard-of": "1"})
    assert [(n.kind, "unheard-of" in n.why) for n in silent(RUN + CMD, tmp_path)] == [("unproven", True)]
    assert silent(RUN + CMD, tmp_path, base="node:20-slim") == []
    install = "RUN npm i -g unheard-of\n"
    project(tmp_path, SERVER, dependencies={"express": "4"})
    assert [n.kind for n in silent(RUN + install + 'CMD ["unheard-of"]', tmp_path)] == ["unproven"]
    assert silent(RUN + install + CMD, tmp_path) == []


def test_packages_that_a_computed_name_may_mean(tmp_path: Path) -> None:
    project(tmp_path, {"server.js": "require('child_process').spawn(process.env.PYTHON || 'python3', ['x.py'])"})
    lines = "RUN apt-get update && apt-get install -y python3 make g++\n" + CMD
    assert [(n.kind, n.name) for n in silent(lines, tmp_path, base="node:20-slim")] == [
        ("package", "python3"),
        ("package", "make"),
        ("package", "g++"),
    ]


def test_a_program_that_a_line_installs(tmp_path: Path) -> None:
    project(tmp_path, {"server.js": "require('child_process').execFile('ffmpeg', [])"})
    assert silent(CMD, tmp_path) == []
    assert [n.name for n in silent("RUN apt-get install -y ffmpeg\n" + CMD, tmp_path)] == ["ffmpeg"]
