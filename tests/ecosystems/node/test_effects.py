"""What commands do in a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Effect
from tests.ecosystems.node.helpers import BEFORE, effect, lock, project, understood, write


def paths(found: Effect) -> set[str]:
    assert not found.anywhere, found.reason
    return set(found.writes)


@pytest.mark.parametrize(
    "command",
    ["npm frobnicate", "npm install $X", "npm install -g ./tool.tgz", "npm install -g user/repo", "npm link other", "node -e 'require(\"fs\")'", "node x.js",
     "node x.js -c prod", "node -e 'require(\"./build\")'",
     "yarn workspaces frob", "pnpm add -g x", "npx unheard-of", "yarn global remove x", "vite dev", "typeorm migration:run", "corepack frob"],
)  # fmt: skip
def test_what_may_write_anywhere(command: str, tmp_path: Path) -> None:
    project(tmp_path)
    found = effect(command, tmp_path, before="WORKDIR /app\nCOPY package.json .\nARG X\n")
    if command == "npm install $X":
        assert found.writes == ("/app",)  # whatever it is, it lands in the project
    else:
        assert found.anywhere
        assert found.reason


@pytest.mark.parametrize(
    "command",
    [
        "npm -v",
        "npm cache clean --force",
        "npm audit",
        "yarn cache clean",
        "pnpm store prune",
        "node --version",
        "node -r ./env.js --check x.js",
        "node -p 'require(\"./package.json\").version'",
        "npm run",
    ],
)
def test_what_writes_nothing(command: str) -> None:
    found = effect(command)
    assert (found.role, found.writes, found.anywhere) == ("state", (), False)


@pytest.mark.parametrize(
    "command",
    ["npm ci", "npm i", "npm install --omit=dev", "npm add express@4", "npm clean-install", "npm --prefix /app ci", "npm --prefix . i", "yarn", "yarn install --frozen-lockfile",
     "yarn add express", "pnpm i", "pnpm install --frozen-lockfile --prod", "pnpm fetch", "npm prune --production", "npm rebuild", "cd /tmp && npm --prefix /app ci"],
)  # fmt: skip
def test_installs_stay_in_the_project(command: str, tmp_path: Path) -> None:
    assert paths(effect(command, project(tmp_path, dependencies={"express": "4"}))) == {"/app"}


def test_an_install_makes_node_modules(tmp_path: Path) -> None:
    assert [p.path for p in effect("npm ci", project(tmp_path, dependencies={"express": "4"})).products] == [
        "/app/node_modules"
    ]
    assert effect("npm ci", project(tmp_path)).products == ()  # nothing is asked for: there is no folder to copy


def test_in_the_root_folder_only_node_modules(tmp_path: Path) -> None:
    found = effect("npm i", project(tmp_path, dependencies={"express": "4"}), before="COPY . .\n")
    assert paths(found) == {"/node_modules"}


@pytest.mark.parametrize("workdir", ["/", "/app"])
def test_a_compiler_in_the_root_folder_writes_what_its_settings_name(workdir: str, tmp_path: Path) -> None:
    project(
        tmp_path,
        {"tsconfig.json": '{ // comments are allowed\n "compilerOptions": { "outDir": "./dist" } }'},
        scripts={"build": "tsc"},
    )
    found = effect("npm run build", tmp_path, before=f"WORKDIR {workdir}\nCOPY . .\n")
    assert paths(found) == ({"/dist"} if workdir == "/" else {"/app"})


OUT = '{ "compilerOptions": { "outDir": "./out" } }'


@pytest.mark.parametrize(
    ("script", "files", "found"),
    [
        ("nest build", {"tsconfig.json": OUT, "nest-cli.json": '{"sourceRoot": "src"}'}, "/out"),
        ("nest build", {"tsconfig.json": OUT, "tsconfig.build.json": '{"extends": "./tsconfig.json"}'}, "/out"),
        ("nest build", {"tsconfig.json": OUT, "tsconfig.build.json": OUT.replace("out\"", "made\"")}, "/made"),
        ("nest build", {"tsconfig.json": OUT, "nest-cli.json": '{"projects": {}}'}, "/"),
        ("nest build -p x.json", {"tsconfig.json": OUT}, "/"),
        ("nest build", {}, "/"),
        ("react-scripts build", {}, "/build"),
        ("BUILD_PATH=x react-scripts build", {}, "/"),
        ("react-scripts build", {".env": "BUILD_PATH=x"}, "/"),
        ("vite build", {"vite.config.js": "export default { plugins: [] }"}, "/dist"),
        ("vite build", {"vite.config.js": "export default { build: { outDir: 'x' } }"}, "/"),
        ("vite build --emptyOutDir", {}, "/"),
    ],
)
def test_what_a_build_in_the_root_makes(script: str, files: dict[str, str], found: str, tmp_path: Path) -> None:
    root = project(tmp_path, files, scripts={"build": script})
    assert found in paths(effect("npm run build", root, before="COPY . .\n"))
    assert ("/" in paths(effect("npm run build", root, before="COPY . .\n"))) == (found == "/")
    assert paths(effect("npm run build", root)) == {"/app"}


@pytest.mark.parametrize(
    ("removed", "found"),
    [
        ("dist", {"/dist"}),  # nothing is there that lines made
        ("assets", {"/", "/dist"}),  # it comes from the context, and would come back
        ("dist/*", {"/", "/dist"}),
        ("logs", {"/", "/dist"}),  # a line made it
        ("/usr", {"/", "/dist"}),
        ("node_modules", {"/", "/dist"}),
    ],
)
def test_what_a_build_in_the_root_removes(tmp_path: Path, removed: str, found: set[str]) -> None:
    files = {"tsconfig.json": '{ "compilerOptions": { "outDir": "./dist" } }', "assets/a.css": "a {}"}
    root = project(tmp_path, files, scripts={"prebuild": f"rimraf {removed}", "build": "tsc"})
    assert paths(effect("npm run build", root, before="WORKDIR /\nCOPY . .\nRUN mkdir logs && npm install\n")) == found


def test_scripts_are_followed(tmp_path: Path) -> None:
    scripts = {
        "build": "rimraf dist && npm run compile -- -p x",
        "prebuild": "eslint .",
        "compile": "tsc",
        "postbuild": "cp -r assets /srv/assets",
    }
    found = effect("npm run build", project(tmp_path, scripts=scripts))
    assert paths(found) == {"/app", "/srv/assets"}
    assert not found.maybe
    assert any("build: rimraf" in e.says for e in found.evidence)


def test_what_a_condition_decides_is_not_sure(tmp_path: Path) -> None:
    assert effect("npm run build", project(tmp_path, scripts={"build": "tsc || cp -r assets /srv/assets"})).maybe
    assert not effect("npm run build", project(tmp_path, scripts={"build": "tsc || cp -r assets public"})).maybe


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("curl https://x | sh", None),
        ("./configure-me", "configure-me"),
        ("frob", "frob"),
        ("npm run nothing", "no script nothing"),
        ("a 'b", "cannot be read"),
    ],
)
def test_a_script_that_is_not_understood(script: str, reason: str | None, tmp_path: Path) -> None:
    found = effect("npm run build", project(tmp_path, scripts={"build": script}))
    assert found.anywhere
    assert reason is None or reason in found.reason


@pytest.mark.parametrize(
    "scripts",
    [
        {"build": "npm run build"},
        {"build": "npm run a && npm run a", "a": "npm run b && npm run b", "b": "npm run a"},
        {f"s{n}": f"npm run s{n + 1} && npm run s{n + 1}" for n in range(60)} | {"build": "npm run s0", "s60": "tsc"},
        {"build": "sh -c 'npm run build'"},
    ],
)
def test_scripts_that_run_themselves_end(scripts: dict[str, str], tmp_path: Path) -> None:
    assert effect("npm run build", project(tmp_path, scripts=scripts)).reason


def test_lifecycle_scripts_of_an_install(tmp_path: Path) -> None:
    project(tmp_path, scripts={"postinstall": "cp config.json /etc/app.json"}, dependencies={"express": "4"})
    assert paths(effect("npm ci", tmp_path)) == {"/app", "/etc/app.json"}
    assert paths(effect("npm ci --ignore-scripts", tmp_path)) == {"/app"}
    assert paths(effect("npm install express", tmp_path)) == {"/app"}
    assert effect("npm ci", project(tmp_path, scripts={"prepare": "frob"})).anywhere


def test_members_of_a_workspace(tmp_path: Path) -> None:
    project(tmp_path, workspaces=["packages/*"])
    project(tmp_path / "packages" / "a", name="@x/a", scripts={"build": "cp a.json /srv/a"})
    project(tmp_path / "packages" / "b", name="@x/b", scripts={"build": "tsc"})
    assert paths(effect("npm run build -w @x/a", tmp_path)) == {"/app/packages/a", "/srv/a"}
    assert paths(effect("npm run build --workspaces", tmp_path)) == {"/app/packages/a", "/app/packages/b", "/srv/a"}
    assert paths(effect("yarn workspace @x/b build", tmp_path)) == {"/app/packages/b"}
    assert paths(effect("yarn workspaces run build", tmp_path)) >= {"/srv/a"}
    assert effect("npm run build -w @x/c", tmp_path).anywhere
    write(tmp_path, {"pnpm-workspace.yaml": "packages:\n  - 'packages/**'  # all\nonlyBuiltDependencies:\n  - x\n"})
    assert paths(effect("pnpm -r build", tmp_path)) >= {"/srv/a"}
    assert paths(effect("pnpm --filter @x/b run build", tmp_path)) == {"/app/packages/b"}


def test_without_a_context_scripts_work_in_their_project() -> None:
    assert paths(effect("npm run build")) == {"/app"}
    assert paths(effect("npm ci")) == {"/app"}


def test_outputs_beside_the_project(tmp_path: Path) -> None:
    context = project(
        tmp_path,
        {"vite.config.js": "export default { build: { outDir: '../server/public' } }"},
        scripts={"build": "vite build"},
    )
    found = effect("npm run build", context, before="WORKDIR /app/client\nCOPY . .\n")
    assert "/app/server/public" in found.writes
    assert found.maybe
    assert paths(effect("tsc --outDir /srv/dist", context)) == {"/app", "/srv/dist"}
    assert effect("tsc --outDir $X", context, before="ARG X\n" + "WORKDIR /app\nCOPY . .\n").anywhere


def test_own_scripts_write_where_their_text_says(tmp_path: Path) -> None:
    good = "const fs = require('fs'), path = require('path'); fs.writeFileSync(path.join(__dirname, '../dist/x'), 'x')"
    project(tmp_path, {"scripts/good.js": good, "scripts/far.js": "require('fs').writeFileSync('/srv/x', '')", "scripts/sh.js": "require('child_process')",
                       "scripts/deep.js": "require('./sh')", "scripts/dyn.js": "require(process.argv[2])", "scripts/home.js": "require('os').homedir()",
                       "scripts/env.js": "require('fs').writeFileSync(process.env.OUT, '')"})  # fmt: skip
    assert paths(effect("node scripts/good.js", tmp_path)) == {"/app"}
    assert effect("node scripts/far.js", tmp_path).maybe
    for name in ("sh", "deep", "dyn", "home"):
        assert effect(f"node scripts/{name}.js", tmp_path).anywhere, name
    assert paths(effect("node scripts/env.js", tmp_path)) == {"/app"}
    assert effect("node scripts/env.js", tmp_path, before="ENV OUT=/srv\nWORKDIR /app\nCOPY . .\n").anywhere
    assert paths(effect("npx ts-node scripts/good", tmp_path)) == {"/app"}


@pytest.mark.parametrize(
    ("command", "folders", "links"),
    [
        ("npm install -g serve", {"/usr/local/lib/node_modules/serve"}, {"/usr/local/bin/serve"}),
        ("npm i --location=global pnpm@9", {"/usr/local/lib/node_modules/pnpm"}, {"/usr/local/bin/pnpm", "/usr/local/bin/pnpx"}),
        ("npm i -g @nestjs/cli@10 typescript", {"/usr/local/lib/node_modules/@nestjs/cli", "/usr/local/lib/node_modules/typescript"},
         {"/usr/local/bin/nest", "/usr/local/bin/tsc", "/usr/local/bin/tsserver"}),
        ("npm i -g unheard-of", {"/usr/local/lib/node_modules/unheard-of"}, {"/usr/local/bin/unheard-of", "/usr/local/bin/"}),
        ("npm i -g --prefix /opt/tools serve", {"/opt/tools/lib/node_modules/serve"}, {"/opt/tools/bin/serve"}),
        ("npm config set prefix /opt && npm i -g serve", {"/opt/lib/node_modules/serve"}, {"/opt/bin/serve"}),
        ("NPM_CONFIG_PREFIX=/n npm i -g serve", {"/n/lib/node_modules/serve"}, {"/n/bin/serve"}),
        ("yarn global add serve", {"/usr/local/share/.config/yarn/global"}, {"/usr/local/bin/serve"}),
        ("corepack enable pnpm", set(), {"/usr/local/bin/pnpm", "/usr/local/bin/pnpx"}),
    ],
)  # fmt: skip
def test_global_installs(command: str, folders: set[str], links: set[str]) -> None:
    found = effect(command)
    assert paths(found) == folders
    assert set(found.links) == links


def test_global_installs_elsewhere() -> None:
    assert effect("npm i -g serve", base="debian:bookworm").anywhere
    assert effect("PNPM_HOME=/p pnpm add -g serve").writes == ("/p",)
    assert effect("npm i -g npm@10").replaces == ("/usr/local/lib/node_modules/npm",)
    assert effect("npm i -g serve").replaces == ()


def test_the_project_itself_for_the_whole_image(tmp_path: Path) -> None:
    found = effect("npm install -g .", project(tmp_path, bin={"cmd": "bin/x.js"}))
    assert set(found.links) == {"/usr/local/bin/cmd", "/usr/local/lib/node_modules/app"}


def test_browsers_are_kept_below_the_home_folder(tmp_path: Path) -> None:
    project(tmp_path, dependencies={"puppeteer": "22"})
    assert "/root/.cache/puppeteer" in [p.path for p in effect("npm ci", tmp_path).products]
    assert "/b" in [p.path for p in effect("PUPPETEER_CACHE_DIR=/b npm ci", tmp_path).products]
    for command in ("PUPPETEER_SKIP_DOWNLOAD=1 npm ci", "npm ci --ignore-scripts", "PUPPETEER_CACHE_DIR=/app/.cache npm ci"):
        assert [p.path for p in effect(command, tmp_path).products] == ["/app/node_modules"], command


def test_browsers_of_dependencies_of_dependencies(tmp_path: Path) -> None:
    files = {"package-lock.json": lock(**{"pdf-of-some-kind": "1.0.0", "puppeteer": "22.0.0"})}
    project(tmp_path, files, dependencies={"pdf-of-some-kind": "1"})
    assert "/root/.cache/puppeteer" in [p.path for p in effect("npm ci", tmp_path).products]


def test_package_managers_that_corepack_fetches(tmp_path: Path) -> None:
    project(tmp_path, dependencies={"express": "4"}, packageManager="pnpm@9.1.0")
    where = "/root/.cache/node/corepack"

    def fetched(command: str, before: str = BEFORE) -> bool:
        return where in [p.path for p in effect(command, tmp_path, before=before).products]

    assert fetched("pnpm install", "RUN corepack enable\n" + BEFORE)
    assert fetched("corepack enable && pnpm run x")
    assert not fetched("pnpm install")
    assert not fetched("yarn install", "RUN corepack enable pnpm\n" + BEFORE)
    assert not fetched("corepack disable && pnpm install", "RUN corepack enable\n" + BEFORE)
    found = effect("COREPACK_HOME=/c pnpm install", tmp_path, before="RUN corepack enable\n" + BEFORE)
    assert "/c" in [p.path for p in found.products]


def test_stores_that_a_project_points_into(tmp_path: Path) -> None:
    project(tmp_path, {".yarnrc.yml": "nodeLinker: pnp\n"}, dependencies={"express": "4"})
    assert [p.path for p in effect("yarn install", tmp_path).products] == ["/root/.yarn/berry"]
    write(tmp_path, {".yarnrc.yml": "nodeLinker: node-modules\n"})
    assert [p.path for p in effect("yarn install", tmp_path).products] == ["/app/node_modules"]
    write(tmp_path, {"pnpm-workspace.yaml": "enableGlobalVirtualStore: true\n"})
    assert "/root/.local/share/pnpm" in [p.path for p in effect("pnpm install", tmp_path).products]


def test_yarn_is_what_an_earlier_line_made_it(tmp_path: Path) -> None:
    facts, _ = understood(
        "RUN yarn set version berry\nRUN yarn install", project(tmp_path, dependencies={"express": "4"})
    )
    assert [p.path for p in facts.lines[-1].units[-1].effects[-1].products] == ["/root/.yarn/berry"]


@pytest.mark.parametrize(
    ("command", "role"),
    [("npx tsc", "build"), ("npx --yes prisma@5 generate", "build"), ("yarn dlx prisma generate", "build"), ("pnpm exec vite build", "build"), ("npx @nestjs/cli build", "build"),
     ("eslint .", "build"), ("cross-env NODE_ENV=production webpack", "build"), ("run-s a", "unknown"), ("ng build --configuration production", "build"), ("next build", "build")],
)  # fmt: skip
def test_tools(command: str, role: str, tmp_path: Path) -> None:
    assert effect(command, project(tmp_path)).role == role


def test_a_list_of_scripts(tmp_path: Path) -> None:
    project(tmp_path, scripts={"build": 'concurrently "npm:a" "tsc -w false"', "a": "cp x /srv/x"})
    assert paths(effect("npm run build", tmp_path)) == {"/app", "/srv/x"}
