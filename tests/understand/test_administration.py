"""What administrates the system, removals by names that are not known, sed scripts that write, temporary folders."""

from __future__ import annotations

import pytest

from msbgen.pipeline import convert
from msbgen.understand.sed import written_by
from tests.understand.helpers import effect_of, units_of


@pytest.mark.parametrize(
    "command",
    [
        "dpkg -i x.deb", "dpkg --configure -a", "dpkg", "dpkg -P --force-all x", "rpm -ivh x.rpm", "update-alternatives --config java", "dpkg-reconfigure locales",
        "hg frobnicate", "svn $X y", "gosu nobody make", "tini frobnicate", "command", "apk frobnicate", "update-alternatives --install $X y z 1", "dpkg -x a.deb $X",
    ],
)  # fmt: skip
def test_what_is_not_known_stays_so(command: str) -> None:
    effect = effect_of(command, before="ARG X\nWORKDIR /w\n")
    assert (effect.role, effect.anywhere) == ("unknown", True) or effect.anywhere


@pytest.mark.parametrize(
    "command",
    ["dpkg --print-architecture", "dpkg -l", "rpm -q x", "rpm -qa", "apk --print-arch", "gosu nobody true", "gosu --version", "getconf LONG_BIT", "svn info", "hg id", "command -v java",
     "tini --version", "tini -h", "for i in a; do break; done", "while true; do continue; done", "read x",
     "update-alternatives --list java", ". /etc/os-release"],
)  # fmt: skip
def test_what_only_tells(command: str) -> None:
    effect = effect_of(command)
    assert (effect.role, effect.writes, effect.removes, effect.anywhere) == ("state", (), (), False)


@pytest.mark.parametrize(
    ("command", "kind", "paths"),
    [
        ("dpkg -x a.deb /opt/a", "writes", ["/opt/a"]),
        ("dpkg --purge gcc", "removes", ["package:gcc"]),
        ("rpm -e gcc make", "removes", ["package:gcc", "package:make"]),
        ("dpkg --add-architecture i386", "system", ["/var/lib/dpkg/arch"]),
        ("dpkg-reconfigure -f noninteractive tzdata", "system", ["/etc/localtime", "/etc/timezone"]),
        ("echo a b select c | debconf-set-selections", "system", ["/var/cache/debconf/config.dat"]),
        ("update-alternatives --install /usr/bin/cc cc /opt/cc 9 --slave /usr/bin/c++ c++ /opt/c++", "links",
         ["/usr/bin/cc", "/etc/alternatives/cc", "/usr/bin/c++", "/etc/alternatives/c++"]),
        ("update-alternatives --install /usr/bin/cc cc /opt/cc 9", "targets", ["/opt/cc"]),
        ("hg clone -r 1.0 https://e.com/x", "writes", ["/w/x"]),
        ("svn checkout https://e.com/x /opt/y", "writes", ["/opt/y"]),
        ("svn up", "writes", ["/w"]),
        ("sed 's/a/b/w /out' f", "writes", ["/out"]),
        ("sed -n -e 's/a/b/' -e '/x/w out' f", "writes", ["/w/out"]),
    ],
)  # fmt: skip
def test_effects(command: str, kind: str, paths: list[str]) -> None:
    effect = effect_of(command)
    assert list(getattr(effect, kind)) == paths
    assert not effect.anywhere


@pytest.mark.parametrize(
    ("command", "patterns"),
    [
        ("rm -rf $(cat list)", ["/*"]),
        ('rm -rf "$X"', ["/*"]),
        ("rm -rf /opt/$X", ["/opt/*"]),
        ("cat list | xargs rm", ["/*"]),
        ("find /opt -name '*.a' | sort | xargs rm -f", ["/opt/*.a"]),
        ("find /opt | sed s/a/b/ | xargs rm", ["/*"]),
        ("rm -rf /a", []),
    ],
)
def test_what_may_be_removed(command: str, patterns: list[str]) -> None:
    assert list(effect_of(command, before="ARG X\nWORKDIR /w\n").may_remove) == patterns


def test_a_split_that_copies_what_may_be_gone_is_refused() -> None:
    text = "FROM golang:1.23\nCOPY . /src\nRUN cd /src && go build -o /app/x && {}\nCMD [\"/app/x\"]\n"
    assert convert(text.format("rm -rf /src")).changed
    for gone in ("rm -rf $(cat list)", "cat list | xargs rm", "find /app -type f | xargs rm"):
        assert not convert(text.format(gone)).changed


@pytest.mark.parametrize("command", ['x="$(mktemp -d)" && rm -rf "$x"', "export X=$(mktemp -d); rm -r $X/y", "x=`mktemp -d`; rm -rf $x"])
def test_temporary_folders_are_no_loss(command: str) -> None:
    effects = [e for unit in units_of(command) for e in unit.effects]
    assert not any(e.may_remove or e.anywhere for e in effects)
    assert any(path.startswith("/tmp/") for e in effects for path in e.removes)


def test_what_is_made_in_a_temporary_folder_is_there() -> None:
    assert units_of("cd $(mktemp -d) && curl -O https://e.com/y")[-1].effects[-1].writes == ("/tmp/tmp.mktemp/y",)


def test_a_folder_that_mktemp_makes_elsewhere_is_not_known() -> None:
    assert units_of("x=$(mktemp -d -p /opt) && rm -rf $x")[-1].effects[-1].may_remove == ("/*",)


def test_what_os_release_sets_is_not_known_to_be_empty() -> None:
    unit = units_of(". /etc/os-release && curl -o /opt/$VERSION_CODENAME https://e.com")[-1]
    assert unit.effects[-1].anywhere


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ("s/a/b/", ()), ("1!G;h;$!d", ()), ("/a/,/b/{s/x/allow w y/;p}", ()), ("$a text w file", ()), ("y/abc/xwz/", ()), ("\\,w x,d", ()), ("s/[/]w/x/", ()),
        ("/x/w /out", ("/out",)), ("s/a/b/gw /etc/x\np", ("/etc/x",)), ("w a\nw b", ("a", "b")), ("s/a/b/w /dev/stdout", ()),
        ("s/a/b/e", None), ("1e date", None), ("s/a", None), ("/a", None), ("%", None),
    ],
)  # fmt: skip
def test_what_a_sed_script_writes(script: str, files: tuple[str, ...] | None) -> None:
    assert written_by(script) == files
