"""The go command's environment at a call: variables of the process, what `go env -w` left, the defaults.

Source: `go help environment` and cmd/go/internal/cfg of Go 1.26 (the process's environment wins over the file of go env -w).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from msbgen.data.images import Image
from msbgen.ecosystems.go.notes import notes
from msbgen.model.facts import Call
from msbgen.understand.scene import Scene

__all__ = ["Settings", "settings", "version"]


def version(base: Image | None) -> tuple[int, ...] | None:
    """The Go version that the base image is known to bring, as numbers; None when it is not known."""
    if base is None or base.language != "go":
        return None
    text = base.version_today or base.language_version or ""
    numbers = tuple(int(p) for p in text.split(".")[:2] if p.isdigit())
    return numbers if len(numbers) == 2 else None


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one call."""

    env: Mapping[str, str | None]
    written: Mapping[str, str | None]
    base: Image | None
    #: the release of Go, as far as it is known
    go: tuple[int, ...] | None

    def value(self, name: str) -> str | None:
        """A variable's value; "" when it is unset, None when it cannot be known. An empty value counts as unset."""
        if self.env.get(name, "") is None:
            return None
        if self.env.get(name):
            return self.env[name]
        if name in self.written:
            return self.written[name]
        return None if self.base is None else ""

    @property
    def home(self) -> str | None:
        return self.env.get("HOME")

    @property
    def gopath(self) -> tuple[str, ...] | None:
        """The folders of GOPATH; ~/go without it."""
        given = self.value("GOPATH")
        if given is None:
            return None
        if given:
            return tuple(p for p in given.split(":") if p)
        return (posixpath.join(self.home, "go"),) if self.home else None

    @property
    def bin(self) -> str | None:
        """Where `go install` puts programs."""
        given = self.value("GOBIN")
        if given is None:
            return None
        if given:
            return given
        folders = self.gopath
        return posixpath.join(folders[0], "bin") if folders else None

    @property
    def scratch(self) -> tuple[str, ...]:
        """The caches: of modules, of built packages."""
        found = [posixpath.join(folder, "pkg") for folder in self.gopath or ()]
        for name, default in (("GOMODCACHE", None), ("GOCACHE", posixpath.join(self.home, ".cache/go-build") if self.home else None), ("GOTMPDIR", None)):
            given = self.value(name) or default
            if given and given.startswith("/"):
                found.append(given)
        return tuple(found)

    @property
    def modules(self) -> bool | None:
        """Whether module mode is on: None where that depends on go.mod or cannot be known."""
        given = self.value("GO111MODULE")
        if given in ("on", "off"):
            return given == "on"
        if given == "" and self.go is not None:
            return True if self.go >= (1, 16) else None if self.go >= (1, 11) else False
        return None

    @property
    def os(self) -> str | None:
        """The target's operating system; None when it depends on an argument."""
        given = self.value("GOOS")
        return "linux" if given == "" else given


def settings(call: Call, scene: Scene) -> Settings:
    """The settings in effect at a call."""
    return Settings(call.env, notes(scene).written, scene.base, version(scene.base))
