"""Files of the system that sources, options and the environment name, beside what each image has for itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.node.javascript import tokens
from msbgen.ecosystems.node.project import sources
from msbgen.ecosystems.node.roots import Unknown, started
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["files"]

_TREES = ("/etc/", "/usr/share/", "/usr/lib/", "/usr/include/", "/lib/")
#: the image's own in any case, made by the engine at the start, or of tools that no runtime stage has
_EVERYWHERE = (
    "/etc/passwd/", "/etc/group/", "/etc/shadow/", "/etc/hosts/", "/etc/hostname/", "/etc/resolv.conf/", "/etc/nsswitch.conf/", "/etc/localtime/",
    "/etc/timezone/", "/etc/apt/", "/etc/init.d/", "/etc/systemd/", "/etc/alternatives/", "/usr/share/zoneinfo/", "/usr/share/doc/",
    "/usr/lib/locale/", "/usr/lib/node_modules/",
)  # fmt: skip
_CERTIFICATES = "/etc/ssl/"
_BY_OPENSSL = "--use-openssl-ca"


def files(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Needs of files that are named; whether the original image has them is asked when it is built."""
    for text, evidence in _texts(facts, scene):
        if _BY_OPENSSL in text:
            yield Need("certificates", "/etc/ssl/certs", f"{_BY_OPENSSL} reads the system's certificates", evidence)
        elif text.startswith(_CERTIFICATES):
            yield Need("certificates", "/etc/ssl/certs", f"{evidence[0].source} names {text}", evidence)
        else:
            path = _file(text)
            if path is not None:
                yield Need("system", path, f"{evidence[0].source} names it", evidence)
    for source in sources(facts, scene) or ():
        if "lookupService" in source.text:
            yield Need("system", "/etc/services", "names of ports are looked up there", (Evidence(source.path, "lookupService"),))


def _texts(facts: Facts, scene: Scene) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Words of the start, values of the environment, strings of sources."""
    for root in facts.roots:
        for call in root.calls:
            try:
                words = {w for each in started(call, scene) for w in each.argv if w is not None and w.startswith(("/", "--"))}
            except Unknown:
                continue  # which stands against a split anyway
            yield from ((word, (Evidence(f"line {call.line}", word),)) for word in sorted(words))
    for name, value in facts.final.env.items():
        if value and name != "NODE_EXTRA_CA_CERTS":  # which is looked at for all languages
            yield value, (Evidence(f"${name}", value),)
    for source in sources(facts, scene) or ():
        if any(tree in source.text for tree in _TREES):
            found = {t.value for t in tokens(source.text) if t.kind in ("string", "template", "head") and t.value}
            yield from ((value, (Evidence(source.path, value),)) for value in sorted(found))


def _file(text: str) -> str | None:
    """The file or folder that a text is, where a smaller image may lack it; a folder of many packages is none."""
    if not text.startswith(_TREES) or len(text) > 200 or any(c in text for c in " *?{}%$<>:|()[]\n"):
        return None
    path = posixpath.normpath(text)
    deep = path.count("/") >= (2 if path.startswith("/etc/") else 3)
    if not deep or (path + "/").startswith(_EVERYWHERE) or path.endswith("-linux-gnu"):
        return None
    return path
