"""What programs of node_modules/.bin do in a build, by the table tools.toml."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems.node.action import SYSTEM
from msbgen.ecosystems.node.javascript import Token, tokens
from msbgen.ecosystems.node.merge import Part, merged
from msbgen.ecosystems.node.reach import module_file, reach_of
from msbgen.ecosystems.node.table import Tool
from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.read.shell import parse as parse_shell
from msbgen.understand.arguments import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.units import effect_of

__all__ = ["does", "operand_calls", "script_effect", "script_file", "texts_calls", "tool_effect"]

#: node's and the runners' own options with a value in the next word (node --help; ts-node, tsx, nodemon, pm2 --help)
SCRIPT_VALUED = frozenset(
    "-r --require --import --loader --experimental-loader --env-file --env-file-if-exists -C --conditions --max-http-header-size --title "
    "--project -P --compiler-options -O --tsconfig -x --exec -w --watch --ext -e --ignore -i --delay -d --config --presets --plugins "
    "--extensions --name -n --instances --max-memory-restart --log --output -o --error --interpreter --cron-restart --exec-mode".split()
)


def does(row: Tool, call: Call) -> str:
    """What this call of a tool does: its verb's word, else the tool's."""
    if not row.verbs:
        return row.does
    given = parse(call.operands, (*row.valued, *row.outputs), clusters=False)
    verb = given.operands[0] if given.operands else ""
    if verb is None:
        return "unknown"
    return row.verbs.get(verb, row.does)


def tool_effect(row: Tool, call: Call, scene: Scene) -> Effect:
    """The effect of a call of a tool in a build."""
    what = does(row, call)
    evidence = (Evidence("tools.toml", f"{row.name}: {what}"),)
    if what == "build":
        return _build(row, call, scene, evidence)
    if what == "check":
        return Effect("build", f"{row.name} makes nothing that the container needs", evidence, programs=(row.name,))
    if what in ("runs", "texts"):
        parts = [Part(effect_of(inner, scene)) for inner in operand_calls(row, call)]
        if parts:
            return merged(parts, f"it runs {row.name}, which starts the rest", (row.name,))
    if what == "script":
        path = script_file(call, skip=1 if row.verbs and row.verbs.get(call.operands[0] or "") else 0)
        if path is not None:
            return script_effect(path, call, scene)
    return Effect(
        "unknown",
        f"what `{' '.join(w or '?' for w in call.argv[:3])}` writes is not known",
        evidence,
        anywhere=True,
        programs=(row.name,),
    )


def _build(row: Tool, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    if call.cwd is None:
        return Effect("unknown", f"which folder {row.name} runs in is not known", evidence, anywhere=True)
    given = parse(call.operands, (*row.valued, *row.outputs), clusters=False)
    named = [join(call.cwd, v) if v else None for v in given.values(*row.outputs)]
    if any(path is None for path in named):
        return Effect("unknown", f"where {row.name} writes is not known", evidence, anywhere=True)
    paths = [p for p in named if p is not None]
    paths.extend(join(call.cwd, o) or "" for o in given.operands if o and o.startswith(("/", "../")))
    for name in row.config:
        path = posixpath.join(call.cwd, name)
        if scene.source_of(path) is not None:
            reach = reach_of(scene, path, call.cwd, call, follow=False)
            if reach.why is not None:
                return Effect("unknown", f"where {row.name} writes is not known: {reach.why}", evidence, anywhere=True)
            paths.extend(reach.paths)
    outside = tuple(dict.fromkeys(p for p in paths if p and not below(p, call.cwd)))
    inside: tuple[str, ...] = (call.cwd,)
    if call.cwd in SYSTEM and row.removes and not any(_there(o, call, scene) for o in given.operands):
        return Effect("build", f"{row.name} removes what an earlier build left", evidence, programs=(row.name,))
    if call.cwd in SYSTEM:
        inside = tuple(p for p in named if p and p not in SYSTEM) or _compiler_output(row, call, scene) or _made(row, call, scene) or inside
    return Effect(
        "build",
        f"{row.name} builds the project",
        evidence,
        writes=(*inside, *outside),
        programs=(row.name,),
        maybe=bool(outside),
    )


def _there(operand: str | None, call: Call, scene: Scene) -> bool:
    """Whether lines may have put something at this path, or below it: a file of the context, what an installation made."""
    path = join(call.cwd, operand) if operand is not None and not any(c in operand for c in "*?[{(!") else None
    if path is None or path in SYSTEM or "node_modules" in path.split("/"):
        return True
    return scene.source_of(path) is not None or scene.is_folder(path) or any(below(made, path) or below(path, made) for made in scene.made)


#: files of variables that a program may read before it builds
_VARIABLES = (".env", ".env.local", ".env.production", ".env.production.local")
#: where the programs that go by TypeScript's settings find them, the file that wins first (typescriptlang.org/tsconfig, docs.nestjs.com/cli/usages)
_COMPILERS = {"typescript": ("tsconfig.json",), "@nestjs/cli": ("tsconfig.build.json", "tsconfig.json")}


def _made(row: Tool, call: Call, scene: Scene) -> tuple[str, ...]:
    """The folder that a program makes where nothing names another; () where something may."""
    if call.cwd is None or row.makes is None or _told_otherwise(row, call, scene):
        return ()
    return (posixpath.join(call.cwd, row.makes),)


def _told_otherwise(row: Tool, call: Call, scene: Scene) -> bool:
    """Whether options, variables or the program's own settings may name another folder for what it makes."""
    if len(call.operands) != 1 or any(name in call.env for name in row.unless):
        return True
    paths = (posixpath.join(call.cwd or "/", name) for name in (*row.config, *_VARIABLES) if not name.startswith("tsconfig"))
    texts = [scene.read(path) for path in paths if scene.source_of(path) is not None]
    return any(text is None or any(t.value in row.unless for t in tokens(text)) for text in texts)


