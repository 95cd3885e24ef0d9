"""What HOME is while a RUN runs, as the engine takes it from /etc/passwd."""

from __future__ import annotations

import pytest

from tests.understand.helpers import facts_of


def home(lines: str, base: str = "debian:bookworm") -> str | None:
    facts, _ = facts_of(f"FROM {base}\n{lines}\nRUN make\n", None)
    return facts.lines[-1].units[0].calls[0].env["HOME"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("", "/root"),
        ("USER root", "/root"),
        ("USER 0:0", "/root"),
        ("RUN useradd -m app\nUSER app", "/home/app"),
        ("RUN useradd -m app\nUSER app:app", "/home/app"),
        ("RUN useradd -m -d /srv/app app\nUSER app", "/srv/app"),
        ("RUN useradd --home-dir=/srv/app/ app\nUSER app", "/srv/app"),
        ("RUN useradd -b /srv app\nUSER app", "/srv/app"),
        ("RUN adduser --disabled-password --gecos '' --home /opt/app app\nUSER app", "/opt/app"),
        ("RUN adduser --system app\nUSER app", None),  # another one in each release of Debian
        ("RUN useradd -m -u 1234 app\nUSER 1234", "/home/app"),
        ("RUN useradd -m app\nUSER 1000", None),  # it may be that user's number
        ("USER 1000", "/"),
        ("RUN useradd -m app && usermod -d /srv app\nUSER app", None),
        ("ARG NAME\nRUN useradd -m $NAME\nUSER 1000", None),
        ("USER somebody", None),  # made by nobody that is seen
        ("USER www-data", None),  # the system's own live anywhere
        ("ENV HOME=/opt\nUSER somebody", "/opt"),
    ],
)
def test_home_of_the_user(lines: str, wanted: str | None) -> None:
    assert home(lines) == wanted


def test_home_of_a_user_of_the_base_image() -> None:
    assert home("USER node", base="node:22") == "/home/node"


def test_home_of_an_unknown_base_image_is_not_known() -> None:
    assert home("USER 1000", base="example.org/own") is None
