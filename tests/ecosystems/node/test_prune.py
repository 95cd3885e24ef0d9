"""What is taken away at the builder's end, and above all what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from msbgen.ecosystems.node.needless import needless
from tests.ecosystems.node.helpers import lock, node, project, pruned, understood, write

BUILD = "RUN npm ci\nRUN npm run build\n"
CMD = 'CMD ["node", "dist/main.js"]'
PRUNE = "npm prune --omit=dev --ignore-scripts --no-audit --no-fund"


def typescript(folder: Path, files: dict[str, str] | None = None, **manifest: Any) -> Path:
    base: dict[str, Any] = {
        "scripts": {"build": "tsc", "start": "node dist/main.js", "dev": "nodemon src/main.ts"},
        "dependencies": {"express": "4"},
        "dev": {"typescript": "5", "@types/node": "20", "nodemon": "3", "jest": "29"},
    }
    return project(folder, {"src/main.ts": "import express from 'express'", **(files or {})}, **{**base, **manifest})


@pytest.mark.parametrize(
    ("files", "manifest", "lines"),
    [
        # something at run time names a development dependency
        ({"src/x.ts": "import ts from 'typescript'"}, {}, None),
        ({"src/x.js": "app.set('runner', 'nodemon')"}, {}, None),
        ({"src/x.js": "require('./node_modules/jest/x')"}, {}, None),
        ({}, {"scripts": {"build": "tsc", "start": "nodemon dist/main.js"}}, BUILD + 'CMD ["npm", "start"]'),
        ({}, {"scripts": {"build": "tsc", "prestart": "npm run build", "start": "node x"}}, BUILD + 'CMD ["npm", "start"]'),
        ({}, {}, BUILD + 'CMD ["node", "-r", "typescript/x", "dist/main.js"]'),
        ({}, {}, BUILD + "ENV NODE_OPTIONS=--require=typescript\n" + CMD),
        ({}, {}, BUILD + 'CMD ["./node_modules/.bin/nodemon", "dist/main.js"]'),
        ({}, {}, BUILD + "HEALTHCHECK CMD npx jest\n" + CMD),
        # a program that a development dependency brings
        ({"src/x.ts": "import { exec } from 'child_process'; exec('tsc x.ts')"}, {}, None),
        ({"src/x.ts": "import { exec } from 'child_process'; exec('npx tsc x.ts')"}, {}, None),
        ({"src/x.ts": "import { exec } from 'child_process'; exec(command)"}, {}, None),
        ({}, {"scripts": {"build": "tsc", "start": "tsc && node dist/main.js"}}, BUILD + 'CMD ["npm", "start"]'),
        # settings that are read at the start name one
        ({"pm2.json": '{"apps": [{"script": "src/main.ts", "interpreter": "./node_modules/.bin/nodemon"}]}'}, {}, BUILD + 'CMD ["pm2-runtime", "pm2.json"]'),
        ({"nodemon.json": '{"exec": "tsc && node dist/main.js"}'}, {}, BUILD + 'RUN npm i -g nodemon\nCMD ["nodemon"]'),
        ({"run.env": "NODE_OPTIONS=-r=typescript/x"}, {}, BUILD + 'CMD ["node", "--env-file=run.env", "dist/main.js"]'),
        ({}, {"imports": {"#ts": "typescript"}}, None),
        ({}, {"prisma": {"seed": "tsc seed.ts"}}, None),
        ({".sequelizerc": "require('typescript')"}, {"dependencies": {"express": "4", "sequelize-cli": "6"}}, BUILD + "CMD npx sequelize db:migrate && node dist/main.js"),
        ({"knexfile.ts": "export default {}"}, {"dependencies": {"express": "4", "knex": "3"}}, BUILD + "CMD npx knex migrate:latest && node dist/main.js"),
        # what is compiled when it is loaded
        ({}, {"dependencies": {"express": "4", "forever": "4"}}, BUILD + 'CMD ["npx", "forever", "src/main.ts"]'),
        ({}, {"dependencies": {"express": "4", "@babel/register": "7"}}, BUILD + 'CMD ["node", "-r", "@babel/register", "src/main.js"]'),
        ({"tsconfig.json": '{"extends": "@tsconfig/node20/tsconfig.json"}'}, {"dependencies": {"express": "4", "ts-node": "10"}}, None),
        ({}, {}, BUILD + 'RUN npm i -g tsx\nCMD ["tsx", "src/main.ts"]'),
        # one that is no known tool
        ({}, {"dev": {"typescript": "5", "pg": "8"}}, None),
        # a module that package.json does not ask for: it may come with a development dependency
        ({"src/x.ts": "import 'debug'"}, {}, None),
        # node_modules or package.json are not what the install left
        ({}, {}, BUILD + "RUN npm link\n" + CMD),
        ({}, {}, BUILD + "RUN npm install pg\n" + CMD),
        ({}, {}, BUILD + "RUN npm install -g npm@6\n" + CMD),
        ({}, {}, BUILD + "RUN sed -i s/a/b/ package.json\n" + CMD),
        ({}, {}, BUILD + "RUN mv node_modules /node_modules\n" + CMD),
        ({}, {}, BUILD + "COPY vendor /app/node_modules/vendor\n" + CMD),
        # nothing to take away
        ({}, {}, "RUN npm ci --omit=dev\n" + CMD),
        ({}, {}, "ENV NODE_ENV=production\nRUN npm ci\n" + CMD),
        ({}, {}, BUILD + "RUN npm prune --production\n" + CMD),
        ({}, {"dev": {}}, None),
        # other ways that are not measured
        ({}, {"workspaces": ["packages/*"]}, None),
        ({}, {}, "USER node\nRUN yarn install\n" + CMD),
        ({}, {}, "RUN yarn install && yarn cache clean\n" + CMD),
        ({}, {}, "RUN yarn install && rm -rf /usr/local/share/.cache\n" + CMD),
        ({}, {}, "RUN --mount=type=cache,target=/usr/local/share/.cache yarn install\n" + CMD),
        ({}, {"dependencies": {"better-sqlite3": "11"}}, "RUN yarn install\n" + CMD),
        ({}, {"dependencies": {"@prisma/client": "5"}}, "RUN pnpm install\n" + CMD),
        ({}, {"scripts": {"build": "tsc", "postinstall": "rimraf x"}}, "RUN pnpm install\n" + CMD),
        ({}, {}, "RUN pnpm install && npx patch-package\n" + CMD),
        ({}, {}, "RUN npx pnpm install\n" + CMD),
        ({"pnpm-workspace.yaml": "packages: []"}, {}, "RUN pnpm install\n" + CMD),
        ({".yarnrc.yml": ""}, {}, "RUN yarn install\n" + CMD),
        ({"next.config.ts": "export default {}"}, {"dependencies": {"next": "15"}, "scripts": {"build": "next build", "start": "next start"}}, BUILD + 'CMD ["npm", "start"]'),
    ],
)  # fmt: skip
def test_what_stays(files: dict[str, str], manifest: dict[str, Any], lines: str | None, tmp_path: Path) -> None:
    write(tmp_path, {"vendor/x.js": ""})
    found = pruned(lines or BUILD + CMD, typescript(tmp_path, files, **manifest))
    assert [step for step in found if not step.startswith("[ -e ")] == []


def test_without_a_context() -> None:
    assert pruned(BUILD + CMD, None) == []


@pytest.mark.parametrize(
    ("lines", "commands"),
    [
        (BUILD + CMD, [PRUNE]),
        ("RUN npm install && npm run build\n" + CMD, [PRUNE]),
        ("RUN npm install --legacy-peer-deps\n" + CMD, [PRUNE + " --legacy-peer-deps"]),
        ("RUN NPM_CONFIG_LEGACY_PEER_DEPS=true npm install\n" + CMD, [PRUNE + " --legacy-peer-deps"]),
        (BUILD + 'WORKDIR /srv\nCMD ["npm", "--prefix", "/app", "start"]', ["cd /app && " + PRUNE]),
        (BUILD + "USER node\n" + CMD, ["USER root", PRUNE]),
        (
            "RUN yarn install\nRUN yarn build\n" + CMD,
            ["yarn install --production --ignore-scripts --frozen-lockfile --prefer-offline"],
        ),
        ("RUN npm i -g pnpm && pnpm install && pnpm build\n" + CMD, ["CI=true pnpm prune --prod --ignore-scripts"]),
    ],
)
def test_what_goes(lines: str, commands: list[str], tmp_path: Path) -> None:
    assert pruned(lines, typescript(tmp_path)) == commands


ALIASES = '{"compilerOptions": {"baseUrl": "src", /* ours */ "paths": {"@infra/*": ["infra/*"], "env": ["./env.ts"], "pg": ["../node_modules/pg"], "*": ["x/*"]}}}'
ALIASED = {"tsconfig.json": ALIASES, "src/utils/log.ts": "", "src/infra/a.ts": ""}


@pytest.mark.parametrize(
    ("files", "manifest", "proven"),
    [
        # names that are the project's own by tsconfig.json
        ({**ALIASED, "src/x.ts": "import '@infra/a'; import 'utils/log'; import env from 'env'"}, {}, True),
        ({**ALIASED, "tsconfig.json": "{}", "src/x.ts": "import '@infra/a'"}, {}, False),
        ({**ALIASED, "src/x.ts": "import '@infrared/a'"}, {}, False),
        ({**ALIASED, "src/x.ts": "import 'pg'"}, {}, False),
        ({**ALIASED, "src/x.ts": "import 'debug'"}, {}, False),
        ({**ALIASED, "tsconfig.json": "[]", "src/x.ts": "import 'utils/log'"}, {}, False),
        # what another package brings, at the top of node_modules and for production
        ({"package-lock.json": lock(express="4.0.0", debug="2.0.0"), "src/x.ts": "import 'debug'"}, {}, True),
        ({"package-lock.json": lock(express="4.0.0", debug={"version": "2.0.0", "dev": True}), "src/x.ts": "import 'debug'"}, {}, False),
        ({"package-lock.json": lock(express="4.0.0", debug={"version": "2.0.0", "peer": True}), "src/x.ts": "import 'debug'"}, {}, False),
        ({"package-lock.json": lock(express="4.0.0", **{"express/node_modules/debug": "2.0.0"}), "src/x.ts": "import 'debug'"}, {}, False),
        ({"package-lock.json": lock(debug="2.0.0"), "src/x.ts": "import 'debug'"}, {}, False),  # it is not of this package.json
        # Prisma's program generates what the client loads, and its settings are its own
        ({}, {"dev": {"typescript": "5", "prisma": "5"}, "prisma": {"seed": "tsc seed.ts"}}, True),
        ({"prisma.config.ts": "import { defineConfig } from 'prisma/config'"}, {"dev": {"typescript": "5", "prisma": "7"}}, True),
        ({"src/x.ts": "import { execSync } from 'child_process'; execSync('prisma migrate deploy')"}, {"dev": {"typescript": "5", "prisma": "5"}}, False),
        ({"drizzle.config.ts": "import { defineConfig } from 'drizzle-kit'"}, {"dev": {"drizzle-kit": "0.30"}}, True),
    ],
)  # fmt: skip
def test_names_that_are_no_development_dependencies(files: dict[str, str], manifest: dict[str, Any], proven: bool, tmp_path: Path) -> None:
    assert pruned(BUILD + CMD, typescript(tmp_path, files, **manifest)) == [PRUNE] * proven


@pytest.mark.parametrize("start", ['["npx", "prisma", "migrate", "deploy"]', "npx prisma migrate deploy && node dist/main.js", '["npm", "start"]'])
def test_prisma_stays_where_it_is_started(start: str, tmp_path: Path) -> None:
    manifest = {"dev": {"typescript": "5", "prisma": "5"}, "scripts": {"start": "prisma migrate deploy && node dist/main.js"}}
    assert pruned(BUILD + "CMD " + start, typescript(tmp_path, {}, **manifest)) == []


YARN_LOCK = """# yarn lockfile v1

