"""deno command lines (deno 1.14 to 2.9: docs.deno.com/runtime/reference/cli, `deno COMMAND --help`)."""

from __future__ import annotations

from dataclasses import dataclass

from msbgen.model.facts import Call

__all__ = ["SUBCOMMANDS", "Command", "is_local", "read"]

#: what the entrypoint script of the official images hands to deno in every version since 1.14 (denoland/deno_docker, _entry.sh)
SUBCOMMANDS = frozenset(
    "bundle cache compile completions coverage doc eval fmt help info install lint lsp repl run test types upgrade "
    "add bench init jupyter publish remove serve task uninstall vendor".split()
)
#: options with their value in the next word; all others take one behind "=" only
_VALUED = frozenset(
    "-c --config --import-map -L --log-level --seed --location --cert --port --host -o --output --target --icon --include --exclude --ext --root -n "
    "--name -f --filter --cwd --preload --conditions --outdir --lock-file --exclude-unused-npm --format --platform --minify-level".split()
)
#: letters of permissions that may stand together (deno 2: -RWN)
_LETTERS = {"A": "all", "R": "read", "W": "write", "N": "net", "E": "env", "S": "sys", "I": "import"}


@dataclass(frozen=True, slots=True)
class Command:
    """`verb` is "" for a lone `deno`; `script` the first operand; `rest` what follows it. `allows` are the permissions that the options
    give, with the values behind "=" (None for an unlimited one)."""

    verb: str
    script: str | None
    rest: tuple[str | None, ...]
    options: dict[str, str | None]
    allows: dict[str, str | None]
    #: a word that decides is not known
    opaque: bool = False

    def has(self, *names: str) -> bool:
        return any(name in self.options for name in names)

    @property
    def sealed(self) -> bool:
        """Whether deno keeps the program from starting others and from loading libraries (docs.deno.com/runtime/fundamentals/security)."""
        return not self.opaque and not {"all", "run", "ffi"} & set(self.allows) and not self.has("-P", "--permission-set")


def read(call: Call) -> Command:
    """What a deno command line says."""
    words = list(call.operands)
    options: dict[str, str | None] = {}
    allows: dict[str, str | None] = {}
    verb: str | None = None
    opaque = False
    while words:
        word = words.pop(0)
        if word is None:
            return Command(verb or "", None, tuple(words), options, allows, True)
        if word == "--":
            break
        if word.startswith("-") and len(word) > 1:
            name, equals, value = word.partition("=")
            options[name] = value if equals else None
            if name.startswith("--allow-"):
                allows[name.removeprefix("--allow-")] = value if equals else None
            elif not name.startswith("--") and name[1] in _LETTERS:
                allows.update(dict.fromkeys((_LETTERS[c] for c in name[1:] if c in _LETTERS), value if equals else None))
            elif name in _VALUED and not equals and words:
                options[name] = words.pop(0)
                opaque |= options[name] is None
        elif verb is None and word in SUBCOMMANDS:
            verb = word
        else:
            return Command(verb or "run", word, tuple(words), options, allows, opaque)
    script = words.pop(0) if words else None
    return Command(verb or "", script, tuple(words), options, allows, opaque)


def is_local(script: str) -> bool:
    """Whether a script is a file, not an address or a package."""
    return not script.startswith(("http:", "https:", "jsr:", "npm:", "data:", "node:"))
