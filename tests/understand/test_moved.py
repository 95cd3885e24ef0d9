"""Programs that are moved, copied or linked; programs whose names only their use tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems import Ecosystem
from msbgen.model.facts import Call, Effect, Product
from msbgen.plan.kept import products
from msbgen.understand.scene import Scene
from tests.plan.toy import Toy
from tests.understand.helpers import effect_of, facts_of


class Folder(Toy):
    """`toycc` makes programs in ./out, and does not say which."""

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        return Effect("build", "it compiles", products=(Product("/w/out/", "program", "toy", call.line),), programs=("toycc",))


def paths(run: str, language: Ecosystem, end: str = "") -> list[str]:
    facts, _ = facts_of(f"FROM debian:bookworm\nWORKDIR /w\nRUN {run}\n{end}")
    return [p.path for p in products(facts)]


def test_what_is_no_program_is_none_elsewhere(toy: Toy) -> None:
    assert paths("toycc -o x && cp y /usr/local/bin/ && cp -r z /opt", toy) == ["/w/x"]


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("cp x /usr/local/bin/", "/usr/local/bin/x"),
        ("cp x /usr/local/bin", "/usr/local/bin/x"),  # a folder that every image has
        ("cp x /w/y", "/w/y"),
        ("cp -T x /usr/local/bin", "/usr/local/bin"),
        ("mkdir /d && mv x /d", "/d/x"),
        ("mkdir /d && rmdir /d && mv x /d", "/d"),
        ("install -m 755 x /srv/y", "/srv/y"),
        ("install -d /d && install -m 755 x /d", "/d/x"),
        ("cp -t /opt x y", "/opt/x"),
        ("cp -r /w /opt", "/opt/w/x"),
        ("cp -r . /opt/", "/opt/x"),
        ("cp * /opt/", "/opt/x"),
        ("ln x /usr/bin/y", "/usr/bin/y"),
    ],
)
def test_the_program_follows(toy: Toy, command: str, path: str) -> None:
    assert paths(f"toycc -o x && {command}", toy) == ["/w/x", path]


def test_a_copy_knows_its_origin_and_linkage(toy: Toy) -> None:
    facts, _ = facts_of("FROM debian:bookworm\nWORKDIR /w\nRUN toycc --static -o x\nRUN mv x y && cp y z\n")
    assert [(p.path, p.static, p.origin) for p in products(facts)] == [("/w/x", True, None), ("/w/y", True, "/w/x"), ("/w/z", True, "/w/x")]


def test_a_program_leaves_a_cache_mount_by_being_copied(toy: Toy) -> None:
    assert paths("--mount=type=cache,target=/w/out toycc -o out/x && cp out/x /bin/x", toy) == ["/bin/x"]


@pytest.mark.parametrize(
    ("run", "end", "made", "written"),
    [
        ("toycc", 'CMD ["./out/server"]\n', ["/w/out/server"], ()),
        ("toycc", 'CMD ["out/a/server"]\n', ["/w/out/a/server"], ()),
        ("toycc", 'ENV PATH=/w/out:$PATH\nCMD ["server"]\n', ["/w/out/server"], ()),
        ("toycc", 'ENV PATH=/w/out:$PATH\nCMD ["sleep", "1"]\n', [], ("/w/out",)),  # the distribution's
        ("toycc && cp out/server /bin/s", 'CMD ["s"]\n', ["/bin/s"], ()),
        ("toycc && cp out/* /bin/", 'CMD ["s"]\n', ["/bin/s"], ()),
        ("toycc", "", [], ("/w/out",)),
    ],
)
def test_names_come_from_use(monkeypatch: pytest.MonkeyPatch, run: str, end: str, made: list[str], written: tuple[str, ...]) -> None:
    from msbgen import ecosystems

    language = Folder()
    ecosystems.claimants.cache_clear()
    monkeypatch.setattr(ecosystems, "registered", lambda: (language,))
    facts, _ = facts_of(f"FROM debian:bookworm\nWORKDIR /w\nRUN {run}\n{end}")
    ecosystems.claimants.cache_clear()
    assert [p.path for p in products(facts)] == made
    assert facts.lines[2].units[0].effects[0].writes == written


def test_install_makes_folders() -> None:
    assert effect_of("install -d -m 755 /a /b").folders == ("/a", "/b")


@pytest.mark.parametrize(
    ("run", "start", "path"),
    [
        ("curl -Lo /usr/local/bin/tool https://example.com/tool && chmod +x /usr/local/bin/tool", '["tool"]', "/usr/local/bin/tool"),
        ("curl -L https://example.com/x.tgz | tar -xz -C /opt/x", '["/opt/x/bin/tool", "-v"]', "/opt/x/bin/tool"),
        ("wget https://example.com/tool && mv tool /usr/bin/tool", '["tool"]', "/usr/bin/tool"),
    ],
)
def test_a_program_that_is_fetched_is_one(run: str, start: str, path: str) -> None:
    facts, _ = facts_of(f"FROM debian:bookworm\nWORKDIR /w\nRUN {run}\nCMD {start}\n")
    assert [(p.path, p.owner) for p in products(facts)] == [(path, "c")]
    assert "c" in facts.ecosystems


def test_what_is_not_fetched_is_none(tmp_path: Path) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    for lines in ("COPY tool /w/tool\nRUN mkdir x", "RUN curl -o /w/data https://example.com/data", "RUN apt-get install -y tool"):
        facts, _ = facts_of(f'FROM debian:bookworm\nWORKDIR /w\n{lines}\nCMD ["/w/tool"]\n', tmp_path)
        assert products(facts) == ()