debug@^2.0.0:
  version "2.0.0"

express@4:
  version "4.0.0"
  dependencies:
    debug "^2.0.0"
"""


@pytest.mark.parametrize(
    ("lines", "locked", "proven"),
    [
        ("RUN yarn install\n", YARN_LOCK, True),
        ("RUN yarn install --no-lockfile\n", YARN_LOCK, False),
        ("RUN yarn install\n", YARN_LOCK + '\ndebug@^3.0.0:\n  version "3.0.0"\n', False),  # it may be the other one that stands at the top
        ("RUN yarn install\n", YARN_LOCK.replace('  dependencies:\n    debug "^2.0.0"\n', ""), False),
    ],
)
def test_what_another_package_brings_by_yarn(lines: str, locked: str, proven: bool, tmp_path: Path) -> None:
    files = {"yarn.lock": locked, "src/x.ts": "import 'debug'"}
    assert bool(pruned(lines + CMD, typescript(tmp_path, files))) == proven


def test_a_lock_file_that_is_not_gone_by(tmp_path: Path) -> None:
    files = {"package-lock.json": lock(express="4.0.0", debug="2.0.0"), "src/x.ts": "import 'debug'"}
    assert pruned("RUN npm install --no-package-lock\n" + CMD, typescript(tmp_path, files)) == []


@pytest.mark.parametrize(("base", "install", "proven"), [("node:14", "npm", False), ("node:20", "yarn", False), ("node:20", "npm", True)])
def test_settings_with_variables(base: str, install: str, proven: bool, tmp_path: Path) -> None:
    """npm 6 and yarn 1 stop where a variable in .npmrc is not set, such as a token that only the install was given."""
    typescript(tmp_path, {".npmrc": "//registry.example.com/:_authToken=${NPM_TOKEN}"})
    assert bool(pruned(f"RUN NPM_TOKEN=x {install} install\n" + CMD, tmp_path, base=base)) == proven


def test_tests_may_name_what_goes(tmp_path: Path) -> None:
    assert pruned(
        BUILD + CMD,
        typescript(
            tmp_path,
            {"test/x.js": "require('jest')", "src/a.spec.ts": "import 'jest'", "jest.config.js": "require('jest')"},
        ),
    ) == [PRUNE]


@pytest.mark.parametrize(
    ("base", "flag"),
    [("node:12", "--production"), ("node:14", "--production"), ("node:16", "--omit=dev"), ("node:22", "--omit=dev")],
)
def test_what_npm_is_told(base: str, flag: str, tmp_path: Path) -> None:
    assert flag in pruned(BUILD + CMD, typescript(tmp_path), base=base)[0]


# ------------------------------------------------------------------------------------------------ downloads


def test_what_may_have_been_downloaded_is_made_sure(tmp_path: Path) -> None:
    project(tmp_path, {"x.js": ""}, dependencies={"puppeteer": "22"})
    assert pruned('RUN npm ci\nCMD ["node", "x.js"]', tmp_path) == ["[ -e /root/.cache/puppeteer ] || mkdir -p /root/.cache/puppeteer"]
    found = pruned('ENV HOME=/home/node\nUSER node\nRUN npm ci\nCMD ["node", "x.js"]', tmp_path)
    assert found[0] == "USER root"
    assert '|| { mkdir -p /home/node/.cache/puppeteer && chown -R "$(stat -c %u:%g /home/node)" /home/node/.cache; }' in found[1]
    facts, scene = understood('RUN npm ci\nCMD ["node", "x.js"]', tmp_path)
    step = node().prune(facts, scene, carried=False)
    assert step is not None
    assert not step.gains


def test_a_store_may_be_empty(tmp_path: Path) -> None:
    """yarn 2 and 3 with all packages in the repository make no folder of their own."""
    project(tmp_path, {"x.js": "", ".yarnrc.yml": "nodeLinker: pnp"}, dependencies={"express": "4"})
    assert pruned('RUN yarn install\nCMD ["node", "-r", "./.pnp.cjs", "x.js"]', tmp_path) == ["[ -e /root/.yarn/berry ] || mkdir -p /root/.yarn/berry"]


@pytest.mark.parametrize(("cmd", "kept"), [('["pnpm", "start"]', True), ('["node", "x.js"]', False)])
def test_what_corepack_downloaded(cmd: str, kept: bool, tmp_path: Path) -> None:
    project(tmp_path, {"x.js": ""}, scripts={"start": "node x.js"}, packageManager="pnpm@9.1.0")
    lines = "RUN corepack enable && pnpm install\nCMD " + cmd
    facts, scene = understood(lines, tmp_path)
    where = "/root/.cache/node/corepack"
    assert (where not in dict(node().needless(facts, scene))) == kept
    assert (f"[ -e {where} ] || mkdir -p {where}" in pruned(lines, tmp_path)) == kept


# ------------------------------------------------------------------------------------------------ front ends


CLIENT = "RUN npm ci\nRUN cd client && npm ci && npm run build\n"


def site(folder: Path, server: str = "app.use(express.static('client/build'))", **manifest: Any) -> Path:
    project(
        folder / "client",
        {"src/index.js": "import 'react'"},
        scripts={"build": "react-scripts build"},
        dependencies={"react": "18", "react-scripts": "5"},
    )
    return project(
        folder, {"server.js": server}, scripts={"start": "node server.js"}, dependencies={"express": "4"}, **manifest
    )


@pytest.mark.parametrize("cmd", ['["node", "server.js"]', '["npm", "start"]'])
def test_modules_of_a_front_end_go(cmd: str, tmp_path: Path) -> None:
    assert pruned(CLIENT + "CMD " + cmd, site(tmp_path)) == ["rm -rf /app/client/node_modules"]


@pytest.mark.parametrize(
    "server",
    [
        "require('./client/src/App')",
        "app.use(express.static('client/node_modules/x'))",
        "const x = 'client'; require('./' + x)",
        "const load = createRequire(new URL('client/package.json', import.meta.url)); load('react')",
        "const { createServer } = require('vite'); createServer({ root: 'client' })",
        "new Worker('client/render.js')",
        "require('child_process').fork('client/render.js')",
    ],
)
def test_modules_that_the_server_may_load_stay(server: str, tmp_path: Path) -> None:
    assert pruned(CLIENT + 'CMD ["node", "server.js"]', site(tmp_path, server)) == []


@pytest.mark.parametrize(
    "lines",
    [
        CLIENT + 'WORKDIR /app/client\nCMD ["node", "x.js"]',
        CLIENT + 'CMD ["npm", "--prefix", "client", "start"]',
        CLIENT + 'CMD ["node", "client/x.js"]',
    ],
)
def test_modules_beside_what_is_started_stay(lines: str, tmp_path: Path) -> None:
    site(tmp_path)
    assert pruned(lines, tmp_path) in ([], ["rm -rf /app/node_modules"])


def test_linked_projects_stay(tmp_path: Path) -> None:
    assert pruned(CLIENT + 'CMD ["node", "server.js"]', site(tmp_path, dev={"client": "file:client"})) == []


def test_a_static_server(tmp_path: Path) -> None:
    project(tmp_path, scripts={"build": "react-scripts build"}, dependencies={"react": "18", "react-scripts": "5"})
    lines = "RUN npm ci\nRUN npm run build\nRUN npm i -g serve\n"
    assert pruned(lines + 'CMD ["serve", "-s", "build"]', tmp_path) == ["rm -rf /app/node_modules"]
    assert pruned(lines + 'CMD ["serve", "-s", "-l", "3000", "build"]', tmp_path) == ["rm -rf /app/node_modules"]
    assert pruned(lines + 'CMD ["serve"]', tmp_path) == []
    assert pruned(lines + 'CMD ["serve", "."]', tmp_path) == []
    assert pruned(lines + 'CMD ["npx", "vite", "preview"]', tmp_path) == []


# ------------------------------------------------------------------------------------------------ tools for the whole image


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ({"server.js": "require('child_process').exec('tsc')"}, 'RUN npm i -g typescript\nCMD ["node", "server.js"]'),
        ({"server.js": "require('child_process').exec(x)"}, 'RUN npm i -g typescript\nCMD ["node", "server.js"]'),
        ({}, 'RUN npm i -g typescript\nCMD ["sh", "-c", "tsc && node x.js"]'),
        ({}, 'RUN npm i -g pm2\nCMD ["node", "x.js"]'),
        ({}, 'RUN npm i -g unheard-of\nCMD ["node", "x.js"]'),
        ({}, 'RUN npm i -g pnpm\nCMD ["pnpm", "start"]'),
        ({}, 'RUN npm i -g @nestjs/cli\nCMD ["node", "x.js"]'),
        ({}, 'RUN npm i -g ts-node typescript\nCMD ["ts-node", "x.ts"]'),
        ({"server.js": "require('typescript')"}, 'RUN npm i -g typescript\nENV NODE_PATH=/usr/local/lib/node_modules\nCMD ["node", "server.js"]'),
        ({}, 'RUN npm i -g typescript\nENV COMPILER=/usr/local/bin/tsc\nCMD ["node", "x.js"]'),
        ({"nodemon.json": '{"exec": "tsc && node x.js"}'}, 'RUN npm i -g nodemon typescript\nCMD ["nodemon"]'),
        ({"x.mjs": "import { execa } from 'execa'; execa('pnpm', ['run', 'x'])"}, 'RUN npm i -g pnpm\nCMD ["node", "x.mjs"]'),
    ],
)
def test_tools_that_stay(files: dict[str, str], lines: str, tmp_path: Path) -> None:
    facts, scene = understood(lines, project(tmp_path, files, scripts={"start": "node x.js"}))
    assert list(needless(facts, scene)) == []


def test_tools_that_go(tmp_path: Path) -> None:
    facts, scene = understood(
        'RUN npm i -g pnpm@9 typescript && corepack enable\nCMD ["npm", "start"]',
        project(tmp_path, scripts={"start": "node x.js"}),
    )
    found = dict(node().needless(facts, scene))
    assert set(found) >= {
        "/usr/local/lib/node_modules/pnpm",
        "/usr/local/bin/pnpm",
        "/usr/local/lib/node_modules/typescript",
        "/usr/local/bin/tsc",
        "/usr/local/bin/yarn",
    }
    assert all("tool of the build" in why for why in found.values())
