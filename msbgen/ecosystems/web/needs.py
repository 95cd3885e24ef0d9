"""What a web server needs when the container starts it, and what the entrypoint script of its image starts before."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.web.table import server
from msbgen.model.facts import Call, Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["HOOKS", "hooks", "needs", "starts_others"]

#: nginx's entrypoint script runs what lies here before the server (nginx/docker-nginx, docker-entrypoint.sh)
HOOKS = "/docker-entrypoint.d"
_ENTRYPOINT = "docker-entrypoint.sh"


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | None:
    """The image's own server, or the one that a package brings."""
    evidence = (Evidence(f"line {call.line}" if call.line else "the base image", " ".join(w or "?" for w in call.argv[:4])),)
    of_image = scene.base is not None and scene.base.language == "web"
    if call.name == _ENTRYPOINT:
        return (Need("interpreter", "web", "the entrypoint script of the image", evidence), Need("shell", "/bin/sh", "its first line names it", evidence))
    if server(call.name) is None:
        return None
    program = call.argv[0] or ""
    if of_image and scene.base is not None and call.name in scene.base.programs:
        return (Need("interpreter", "web", "the container starts the image's server", evidence),)
    return (Need("program", program, "the container starts it", evidence),)


def hooks(scene: Scene) -> Iterator[str]:
    """Scripts that COPY put where the image's entrypoint script runs them."""
    for placed in scene.placements:
        if not (below(placed.dest, HOOKS) or below(HOOKS, placed.dest)):
            continue
        for path, _ in scene.files(placed) or ():
            if below(path, HOOKS) and path.endswith((".sh", ".envsh")):
                yield path


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why a server may start programs, or run code that may; None when its configuration is known and asks for nothing of the kind."""
    from msbgen.ecosystems.web.reading import served

    for root in facts.roots:
        for call in root.calls:
            if server(call.name) is not None and served(call, facts, scene) is None:
                return f"what the configuration of {call.name} makes it read or start is not known"
    return None
