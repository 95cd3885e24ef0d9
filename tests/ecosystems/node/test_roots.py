"""What the container starts needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.node.helpers import needs, project

ENTRY = {("program", "docker-entrypoint.sh"), ("shell", "/bin/sh")}
NODE = ("interpreter", "node")
ENV = ("program", "/usr/bin/env")


@pytest.mark.parametrize(
    "cmd",
    ['["npm", "run", "nothing"]', '["npm", "start"]', "node $SCRIPT", '["node", "-e", "require(\'child_process\').exec(x)"]', '["npm", "link"]', '["npx"]',
     '["yarn", "workspace", "nobody", "start"]'],
)  # fmt: skip
def test_what_is_not_known(cmd: str, tmp_path: Path) -> None:
    project(tmp_path, scripts={"start": 'sh -c "$WHAT" \'x'})
    assert isinstance(needs(f"ARG SCRIPT\nENV SCRIPT=$SCRIPT\nCMD {cmd}", tmp_path), str)


@pytest.mark.parametrize("script", ["$RUNNER server.js", "node $FILE", "concurrently \"$WHAT\""])
def test_a_variable_that_no_line_sets_may_be_set_when_it_starts(script: str, tmp_path: Path) -> None:
    assert isinstance(needs('CMD ["npm", "start"]', project(tmp_path, {"server.js": ""}, scripts={"start": script})), str)


@pytest.mark.parametrize(
    ("cmd", "file"),
    [
        ('["node", "server.js"]', "/app/server.js"),
        ('["node", "server"]', "/app/server.js"),
        ('["node", "--max-old-space-size=512", "--inspect=0.0.0.0:9229", "dist/main"]', "/app/dist/main"),
        ('["node", "-r", "dotenv/config", "server.js", "--flag", "x"]', "/app/server.js"),
        ("exec node /srv/x.js", "/srv/x.js"),
        ('["nodemon", "server.js"]', "/app/server.js"),
        ('["pm2-runtime", "start", "ecosystem.config.js"]', "/app/ecosystem.config.js"),
    ],
)
def test_the_file_that_node_runs(cmd: str, file: str, tmp_path: Path) -> None:
    found = needs(f"CMD {cmd}", project(tmp_path, {"server.js": ""}))
    assert not isinstance(found, str)
    assert {NODE, ("file", file)} <= found


def test_modules_loaded_first(tmp_path: Path) -> None:
    found = needs('CMD ["node", "-r", "./tracing.js", "server.js"]', project(tmp_path))
    assert {("file", "/app/tracing.js"), ("file", "/app/server.js")} <= set(found)


def test_no_file(tmp_path: Path) -> None:
    assert needs('CMD ["node"]', tmp_path) == ENTRY | {NODE}
    assert needs('ENTRYPOINT []\nCMD ["node", "-e", "1"]', tmp_path) == {NODE}
    assert needs("# nothing is said", tmp_path) == ENTRY | {NODE}


def test_scripts_of_package_json(tmp_path: Path) -> None:
    project(tmp_path, scripts={"start": "NODE_ENV=production node dist/main.js", "prestart": "echo up"})
    npm = {("program", "npm"), ENV, ("shell", "/bin/sh"), NODE, ("file", "/app/dist/main.js")}
    assert needs('CMD ["npm", "start"]', tmp_path) == ENTRY | npm
    assert needs('CMD ["npm", "run", "start"]', tmp_path) == ENTRY | npm
    assert needs('CMD ["yarn", "start"]', tmp_path) == ENTRY | (npm - {("program", "npm")}) | {("program", "yarn")}
    assert needs("CMD npm start", tmp_path) == ENTRY | npm


def test_npm_start_without_a_script(tmp_path: Path) -> None:
    assert ("file", "/app/server.js") in needs('CMD ["npm", "start"]', project(tmp_path))


def test_other_programs_in_scripts(tmp_path: Path) -> None:
    found = needs('CMD ["npm", "start"]', project(tmp_path, scripts={"start": "wait-for-db && node x.js"}))
    assert ("program", "wait-for-db") in found


def test_a_program_of_the_project(tmp_path: Path) -> None:
    project(tmp_path, scripts={"start": "next start"}, dependencies={"next": "14"})
    found = needs('CMD ["npm", "start"]', tmp_path)
    assert ("program", "next") not in found
    assert {NODE, ENV} <= set(found)


@pytest.mark.parametrize("path", ["", "ENV PATH=/app/node_modules/.bin:$PATH\n"])
def test_a_program_of_the_whole_image(path: str, tmp_path: Path) -> None:
    project(tmp_path, dependencies={"serve": "14"})
    found = needs(f'{path}CMD ["serve", "-s", "build"]', tmp_path)
    assert (("program", "serve") in found) == (not path)


def test_commands_in_commands(tmp_path: Path) -> None:
    project(
        tmp_path,
        scripts={"start": "concurrently \"node a.js\" 'npm:b'", "b": "cross-env A=1 nodemon --exec 'ts-node src/b.ts'"},
        dev={"concurrently": "8", "nodemon": "3"},
    )
    found = needs('CMD ["npm", "start"]', tmp_path)
    assert {("file", "/app/a.js"), ("file", "/app/src/b.ts")} <= set(found)


def test_scripts_that_start_themselves_end(tmp_path: Path) -> None:
    assert isinstance(needs('CMD ["npm", "start"]', project(tmp_path, scripts={"start": "npm start"})), str)


def test_a_script_with_node_in_its_first_line(tmp_path: Path) -> None:
    found = needs('CMD ["./bin/www"]', project(tmp_path, {"bin/www": "#!/usr/bin/env node\nrequire('../app')\n"}))
    assert {NODE, ENV, ("file", "/app/bin/www")} <= set(found)


def test_the_entrypoint_of_other_images_is_not_ours(tmp_path: Path) -> None:
    assert ("program", "docker-entrypoint.sh") not in needs('CMD ["node", "x.js"]', tmp_path, base="debian:bookworm")
