"""Whether Python source reaches outside of its interpreter: starts programs, loads the system's libraries by name.

The same reading serves the program's own sources and, in tools/refresh_python_packages.py, distributions of PyPI. It errs
on one side: what it does not understand counts as a reach.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.python.tables import settings

__all__ = ["Reach", "reaches"]

#: names below a module that starts programs, of which a use starts nothing
_CONSTANTS = frozenset("PIPE STDOUT DEVNULL CalledProcessError TimeoutExpired SubprocessError CompletedProcess list2cmdline".split())
#: what starts a program, looked up on os, posix, subprocess, asyncio, or on what a call or an index gives
_STARTS = frozenset(
    "system popen execl execle execlp execlpe execv execve execvp execvpe spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe "
    "posix_spawn posix_spawnp create_subprocess_exec create_subprocess_shell subprocess_exec subprocess_shell fork_exec getoutput "
    "getstatusoutput Popen check_output check_call".split()
)
#: what starts a program, whatever it is looked up on
_EVERYWHERE = frozenset("Popen create_subprocess_exec create_subprocess_shell subprocess_exec subprocess_shell posix_spawn posix_spawnp".split())
#: functions whose first argument is the program, the command line, or a list that begins with the program
_FIRST = frozenset(
    "run call Popen check_call check_output getoutput getstatusoutput system popen create_subprocess_exec create_subprocess_shell execl execle "
    "execlp execlpe execv execve execvp execvpe".split()
)
#: attributes that load a library by its name
_LOADS = frozenset("CDLL PyDLL LoadLibrary find_library dlopen".split())
#: what runs code that is not in the sources, and the modules it is looked up on
_RUNS = frozenset("exec eval __import__ import_module exec_module load_module run_path run_module".split())
_RUN_BY = frozenset({"", "builtins", "importlib", "importlib.util", "runpy", "imp"})
#: modules whose attributes may start programs, for getattr(os, …)
_POWERFUL = frozenset({"os", "posix", "subprocess", "sys.modules", "asyncio"})
_SHELLS = frozenset({"sh", "bash", "dash", "env", "sudo", "nohup", "timeout", "xargs", "nice"})


@dataclass(frozen=True, slots=True)
class Reach:
    """One place in a source. `what` says what it does. `program` names the program that it starts where a literal tells, ""
    for Python's own interpreter (sys.executable), None where it is not known or is none. kind: "starts" a program, "loads" a
    library (`library` names it where a literal tells, "" for an import that may load one), "runs" code that is not in the sources."""

    line: int
    kind: str
    what: str
    program: str | None = None
    library: str | None = None


def reaches(text: str, own: frozenset[str] = frozenset()) -> tuple[Reach, ...] | None:
    """All places where a source reaches outside, in order; None when it cannot be parsed. `own` are modules of the project whose
    names begin as one of the standard library's does; they are read for themselves."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = dict.fromkeys(_Reader(tree, own).found())
    return tuple(sorted(found, key=lambda reach: reach.line))


