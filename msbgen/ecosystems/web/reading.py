"""Which files a web server hands out or reads: its own folders, and all paths that its configuration and command line name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.web.needs import HOOKS
from msbgen.ecosystems.web.statements import Unreadable, named
from msbgen.ecosystems.web.table import Server, server
from msbgen.model.facts import Call, Facts, Line, Unit
from msbgen.understand.paths import below, covered, join
from msbgen.understand.scene import Scene

__all__ = ["served"]

#: commands that edit the configuration by what their own words say, or copy a file of the context there
_EDITORS = frozenset("cat cd chgrp chmod chown cp echo install ln mkdir mv printf rm sed tee test touch [ : true a2enmod a2dismod a2ensite a2dissite a2enconf a2disconf".split())
#: packages with modules that run code
_CODE = ("libapache2-mod-", "libnginx-mod-http-lua", "libnginx-mod-http-perl", "libnginx-mod-stream-lua", "libnginx-mod-http-js", "php", "libphp")
#: Debian's apache2 modules that run code or start programs, by the names that a2enmod takes
_SPEAKING = ("cgi", "cgid", "php", "perl", "wsgi", "lua", "ext_filter", "fcgid", "proxy_fcgi", "python", "passenger", "actions", "include")
#: names of files that hold configuration
_CONFIGURATION = (".conf", ".htaccess", ".inc", ".template", "Caddyfile")
#: what is no configuration, though it lies among it
_DATA = (".html", ".png", ".ico", ".crt", ".pem", ".key", ".pfx", ".svg", ".jpg")
#: parts of the paths and names that a default configuration has, which an edit of a part would make others
_PARTS = ("html", "share", "www", "usr", "root", "alias", "include", "dir", "srv")


def served(call: Call, facts: Facts, scene: Scene) -> tuple[str, ...] | None:
    """The files and folders that a server may hand out or read of what lines made; None where the call is of no server, where that
    is not known, or where the server may start programs."""
    row = server(call.name)
    if row is None:
        return None
    try:
        return tuple(_Reading(row, call, facts, scene).all())
    except Unreadable:
        return None


class _Reading:
    """One server's configuration, followed from file to file."""

    def __init__(self, row: Server, call: Call, facts: Facts, scene: Scene) -> None:
        self.row = row
        self.call = call
        self.facts = facts
        self.scene = scene
        self.found: dict[str, None] = dict.fromkeys(row.folders)
        self.read: set[str] = set()

    def all(self) -> dict[str, None]:
        """Every path. Raises Unreadable."""
        if any(name.startswith(_CODE) for line in self.facts.lines for u in line.units for e in u.effects if e.install for name in e.install.names):
            raise Unreadable
        self._command_line()
        for line in self.facts.lines:
            self._placed(line)
            for unit in line.units:
                self._edited(unit)
        self._follow()
        return self.found

    def _command_line(self) -> None:
        if self.row.cwd:
            if self.call.cwd is None:
                raise Unreadable
            self.found[self.call.cwd] = None
        words = self.call.operands
        for at, word in enumerate(words):
            if word is None:
                raise Unreadable
            text = word.partition("=")[2] if word.startswith("--") and "=" in word else word
            if at and words[at - 1] in ("-g", "-C", "-c") and " " in text:  # a statement, not a file
                self._text(text + "\n")
                continue
            option = word.partition("=")[0] if text != word else words[at - 1] if at else None
            if not text.startswith("-") and ("/" in text or "." in text or option in self.row.valued):
                self._name(join(self.call.cwd, text), option in self.row.reads)

    def _name(self, path: str | None, configuration: bool) -> None:
        """Note a path; one of configuration must be the context's, or lie where the server's own is."""
        if path is None or path == "/":
            raise Unreadable
        if configuration and not covered(path, self.row.folders) and self.scene.source_of(path) is None:
            raise Unreadable
        self.found[path] = None

    def _text(self, text: str, folder: str | None = None) -> None:
        for path, configuration in named(text, self.row, folder):
            self._name(path, configuration)

    def _placed(self, line: Line) -> None:
        """Configuration that COPY or ADD puts there."""
        placed = line.placed
        if placed is None or not any(below(placed.dest, c) or below(c, placed.dest) for c in (*self.row.config, HOOKS)):
            return
        if placed.origin == "inline":
            self._text(line.instruction.raw)
            return
        files = self.scene.files(placed)
        if files is None:
            raise Unreadable
        for path, _ in files:
            if covered(path, self.row.config):
                self._file(path)

    def _file(self, path: str) -> None:
        if path in self.read:
            return
        self.read.add(path)
        text = self.scene.read(path)
        if text is None:
            if path.endswith(_DATA):
                return
            raise Unreadable
        self._text(text, posixpath.dirname(path))

    def _edited(self, unit: Unit) -> None:
        """Configuration that a RUN writes or edits: its words are read as configuration, its files as what they name."""
        touched = [p for e in unit.effects for p in (*e.writes, *e.links, *e.system, *(q.path for q in e.products))]
        touched = [p for p in touched if covered(p, (*self.row.config, HOOKS)) or any(below(c, p) for c in self.row.config)]
        if not touched or any(e.install for e in unit.effects):
            return
        if any(c.name not in _EDITORS for c in unit.calls) or any(covered(p, (HOOKS,)) for p in touched):
            raise Unreadable
        for call in unit.calls:
            if call.name in ("a2enmod", "a2enconf") and any(w is None or w.startswith(_SPEAKING) for w in call.operands):
                raise Unreadable
            for word in call.operands:
                if word is None:
                    raise Unreadable
                self._words(word, call)
            if call.name == "sed" and any(w is not None and _rewrites(w) for w in call.operands):
                raise Unreadable
            for redirect in call.command.redirects:
                if redirect.op.startswith("<<"):
                    self._text(redirect.target.text)

    def _words(self, word: str, call: Call) -> None:
        if "/" in word or "." in word:
            path = join(call.cwd, word)
            if path is not None and self.scene.read(path) is not None:
                self._name(path, True)
                self._file(path)
                return
        self._text(_spelled(word) + "\n")

    def _follow(self) -> None:
        """Files that the configuration includes, as far as they are of the context. Where a link leads is not read."""
        context = self.scene.context
        if context is None:
            return
        if context.files is None or any(context.is_link(f) for f in context.files):
            raise Unreadable
        before = -1
        while before != len(self.found):
            before = len(self.found)
            for path in list(self._configuration()):
                self._file(path)

    def _configuration(self) -> Iterator[str]:
        """Files of the context that lie where the configuration names something, and look like configuration."""
        for placed in self.scene.placements:
            for path, _ in self.scene.files(placed) or ():
                if path not in self.read and (path in self.found or path.endswith(_CONFIGURATION)) and covered(path, self.found):
                    yield path


def _spelled(word: str) -> str:
    """A word of an editor's command as configuration: a script of sed with its delimiters as blanks."""
    if "\\/" in word:
        return word.replace("\\/", "\0").replace("/", " ").replace("\0", "/")
    return word.replace("|", " ").replace("#", " ").replace("\\n", "\n")


def _rewrites(word: str) -> bool:
    """Whether a script of sed may change a part of a path, so that the path is nowhere written as a whole."""
    if not word.startswith("s") or len(word) < 2 or word[1].isalnum() or not any(p in word for p in _PARTS):
        return False
    return not any(piece.startswith("/") for piece in _spelled(word).split()[2:] or ("",))
