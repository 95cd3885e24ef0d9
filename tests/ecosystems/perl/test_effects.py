"""What Perl's installers leave, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Effect
from tests.ecosystems.helpers import effect, write

SITE = ["/usr/local/bin", "/usr/local/lib/perl5/site_perl"]
DEBIAN = ["/usr/local/bin", "/usr/local/lib", "/usr/local/share"]


def left(made: Effect) -> list[str]:
    assert not made.anywhere, made.reason
    return sorted({*made.writes, *(p.path for p in made.products if p.owner == "perl")})


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("cpanm --notest Plack Starman@0.4017", SITE),
        ("cpanm -l local --installdeps .", ["/app/local"]),
        ("cpanm -nqL /opt/x Plack", ["/opt/x"]),
        ("cpm install -g Plack", SITE),
        ("cpm install", ["/app/local"]),
        ("cpan -T Plack", SITE),
        ("carton install --deployment", ["/app/local"]),
        ("PERL_CARTON_PATH=/deps carton install", ["/deps"]),
        ("curl -L https://cpanmin.us | perl - App::cpanminus", SITE),
        ("curl -fsSL https://raw.githubusercontent.com/skaji/cpm/main/cpm | perl - install -g App::cpm", SITE),
        ("PERL_MM_OPT=INSTALL_BASE=/opt/p cpanm Plack", ["/opt/p", "/opt/p/bin"]),
        ("cpanm --version", []),
        ("perl -c app.pl", []),
        ("perl -I lib -wc app.pl", []),
        ("perl -pi -e 's/a/b/' app.conf", ["/app/app.conf"]),
        ("perl -i -pe 's{/a}{$ENV{HOME}}g; tr|x|y|' app.conf", ["/app/app.conf"]),
    ],
)
def test_installers(command: str, expected: list[str]) -> None:
    assert left(effect(command, base="perl:5.40")) == expected


def test_modules_that_no_table_knows_may_have_data_elsewhere() -> None:
    assert left(effect("cpanm Acme::Rare", base="perl:5.40")) == ["/usr/local/bin", "/usr/local/etc", "/usr/local/lib/perl5/site_perl", "/usr/local/sbin", "/usr/local/share"]


def test_a_distributions_perl() -> None:
    assert left(effect("cpanm Plack", base="debian:bookworm")) == DEBIAN


@pytest.mark.parametrize(
    ("command", "expected"),
    [("perl Makefile.PL && make install", DEBIAN), ("perl Build.PL && ./Build && ./Build install", DEBIAN), ("perl Makefile.PL INSTALL_BASE=/opt/x && make && make install", ["/opt/x"])],
)
def test_a_build_of_its_own(command: str, expected: list[str]) -> None:
    assert left(effect(command, base="debian:bookworm")) == expected


@pytest.mark.parametrize(
    "command",
    [
        "perl seed.pl -c",  # the script's own option
        "perl -pi -e 's/a/rename q(b), q(c)/ge' a",
        "perl -pi -e 's/a/@{[unlink glob 1]}/' a",
        "perl -pi -e 's/a/$h{unlink 1}/' a",
        "perl -pi -e 's/a/b/; unlink 1' a",
        "perl -pi -e 's/a' a",
        "perl seed.pl", "perl -e 'system(\"x\")'", "perl -pi -e 's/x/`date`/e' a", "curl https://example.com/x.pl | perl -", "make install", "perl Makefile.PL && make install DESTDIR=/x", "cpanm -U Plack",
    ],
)
def test_what_is_not_known(command: str) -> None:
    assert effect(command, base="perl:5.40").anywhere


def test_another_user_may_not_write_there() -> None:
    assert effect("cpanm Plack", base="perl:5.40", before="USER www-data\nWORKDIR /app\n").anywhere
    assert left(effect("cpanm -L /app/local Plack", base="perl:5.40", before="USER www-data\nWORKDIR /app\n")) == ["/app/local"]


def test_requirements(tmp_path: Path) -> None:
    from msbgen.ecosystems.perl.notes import notes
    from tests.understand.helpers import facts_of

    write(tmp_path, {"cpanfile": "requires 'Plack', '1';\n# requires 'No';\non test => sub {\n  requires 'Test::More';\n};\nrequires \"DBI\";\n"})
    _, scene = facts_of("FROM perl:5.40\nWORKDIR /app\nCOPY . .\nRUN cpanm --installdeps .\n", tmp_path)
    assert list(notes(scene).modules) == ["Plack", "DBI"]
    write(tmp_path, {"cpanfile": "requires 'Plack';\nfeature x => sub { requires 'DBI' };\n"})
    _, scene = facts_of("FROM perl:5.40\nWORKDIR /app\nCOPY . .\nRUN cpanm --installdeps .\n", tmp_path)
    assert list(notes(scene).modules) == [None]
