"""Which files commands leave, and which may be gone: a COPY names only what is there."""

from __future__ import annotations

import pytest

from tests.understand.helpers import effect_of, units_of


@pytest.mark.parametrize(
    ("command", "writes", "removes"),
    [
        ("gzip a", ("/w/a.gz",), ("/w/a",)),
        ("gzip -9k a", ("/w/a.gz",), ()),
        ("gzip -c a", (), ()),
        ("gzip -d a.gz", ("/w/a",), ("/w/a.gz",)),
        ("gunzip a.tgz", ("/w/a.tar",), ("/w/a.tgz",)),
        ("xz -T 0 a", ("/w/a.xz",), ("/w/a",)),
        ("unxz a.xz", ("/w/a",), ("/w/a.xz",)),
        ("bunzip2 a.bz2", ("/w/a",), ("/w/a.bz2",)),
        ("tar czf /srv/a.tgz -C /x b", ("/srv/a.tgz",), ()),
        ("tar -c b", (), ()),
        ("tar --create --file=a.tar b", ("/w/a.tar",), ()),
        ("tar xzf a.tgz -C /x", ("/x",), ()),
        ("sort -u -o /srv/a b", ("/srv/a",), ()),
        ("sort -k 2 b", (), ()),
        ("uniq a /srv/b", ("/srv/b",), ()),
        ("uniq -f 1 a", (), ()),
        ("awk '{ print $1, \"<a|b>\" }' b", (), ()),
        ("awk '$1 > 5 { print }' b", (), ()),
        ("cp --parents a/b /srv/c", ("/srv/c/a/b",), ()),
        ("wget -q https://e.org/a?x=1", ("/w",), ()),  # a name with a ? in it
        ("curl -O https://e.org/a?x=1", ("/w/a",), ()),
        ("echo a >> /etc/hosts", (), ()),
        ("echo a > /etc/resolv.conf", (), ()),
    ],
)
def test_what_is_written(command: str, writes: tuple[str, ...], removes: tuple[str, ...]) -> None:
    effect = effect_of(command)
    assert (effect.writes, effect.removes, effect.anywhere) == (writes, removes, False)


@pytest.mark.parametrize(
    "command",
    [
        "gzip -r /srv", "gzip *.txt", "wget -i list", "wget -m https://e.org/", "curl -OJ https://e.org/a", "awk '{ print > \"/srv/a\" }' b",
        "awk '{ print | \"sh\" }' b", "awk 'BEGIN { system(\"x\") }'", "dpkg-divert --add --rename --divert /bin/x.y /bin/x",
    ],
)  # fmt: skip
def test_what_is_written_is_not_known(command: str) -> None:
    assert effect_of(command).anywhere


@pytest.mark.parametrize(
    ("command", "pattern"),
    [
        ("find /srv -name '*.txt' -delete", "/srv/*.txt"),
        ("find / -name x -exec rm -rf {} +", "/*x"),
        ("rm /srv/$(x) /srv/$1", "/srv/*"),
        ("for i in a b; do rm /srv/$i.txt; done", "/srv/*.txt"),
        ("if true; then rm /srv/a; fi", "/srv/a"),
        ("test -e x || rm /srv/a", "/srv/a"),
        ("sh -c 'test -e x && rm /srv/a'", "/srv/a"),
        ("find /srv -type d -empty -delete", ""),
    ],
)
def test_what_may_be_gone(command: str, pattern: str) -> None:
    found = [p for unit in units_of(command) for effect in unit.effects for p in effect.may_remove]
    assert found == ([pattern] if pattern else [])


@pytest.mark.parametrize("run", ["grep -q a b && touch /srv/f; true", "! test -e a && touch /srv/f; b", "[[ -e a ]] && true && touch /srv/f; true"])
def test_a_question_that_stops_nothing(run: str) -> None:
    assert [e.maybe for unit in units_of(run, before='SHELL ["/bin/bash", "-c"]\n') for e in unit.effects if "/srv/f" in e.writes] == [True]


@pytest.mark.parametrize("run", ["grep -q a b && touch /srv/f", "true; grep -q a b && touch /srv/f", "touch /srv/f && grep -q a b; true"])
def test_a_question_that_decides_the_build(run: str) -> None:
    assert [e.maybe for unit in units_of(run) for e in unit.effects if "/srv/f" in e.writes] == [False]


@pytest.mark.parametrize(
    ("command", "folders"),
    [
        ("mkdir /d/{a,b}", ("/d/a", "/d/b")),
        ("mkdir -p /d/{a,b/{c,d}}/e", ("/d/a/e", "/d/b/c/e", "/d/b/d/e")),
        ("mkdir $X/{a,b}", ("/x/a", "/x/b")),
        ("mkdir '/d/{a,b}'", ("/d/{a,b}",)),
        ("mkdir /d/{a}", ("/d/{a}",)),
        ("mkdir /d/${X}", ("/d//x",)),
    ],
)
def test_braces_in_bash(command: str, folders: tuple[str, ...]) -> None:
    assert effect_of(command, before='ENV X=/x\nSHELL ["/bin/bash", "-c"]\n').folders == tuple(f.replace("//", "/") for f in folders)


@pytest.mark.parametrize("braces", ["{1,2,3,4,5,6,7,8,9,0}" * 5, "{a,b}" * 2000])
def test_braces_beyond_number(braces: str) -> None:
    assert effect_of(f"mkdir -p /d/{braces}", before='SHELL ["/bin/bash", "-c"]\n').anywhere


def test_braces_elsewhere() -> None:
    assert effect_of("mkdir /d/{a,b}").folders == ("/d/{a,b}",)
    assert effect_of("mkdir /d/{1..3}", before='SHELL ["/bin/bash", "-c"]\n').anywhere
    assert effect_of('mkdir "/d"/{a,b}', before='SHELL ["/bin/bash", "-c"]\n').anywhere
    assert not effect_of("awk '{print $1, $2}' f", before='SHELL ["/bin/bash", "-c"]\n').anywhere


@pytest.mark.parametrize(
    ("command", "targets"),
    [
        ("ln -sf /usr/share/zoneinfo/UTC /etc/localtime", ("/usr/share/zoneinfo/UTC",)),
        ("ln -s ../share/x /usr/bin/", ("/usr/share/x",)),
        ("ln -s /a /b /opt", ("/a", "/b")),
        ("ln /a /b", ()),
    ],
)
def test_what_links_lead_to(command: str, targets: tuple[str, ...]) -> None:
    assert effect_of(command).targets == targets