def _compiler_output(row: Tool, call: Call, scene: Scene) -> tuple[str, ...]:
    """The folder that tsconfig.json names as TypeScript's output; () where it is not told."""
    if row.package not in _COMPILERS or call.cwd is None or (row.unless and _told_otherwise(row, call, scene)):
        return ()
    for name in _COMPILERS[row.package]:
        text = scene.read(posixpath.join(call.cwd, name))
        given = list(tokens(text)) if text is not None else []
        for at, token in enumerate(given[:-2]):
            if token == Token("string", "outDir") and given[at + 1] == Token("mark", ":") and given[at + 2].kind == "string":
                path = join(call.cwd, given[at + 2].value or "")
                return (path,) if path is not None and path not in SYSTEM else ()
    return ()


def operand_calls(row: Tool, call: Call) -> Iterator[Call]:
    """The commands that a tool starts: its operands are one command, or each is a command line. One without a name where a word is not known."""
    words = list(call.operands)
    if row.verbs and words:
        words = words[1:]
    env = call.variables()
    while words:
        word = words[0]
        if word is None:
            yield replace(call, argv=(None,))
            return
        if word == "--":
            words.pop(0)
            break
        if word.startswith("-"):
            words = words[2:] if word in row.valued else words[1:]
        elif "=" in word and word.split("=", 1)[0].isidentifier():
            name, _, value = word.partition("=")
            env[name] = value
            words.pop(0)
        else:
            break
    if row.does == "texts":
        for text in words:
            if text is None:
                yield replace(call, argv=(None,))
            elif not text.startswith("-"):
                yield from texts_calls("npm run " + text[4:] if text.startswith("npm:") else text, replace(call, env=env))
    elif words:
        yield replace(call, argv=tuple(words), env=env)


def texts_calls(text: str, call: Call) -> Iterator[Call]:
    """All commands of a shell text that runs where `call` does."""
    script = parse_shell(text)
    if script.opaque:
        yield replace(call, argv=(None,))
        return
    for inner in calls_of(script, Place(call.variables(), call.cwd, call.user, call.line, call.mounts)):
        yield replace(inner, line=call.line)


def script_file(call: Call, skip: int = 0) -> str | None:
    """The path of the file that node or a runner is told to run; None where there is none, or it is not known."""
    words = call.operands[skip:]
    at = 0
    while at < len(words):
        word = words[at]
        if word is None:
            return None
        if not word.startswith("-"):
            return join(call.cwd, word)
        if word in ("-e", "--eval", "-p", "--print", "-pe", "-c", "--check", "-v", "--version", "-h", "--help", "-"):
            return None
        at += 2 if word in SCRIPT_VALUED else 1
    return None


def script_effect(path: str, call: Call, scene: Scene) -> Effect:
    """The effect of running a script of the project: it writes where its text says."""
    name = posixpath.basename(path)
    file = module_file(scene, path)
    if file is None or call.cwd is None:
        return Effect(
            "unknown",
            f"what {name} writes is not known: it is not in the build context",
            anywhere=True,
            programs=("node",),
        )
    reach = reach_of(scene, file, call.cwd, call, follow=True)
    evidence = (Evidence(scene.source_of(file) or file, "its text names the paths that it writes"),)
    if reach.why is not None:
        return Effect(
            "unknown", f"what {name} writes is not known: {reach.why}", evidence, anywhere=True, programs=("node",)
        )
    return Effect(
        "build",
        f"{name} is a script of the project",
        evidence,
        writes=(call.cwd, *reach.paths),
        programs=("node",),
        maybe=bool(reach.paths),
    )
