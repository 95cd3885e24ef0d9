"""Home folders: what HOME is for whoever runs a RUN, as the Docker Engine looks it up in /etc/passwd."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from msbgen.data.images import Image
from msbgen.model.facts import Call
from msbgen.understand.commands import makes_user, words_of

__all__ = ["Users", "is_root"]

#: root's names, as USER and --chown may give them
_ROOTS = frozenset({"root", "0", "0:0", "root:root", "root:0", "0:root"})
_ROOT = (None, "", "root", "0")
#: users below this number are the system's own, and live anywhere (Debian Policy 9.2.2)
_FIRST = 1000


def is_root(user: str | None) -> bool:
    """Whether a USER or an owner, with its group or without, is root; a user that is not known is not."""
    return user in _ROOTS


@dataclass
class Users:
    """The users that commands have made so far: home folders by name, None where one is not known, and names by number.

    `lost` is true where a user may have been made, or changed, that is not seen.
    """

    homes: dict[str, str | None] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    lost: bool = False

    def note(self, call: Call) -> None:
        """Note what a command does to the users."""
        if call.name == "usermod":
            self.homes.update((word, None) for word in call.operands if word in self.homes)
        if not makes_user(call.name):
            return
        given = words_of(call)
        name = given.operands[0] if given.operands else None
        if name is None or any(value is None for _, value in given.options):
            self.lost = True
            return
        self.homes[name] = self._home(call, name)
        number = given.value("-u", "--uid")
        if number:
            self.numbers[number] = name

    @staticmethod
    def _home(call: Call, name: str) -> str | None:
        given = words_of(call)
        named = given.value("-d", "--home-dir", "--home", *(("-h",) if call.name == "adduser" else ()))
        if named:
            return named.rstrip("/") or "/"
        if call.name == "adduser" and given.has("--system"):
            return None  # /nonexistent since Debian 12, /home/NAME before
        return posixpath.join(given.value("-b", "--base-dir") or "/home", name)

    def home(self, user: str | None, base: Image | None) -> str | None:
        """The home folder of a USER; None where it is not known. One without an entry in /etc/passwd gets "/"."""
        name = user.partition(":")[0] if user is not None else None
        if name in _ROOT or name is None:
            return "/root"
        theirs = base.users if base is not None else {}
        if name.isdigit():
            found = self.numbers.get(name) or next((n for n, ids in theirs.items() if ids.partition(":")[0] == name), None)
            if found is None:
                return "/" if base is not None and not self.homes and not self.lost and int(name) >= _FIRST else None
            name = found
        if name in self.homes:
            return self.homes[name]
        number = theirs.get(name, "").partition(":")[0]
        return f"/home/{name}" if number.isdigit() and int(number) >= _FIRST else None

    def copy(self) -> Users:
        return Users(dict(self.homes), dict(self.numbers), self.lost)
