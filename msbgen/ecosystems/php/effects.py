"""What PHP's commands do in a build."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from msbgen.ecosystems.lexing import Token
from msbgen.ecosystems.php.composer import composer, installed_by
from msbgen.ecosystems.php.extensions import SWITCHES, docker, installer, pecl, switch
from msbgen.ecosystems.php.lexer import tokens
from msbgen.ecosystems.php.notes import notes
from msbgen.ecosystems.php.table import tools
from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["effect", "script_at"]

_INSTALLER = "getcomposer.org/installer"
#: options of php that print (php.net/manual/en/features.commandline.options.php)
_PRINTS = frozenset({"-v", "-m", "-i", "-l", "-s", "-w", "--version", "--modules", "--info", "--ini", "--ri", "--rf", "--rc", "--re", "--rz", "-h", "--help"})
_VALUED = frozenset({"-d", "-c", "-z", "-B", "-E", "-F", "-R", "--define"})
#: functions that write nothing
_MILD = frozenset(
    "echo print printf exit die if else elseif isset empty hash_file file_get_contents readfile trim strtolower strtoupper ini_get extension_loaded phpversion var_dump print_r var_export json_encode "
    "json_decode implode explode php_ini_loaded_file php_ini_scanned_files get_loaded_extensions function_exists class_exists in_array defined constant sprintf php_sapi_name PHP_EOL PHP_VERSION "
    "PHP_MAJOR_VERSION PHP_MINOR_VERSION PHP_EXTENSION_DIR ZEND_DEBUG_BUILD PHP_ZTS PHP_OS PHP_INT_SIZE true false null return foreach as and or stream_context_create gd_info opcache_get_status version_compare "
    "preg_match str_replace substr strpos array_keys array_values fopen file hash md5 sha1 base64_encode bin2hex random_bytes uniqid getenv".split()
)


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is not known."""
    name = call.name or ""
    if name in ("composer", "composer.phar"):
        return composer(call, call.operands, scene)
    if name in SWITCHES:
        return switch(call)
    if name.startswith("docker-php-"):
        return docker(call, scene)
    if name == "install-php-extensions":
        return installer(call, scene)
    if name in ("pecl", "pear"):
        return pecl(call, scene)
    if name == "artisan":
        return _task("artisan", call, call.operands, scene)
    if name == "console":
        return _console(call.argv[0] or "", call, call.operands, scene)
    if name in ("phpize", "php-fpm", "apache2-foreground", "phpdbg"):
        return Effect("state", "it prints", _evidence(call), programs=(name,)) if set(call.operands) & {"-v", "--version", "-t", "--help"} else None
    return _php(call, scene)


def script_at(words: tuple[str | None, ...]) -> int | None:
    """Where the script stands that php is given; None where it has none."""
    at = _led(words)
    word = words[at] if at < len(words) else "-"
    if word == "-f":
        return at + 1 if at + 1 < len(words) else None
    return None if word is not None and word.startswith("-") else at


def _led(words: tuple[str | None, ...]) -> int:
    """Where php's own options end: at what it runs (a script, -f, code behind -r, a server), at `--`, or with the words."""
    at = 0
    while at < len(words):
        word = words[at]
        if word is None or not word.startswith("-") or word in ("-", "--", "-f") or word[:2] in ("-r", "-S", "-a"):
            return at
        at += 2 if word in _VALUED else 1
    return len(words)


def _php(call: Call, scene: Scene) -> Effect | None:
    words = call.operands
    led = _led(words)
    if _PRINTS.intersection(words[:led]):
        return Effect("state", "it prints", _evidence(call), programs=("php",))
    if call.source is not None and _fetches_installer(call.source):
        return installed_by(call, words[words.index("--") + 1 :] if "--" in words else (), scene)
    if led < len(words) and (words[led] or "").startswith("-r"):
        return _code(call, words[led:], scene)
    at = script_at(words)
    script = words[at] if at is not None else None
    if at is None or script is None:
        return None
    name = script.rsplit("/", 1)[-1]
    path = join(call.cwd, script)
    rest = words[at + 1 :]
    if path in notes(scene).installers or name in ("composer-setup.php", "composer-installer.php"):
        return installed_by(call, rest, scene)
    if name in ("composer", "composer.phar"):
        return composer(call, rest, scene)
    if name == "artisan":
        return _task("artisan", replace(call, cwd=join(call.cwd, posixpath.dirname(script) or ".")), rest, scene)
    if script == "console":
        return _task("console", call, rest, scene)
    return _console(script, call, rest, scene)


def _console(script: str, call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """A task of Symfony's bin/console, which php runs or its own first line; None for another script."""
    folder, name = posixpath.split(script)
    if name != "console" or posixpath.basename(folder) != "bin":
        return None
    return _task("console", replace(call, cwd=join(call.cwd, posixpath.dirname(folder) or ".")), words, scene)


def _task(which: str, call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """A task of Laravel's artisan or Symfony's console that writes below the project's folder only."""
    name = next((w for w in words if w is None or not w.startswith("-")), "--version" if words else None)
    if name is None or name not in tools()[which]["project"] or call.cwd is None:
        return None
    notes(scene).projects[call.cwd] = None
    return Effect("build", f"{which} {name} writes in the project's folder only", _evidence(call), writes=(call.cwd,), programs=("php",))


def _fetches_installer(source: Call) -> bool:
    return any(w is not None and _INSTALLER in w for w in source.operands)


def _code(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """`php -r`, from there on: calls that print, copy a file and remove one."""
    text = (words[0] or "")[2:] or (words[1] if len(words) > 1 else None)
    if text is None:
        return None
    every = list(tokens(text, code=True))
    writes: list[str] = []
    removes: list[str] = []
    for i, token in enumerate(every):
        if token.kind == "command":
            return None
        if token.kind != "name":
            continue
        rest = every[i + 1 : i + 5]
        if token.text == "copy" and len(rest) == 4 and rest[1].whole and rest[3].whole and rest[1].kind == rest[3].kind == "string" and rest[2].text == ",":
            path = join(call.cwd, rest[3].text)
            if path is None:
                return None
            if _INSTALLER in rest[1].text:
                notes(scene).installers[path] = None
            writes.append(path)
        elif token.text == "unlink" and len(rest) > 1 and rest[1].kind == "string" and rest[1].whole and (path := join(call.cwd, rest[1].text)) is not None:
            if path not in notes(scene).installers or not _conditional(every[:i]):
                removes.append(path)
        elif token.text not in _MILD:
            return None
    conditional = _conditional(every)
    kept = tuple(w for w in writes if w not in notes(scene).installers)
    return Effect("build" if writes or removes else "state", "it copies or removes a file" if writes or removes else "it prints", _evidence(call), writes=kept,
                  removes=() if conditional else tuple(removes), may_remove=tuple(removes) if conditional else (), programs=("php",),
                  scratch=tuple(w for w in writes if w not in kept))  # fmt: skip


def _conditional(every: list[Token]) -> bool:
    return any(t.kind == "name" and t.text in ("if", "else", "elseif") or t.text in ("?", "&&", "|") for t in every)


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
