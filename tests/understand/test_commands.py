"""What common commands write: the table's rows, by example."""

from __future__ import annotations

import pytest

from tests.understand.helpers import effect_of


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("cp a b", ["/w/b"]),
        ("cp a b /opt/", ["/opt/a", "/opt/b"]),
        ("cp -t /opt a", ["/opt/a"]),
        ("cp -r src/. /opt/x", ["/opt/x"]),
        ("mv a /opt/b", ["/opt/b"]),
        ("install -m 755 x /usr/local/bin/y", ["/usr/local/bin/y"]),
        
        ("touch a /b", ["/w/a", "/b"]),
        ("curl -fsSL -o /opt/x https://e.com/y", ["/opt/x"]),
        ("curl -O https://e.com/y.tgz", ["/w/y.tgz"]),
        ("curl https://e.com", []),
        ("wget https://e.com/y.tgz", ["/w/y.tgz"]),
        ("wget -qO- https://e.com/y", []),
        ("wget -O /opt/z https://e.com/y", ["/opt/z"]),
        ("tar xzf a.tgz", ["/w"]),
        ("tar -xzf a.tgz -C /opt --strip-components=1", ["/opt"]),
        ("unzip a.zip -d /opt/x", ["/opt/x"]),
        ("git clone --depth 1 https://e.com/x/y.git", ["/w/y"]),
        ("git clone https://e.com/y /opt/y", ["/opt/y"]),
        ("sed -i s/a/b/ /etc/x.conf", ["/etc/x.conf"]),
        ("sed s/a/b/ /etc/x.conf", []),
        ("sed -i -e s/a/b/ f", ["/w/f"]),
        ("sed -ri s/a/b/ f", ["/w/f"]),
        ("sed -Ei.bak -e s/a/b/ g f", ["/w/g", "/w/f"]),
        ("sed -ri s/a/b/ /etc/x/*.conf", ["/etc/x"]),
        ("sed -ne s/i/p/ f", []),
        ("echo hi > /etc/motd", ["/etc/motd"]),
        ("echo hi >> f 2> /dev/null", ["/w/f"]),
        ("cat <<E > /opt/x\nbody\nE", ["/opt/x"]),
        ("tee /opt/x", ["/opt/x"]),
        ("echo hi >&2", []),
    ],
)
def test_writes(command: str, writes: list[str]) -> None:
    effect = effect_of(command)
    assert list(effect.writes) == writes
    assert not effect.anywhere


@pytest.mark.parametrize(
    ("command", "kind", "paths"),
    [
        ("mkdir -p /a/b c", "folders", ["/a/b", "/w/c"]),
        ("chown -R app:app /app", "changes", ["/app"]),
        ("chmod +x /a /b", "changes", ["/a", "/b"]),
        ("setcap cap_net_bind_service=+ep /app/x", "changes", ["/app/x"]),
        ("useradd -m app", "system", ["/etc/passwd", "/etc/group"]),
        ("rm -rf /var/lib/apt/lists/* x", "removes", ["/var/lib/apt/lists/*", "/w/x"]),
        ("ln -s /a /b", "links", ["/b"]),
        ("ln -sf /a/x /usr/local/bin", "links", ["/usr/local/bin/x"]),
        ("ln -sfn /a/x /usr/local/bin", "links", ["/usr/local/bin"]),
        ("ln -s ../x", "links", ["/w/x"]),
        ("mv a b c /opt/", "removes", ["/w/a", "/w/b", "/w/c"]),
    ],
)
def test_other_effects(command: str, kind: str, paths: list[str]) -> None:
    assert list(getattr(effect_of(command), kind)) == paths


@pytest.mark.parametrize(
    "command",
    ["echo x > $UNKNOWN/y", "cp a $(dirname $X)", "find /x -exec frob {} \\;", "git frobnicate", "sh -c \"frob\""],
)
def test_what_cannot_be_known_is_not_claimed(command: str) -> None:
    effect = effect_of(command, before="ARG UNKNOWN\nARG X\nWORKDIR /w\n")
    assert effect.anywhere
