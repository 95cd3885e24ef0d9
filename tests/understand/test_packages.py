"""Package managers' commands."""

from __future__ import annotations

import pytest

from tests.understand.helpers import effect_of, units_of


@pytest.mark.parametrize(
    ("command", "manager", "names", "recommends"),
    [
        ("apt-get install -y gcc libpq-dev", "apt", ["gcc", "libpq-dev"], True),
        ("apt-get -y --no-install-recommends install curl=7.88", "apt", ["curl"], False),
        ("apt-get install -qq -o APT::Install-Recommends=false x", "apt", ["x"], False),
        ("apt install -y g++ libstdc++6:amd64 git/bookworm", "apt", ["g++", "libstdc++6", "git"], True),
        ("DEBIAN_FRONTEND=noninteractive apt-get install -yt bookworm-backports x", "apt", ["x"], True),
        ("apk add --no-cache --virtual .build gcc musl-dev~=1.2", "apk", ["gcc", "musl-dev"], False),
        ("yum -y install httpd", "dnf", ["httpd"], False),
    ],
)
def test_install(command: str, manager: str, names: list[str], recommends: bool) -> None:
    install = effect_of(command).install
    assert install is not None
    assert (install.manager, list(install.names), install.recommends) == (manager, names, recommends)


def test_pins_are_kept_as_written() -> None:
    install = effect_of("apt-get install -y curl=7.88.1-10").install
    assert install is not None
    assert install.pins == ("curl=7.88.1-10",)


@pytest.mark.parametrize("command", ["apt-get install -y ./x.deb", "apt-get install -y $(cat list)", "apt-get frobnicate"])
def test_unknown_packages_are_said_so(command: str) -> None:
    assert effect_of(command).anywhere


def test_a_list_s_parts() -> None:
    units = units_of("apt-get update && apt-get install -y gcc && make x && apt-get purge -y gcc && rm -rf /var/lib/apt/lists/*")
    assert [u.role for u in units][:2] == ["state", "both"]
    assert units[3].effects[0].removes == ("package:gcc",)