class _Reader:
    def __init__(self, tree: ast.Module, own: frozenset[str]) -> None:
        self.own = own
        self.nodes = list(ast.walk(tree))
        self.parents = {id(child): node for node in self.nodes for child in ast.iter_child_nodes(node)}
        self.once = dict(_assigned_once(self.nodes))
        #: name in the source → the module, or the name in a module, that it stands for
        self.names: dict[str, str] = {}
        #: the modules that are imported, by their first names
        self.roots: set[str] = set()

    def found(self) -> Iterator[Reach]:
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.names[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
                    yield from self._imported(alias.name, node)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                for alias in node.names:
                    self.names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                    yield from self._imported(f"{node.module}.{alias.name}", node)
        self.roots = {name.split(".")[0] for name in self.names.values()}
        for node in self.nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield from self._name(node)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                yield from self._attribute(node)

    def _imported(self, name: str, node: ast.stmt) -> Iterator[Reach]:
        """A module that starts programs is judged by its uses, unless these cannot be seen."""
        module, _, last = name.rpartition(".")
        table = settings()
        if name in table.loads or module in table.loads or name.split(".")[0] in table.loads:
            yield Reach(node.lineno, "loads", f"imports {name}", library="")
        elif last == "*" and (module in table.starts or module in _POWERFUL):
            yield Reach(node.lineno, "starts", f"imports all of {module}")
        elif name == "antigravity":
            yield Reach(node.lineno, "starts", "imports antigravity")

    def _starting(self, full: str) -> bool:
        """Whether a name is one of a module of the standard library that starts programs."""
        return full.split(".")[0] in settings().starts and not any(full == name or full.startswith(f"{name}.") for name in self.own)

    def _full(self, node: ast.expr) -> str:
        """The dotted name that an expression stands for, imports resolved; "?" for what is no name."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return f"{self._full(node.value)}.{node.attr}"
        return "?"

    def _name(self, node: ast.Name) -> Iterator[Reach]:
        full = self.names.get(node.id)
        parent = self.parents.get(id(node))
        if isinstance(parent, ast.Attribute):
            return  # judged as an attribute
        if full is None:
            if node.id in _RUNS:
                yield from self._run(node, node.id)
            return
        if full in _POWERFUL and not self._asked(parent):
            yield Reach(node.lineno, "starts", f"takes a name from {full} that is not known")
            return
        module, _, last = full.rpartition(".")
        if self._starting(full):
            if last not in _CONSTANTS:
                yield self._start(node, full)
        elif module in ("os", "posix", "asyncio", "asyncio.subprocess") and last in _STARTS:
            yield self._start(node, full)
        elif last in _LOADS:
            yield from self._load(node, last)
        elif last in _RUNS and module in _RUN_BY:
            yield from self._run(node, last)

    def _asked(self, parent: ast.AST | None) -> bool:
        """Whether a module is only asked for a name that starts nothing: hasattr(os, "fork"), getattr(os, "O_BINARY", 0)."""
        if not isinstance(parent, ast.Call) or self._full(parent.func) not in ("hasattr", "getattr") or len(parent.args) < 2:
            return False
        name = _text(parent.args[1])
        return name is not None and (name not in _STARTS or self._full(parent.func) == "hasattr")

    def _attribute(self, node: ast.Attribute) -> Iterator[Reach]:
        if isinstance(self.parents.get(id(node)), ast.Attribute):
            return  # a longer name holds it
        full = self._full(node)
        owner, _, last = full.rpartition(".")
        parts = owner.split(".")
        imported = parts[0] in self.roots
        called = self._called(node) is not None
        if imported and (owner in settings().starts or self._starting(full)):
            if last not in _CONSTANTS and (len(parts) == 1 or parts[-1] not in _CONSTANTS):
                yield self._start(node, full)
        elif _POWERFUL.intersection(parts) and not _STARTS.isdisjoint((*parts, last)) or last in _EVERYWHERE or (called and "?" in parts and last in _STARTS):
            yield self._start(node, full)
        elif last == "__dict__" and owner in _POWERFUL:
            yield Reach(node.lineno, "starts", f"takes a name from {owner} that is not known")
        elif last in _LOADS and (not imported or parts[0] in ("ctypes", "cffi", "os")):
            yield from self._load(node, last)
        elif last in _RUNS and owner in _RUN_BY:
            yield from self._run(node, last)

    def _called(self, node: ast.expr) -> ast.Call | None:
        """The call of a function that an expression names, None where it is used in another way."""
        parent = self.parents.get(id(node))
        return parent if isinstance(parent, ast.Call) and parent.func is node else None

    def _start(self, node: ast.expr, full: str) -> Reach:
        call = self._called(node)
        program = self._program(call) if call is not None and full.rpartition(".")[2] in _FIRST else None
        return Reach(node.lineno, "starts", f"starts {program or 'a program'} through {full}", program)

    def _program(self, call: ast.Call) -> str | None:
        keywords = {k.arg: k.value for k in call.keywords}
        if None in keywords or "executable" in keywords:
            return None
        first = self._head(call.args[0] if call.args else keywords.get("args"))
        if first is not None and self._full(first) == "sys.executable":
            return ""
        text = _text(first)
        return _simple(text) if text else None

    def _head(self, node: ast.expr | None) -> ast.expr | None:
        """The first element of a list, of the first of two lists that are added, or of a name that is assigned once."""
        if isinstance(node, ast.Name) and node.id in self.once:
            node = self.once[node.id]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._head(node.left)
        if isinstance(node, ast.List | ast.Tuple):
            return node.elts[0] if node.elts else None
        return node

    def _load(self, node: ast.expr, last: str) -> Iterator[Reach]:
        call = self._called(node)
        first = call.args[0] if call is not None and call.args else None
        if isinstance(first, ast.Constant) and (first.value is None or first.value in ("libc.so.6", "libm.so.6")):
            return  # the program itself, or the C library that each interpreter links to
        if first is not None and self._own_file(first):
            return
        if isinstance(first, ast.Call) and self._full(first.func).rpartition(".")[2] == "find_library":
            return  # judged by itself
        yield Reach(node.lineno, "loads", f"loads a library through {last}", library=_text(first))

    def _own_file(self, node: ast.expr) -> bool:
        """Whether a path is one beside the program: relative with a slash, or built from __file__."""
        text = _text(node)
        if text is not None:
            return "/" in text and not text.startswith("/")
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        every = [node, *(self.once[name] for name in names if name in self.once)]
        return any(isinstance(n, ast.Name) and n.id == "__file__" for each in every for n in ast.walk(each))

    def _run(self, node: ast.expr, last: str) -> Iterator[Reach]:
        call = self._called(node)
        literal = _text(call.args[0]) if call is not None and call.args else None
        if literal is not None and last in ("__import__", "import_module") and literal.split(".")[0] not in settings().starts | settings().loads:
            return  # an import like any other: what it imports is read, too
        yield Reach(node.lineno, "runs", f"runs code through {last}")


def _assigned_once(nodes: list[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """Names that a source binds in one place only, by a plain assignment, and never changes in place."""
    bound: dict[str, list[ast.expr | None]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            bound.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            bound.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.arg):
            bound.setdefault(node.arg, []).append(None)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            if node.func.attr in ("insert", "clear", "pop", "remove", "reverse", "sort"):
                bound.setdefault(node.func.value.id, []).append(None)
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.setdefault(node.value.id, []).append(None)
    plain = {id(n.targets[0]) for n in nodes if isinstance(n, ast.Assign) and len(n.targets) == 1}
    plain |= {id(n.target) for n in nodes if isinstance(n, ast.AnnAssign)}
    stores = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load) and id(n) not in plain}
    for name, values in bound.items():
        value = values[0]
        if len(values) == 1 and value is not None and name not in stores:
            yield name, value


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _simple(text: str) -> str | None:
    """The program of a command line that starts only one."""
    words = text.split()
    if not words or any(c in text for c in "|;&`$()<>\n{}*") or "=" in words[0]:
        return None
    return None if words[0].rsplit("/", 1)[-1] in _SHELLS else words[0]
