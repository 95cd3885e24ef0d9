"""Build arguments: whether another value may matter, told in one reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.variables import Watch, Watched
from msbgen.plan.kept import keep
from msbgen.read import read
from msbgen.understand import Context, understand


def matters(lines: str, context: Path | None = None) -> bool:
    facts, scene = understand(read(f"FROM golang:1.23-bookworm\nWORKDIR /src\nARG VERSION=dev\n{lines}\nCMD [\"/bin/app\"]\n"), Context(context) if context else None)
    keep(facts, scene)  # which may look variables up, too
    assert scene.watch is not None
    return scene.watch.matters


@pytest.mark.parametrize(
    "lines",
    [
        "LABEL version=$VERSION",
        "RUN go build -o /bin/app .",
        'RUN go build -ldflags "-X main.version=$VERSION" -o /bin/app .',
        'RUN echo "building $VERSION" && go build -o /bin/app .',
        "ARG NAME=${VERSION}-x\nLABEL name=$NAME\nRUN go build -o /bin/app .",
        "ARG CGO_ENABLED\nRUN go build -o /bin/app .",  # without a default nobody knows it in the first place
    ],
)
def test_other_values_make_no_difference(lines: str) -> None:
    assert not matters(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "ENV VERSION=$VERSION\nRUN go build -o /bin/app .",
        "COPY $VERSION /x",
        "RUN go build -o /bin/app-$VERSION .",
        "RUN mkdir /data-$VERSION",
        "RUN cd $VERSION && go build -o app .",
        "RUN X=$VERSION; cp a /opt/$X",
        "RUN cp ${VERSION:-a} /opt/b-${VERSION}",
        "RUN apt-get install -y curl=$VERSION",
        "ARG CGO_ENABLED=0\nRUN go build -o /bin/app .",  # it is in the environment, though no line names it
        "ARG GOBIN=/opt\nRUN go install ./...",
        "ARG PATH=/x",
        "ENTRYPOINT /bin/app-$VERSION",
    ],
)
def test_other_values_may_make_a_difference(lines: str) -> None:
    assert matters(lines)


def test_a_script_of_the_context_that_looks_one_up(tmp_path: Path) -> None:
    (tmp_path / "build.sh").write_text("#!/bin/sh\nmkdir /data/$VERSION\n")
    (tmp_path / "plain.sh").write_text("#!/bin/sh\nmkdir /data\n")
    assert matters("COPY . .\nRUN sh build.sh", tmp_path)
    assert not matters("COPY . .\nRUN sh plain.sh", tmp_path)


def test_what_whoever_looks_up_does_not_matter_for() -> None:
    """Copies are watched, too; a copy to a plain dictionary has looked up all."""
    watch = Watch()
    watch.names = frozenset({"A"})
    given = Watched({"A": "1", "B": "2"}, watch)
    assert (given["B"], given.get("C"), "B" in given, len(given)) == ("2", None, True, 2)
    copied = given.copy()
    copied["B"] = "3"
    copied.update({"C": "4"})
    assert (given["B"], copied["B"], copied["C"], watch.matters) == ("2", "3", "4", False)
    for look in (lambda: copied["A"], lambda: copied.get("A"), lambda: "A" in copied, lambda: {**copied}, lambda: dict(copied), lambda: list(copied.items())):
        watch.matters = False
        look()
        assert watch.matters
    watch.matters, watch.paused = False, True
    assert given["A"] == "1"
    assert not watch.matters
