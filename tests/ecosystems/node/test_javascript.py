"""Tokens of JavaScript: what is a string, and what only looks like one."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.node.children import Child, children, programs
from msbgen.ecosystems.node.javascript import imports, mentions, strings, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("// 'no'\n/* 'no' */ <!-- x", set()),
        ("#!/usr/bin/env node 'no'\n'yes'", {"yes"}),
        ("a = b / 'x' / c", {"x"}),
        ("return /['\"`]no/.test('yes')", {"yes"}),
        ("x = /[/'\"]/; y = 'yes'", {"yes"}),
        ("f(a) / 2; 'yes' / 1", {"yes"}),
        ("`no ${ `yes` + '}' } no` + 'too'", {"yes", "}", "too"}),
        ("`a${ {b: 'c'} }d` + `e`", {"c", "e"}),
        (
            r"'it\'s' + '\x41\u0042' + 'a\
b'",
            {"it's", "AB", "ab"},
        ),
        ("<p>Don't</p>\nx = 'yes'", {"t</p>", "yes"} - {"t</p>"}),
        ("'unfinished\n'yes'", {"yes"}),
        ("`unfinished ${ 'yes'", {"yes"}),
    ],
)
def test_strings(text: str, found: set[str]) -> None:
    assert strings(text) == found


@pytest.mark.parametrize(
    "text", ["", "\\", "`", "`${", "${`}", "}`", "/", "/[", "'\\", "\0\u2028", "{" * 9000 + "`${" * 300]
)
def test_never_raises(text: str) -> None:
    assert all(t.kind for t in tokens(text))


@pytest.mark.parametrize(
    ("text", "names", "computed"),
    [
        ("// require('no')\nconst s = \"require('no')\"", set(), False),
        ("import type { T } from 'no'; export type { U } from 'no'", set(), False),
        ("import type from 'yes'; import type, { x } from 'too'", {"yes", "too"}, False),
        (
            "import a, { b as c } from 'a';\nimport * as d from \"b\";\nimport 'c';\nexport * from './d'",
            {"a", "b", "c", "./d"},
            False,
        ),
        ("const x = require ( 'a' ), y = require(`b`); await import('c')", {"a", "b", "c"}, False),
        ("require(name)", set(), True),
        ("require('./' + name)", set(), True),
        ("require(`./${name}`)", set(), True),
        ("x.from('no').import; const from = 'no'", set(), False),
    ],
)
def test_imports(text: str, names: set[str], computed: bool) -> None:
    found = imports(text)
    assert (found.names, found.computed) == (names, computed)


def test_mentions() -> None:
    assert not mentions("// child_process", "child_process")
    assert mentions("require('node:child_process')", "child_process")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("let s = 'child_process'; require(s).exec('a')", {None}),
        ("process.getBuiltinModule('child_process').execSync('a')", {None}),
        ("re.exec(s); $('.menu'); tag`git log`", set()),
        ("// require('child_process')\nexec('ls')", set()),
        ("const cp = require('child_process'); re.exec(x); cp.exec('ls -l')", {"ls"}),
        ("import * as cp from 'child_process'; cp.fork('./x.js'); cp.spawn(process.execPath, [])", set()),
        ("const cp = require('child_process'); cp.execSync('a; b && c | d')", {"a", "b", "c", "d"}),
        ("const cp = require('child_process'); cp.execSync('FOO=1 a')", {"a"}),
        ("const cp = require('child_process'); cp.execSync(`a ${x}`)", {"a"}),
        ("const cp = require('child_process'); cp.execSync(`${x} a`)", {None}),
        ("const cp = require('child_process'); cp.execSync(`a${x}`)", {None}),
        ("const cp = require('child_process'); cp.execSync(`cd ${at(`x${y}`)} && git pull`)", {"cd", "git"}),
        ("const cp = require('child_process'); cp.spawn('a b', { cwd, shell: true }); cp.spawn('c d', [], { shell: false })", {"a", "c d"}),
        ("const cp = require('child_process'); cp.spawn(x)", {None}),
        ("const cp = require('child_process'); use(cp)", {None}),
        ("use(require('child_process'))", {None}),
        ("const { exec, spawn: s } = require('child_process'); exec('a'); s('b', [])", {"a", "b"}),
        ("const { exec } = require('child_process'); x.map(exec)", {None}),
        ("import { execSync as e } from 'node:child_process'; e('a')", {"a"}),
        ("import cp, { spawn } from 'child_process'; spawn('a'); cp.execFile('b')", {"a", "b"}),
        ("require('child_process').execSync('a b')", {"a"}),
        # what other files get under a name that is not followed there
        ("module.exports = require('child_process')", {None}),
        ("export { exec } from 'child_process'", {None}),
        ("export * from 'execa'", {None}),
        ("import { exec } from 'child_process'; export const run = promisify(exec); run('a')", {"a", None}),
        ("const cp = require('child_process'); exports.run = promisify(cp.exec)", {None}),
        # packages in its place
        ("import { execa } from 'execa'; await execa('git', ['log'])", {"git"}),
        ("import { execa as run, $ } from 'execa'; await run`git log`; await $`tar ${x}`", {"git", "tar"}),
        ("import { execaCommand } from 'execa'; execaCommand('git log')", {"git"}),
        ("const execa = require('execa'); execa('git'); execa.command('tar x'); execa.sync('ls')", {"git", "tar", "ls"}),
        ("const { stdout } = await require('execa')('git', ['log'])", {"git"}),
        ("const spawn = require('cross-spawn'); spawn('python3', ['x.py']); spawn.sync('git')", {"python3", "git"}),
        ("import sh from 'shelljs'; sh.mkdir('-p', 'x'); sh.exec('git log')", {"git"}),
        ("import { exec } from 'shelljs'; exec(command)", {None}),
        ("import 'zx/globals'; await $`git log`", {"git"}),
        ("await $`git log | wc -l`", {"git", "wc"}),  # zx runs the file
        ("const cp = require('child_process'); cp.spawn(process.env.PYTHON || 'python3')", {None}),
        ("const exec = require('child_process').exec; exec('a')", {"a"}),
        (
            "const { exec } = require('child_process'); const run = require('util').promisify(exec); run(`a ${x}`)",
            {"a"},
        ),
        (
            "import { promisify } from 'util'; import * as cp from 'child_process'; const run = promisify(cp.execFile); run('a')",
            {"a"},
        ),
    ],
)
def test_programs(text: str, found: set[str | None]) -> None:
    assert programs(text) == found


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("('sh', ['-c', 'a b'], { env })", ("sh", "-c", "a b")),
        ("('a', [x, 'b', join('c', 'd'), `e`, `f${g}`, ['h']])", ("a", None, "b", None, "e", None, None)),
        ("('a', args)", ("a", None)),
        ("('a')", ("a",)),
        ("('a', { cwd: [] })", ("a", None)),
    ],
)
def test_arguments(text: str, argv: tuple[str | None, ...]) -> None:
    assert children("require('child_process').execFile" + text) == {Child(argv)}


def test_whole_command_lines() -> None:
    assert children("require('child_process').exec(`a ${b} c`)") == {Child(line="a ${computed} c")}
    assert children("require('child_process').spawn('a', ['b', c], { shell: true })") == {Child(line="a b ${computed}")}
