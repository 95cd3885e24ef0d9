"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.model.facts import Call
from msbgen.understand.homes import is_root
from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes", "official", "site"]


@dataclass
class Notes:
    """Kept in the scene. `bins` are folders that installers put scripts into, `modules` those that were asked for, None among them where
    they are not known; `configured` maps a folder to the places that its Makefile.PL or Build.PL will install into; `projects` are folders
    whose own scripts were installed."""

    bins: dict[str, None] = field(default_factory=dict)
    modules: dict[str | None, None] = field(default_factory=dict)
    configured: dict[str, tuple[str, ...]] = field(default_factory=dict)
    projects: dict[str, None] = field(default_factory=dict)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("perl", Notes)


def official(scene: Scene) -> bool:
    """Whether the base is one of Perl's own images."""
    return scene.base is not None and scene.base.language == "perl"


def site(call: Call, scene: Scene) -> tuple[str, ...] | str:
    """Where modules of the image's own perl go, its scripts first; the reason where that is not known.

    Perl's images are configured for /usr/local (Perl/docker-perl); the distributions' for /usr/local, too, in folders with the version
    and the machine in their names (perl -V:sitearch of Debian 12 and Alpine 3.19).
    """
    for name in ("PERL_MM_OPT", "PERL_MB_OPT", "PERL5OPT"):
        value = call.env.get(name, "")
        if value is None or (value and name != "PERL_MM_OPT"):
            return f"what {name} says is not looked into"
        if value:
            base = value.partition("INSTALL_BASE=")[2].split()
            return (f"{base[0]}/bin", base[0]) if base and base[0].startswith("/") else f"what {name} says is not looked into"
    if call.user is not None and not is_root(call.user):
        return "another user than root installs, and may not write to perl's own folders"
    if official(scene):
        return ("/usr/local/bin", "/usr/local/lib/perl5/site_perl")
    return ("/usr/local/bin", "/usr/local/lib", "/usr/local/share")
