"""Where Perl programs may stand, and what would break there."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert
from msbgen.ecosystems.perl.needs import needs
from msbgen.ecosystems.perl.sources import UNKNOWN, started
from tests.ecosystems.helpers import write
from tests.understand.helpers import facts_of

BUILD = "WORKDIR /app\nCOPY . .\nRUN cpanm --notest --installdeps .\n"
FILES = {"cpanfile": "requires 'Mojolicious';\n", "app.pl": "use Mojolicious::Lite;\napp->start;\n"}
START = 'CMD ["perl", "app.pl", "daemon"]\n'


def result(text: str, context: Path | None) -> tuple[str, list[str]]:
    made = convert(text, context=context, options=Options.make())
    whole = made.dockerfile
    return whole[whole.rindex("\nFROM ") + 1 :] if made.changed else whole, [d.message for d in made.diagnostics]


def test_the_slim_variant_with_the_modules_only(tmp_path: Path) -> None:
    text, messages = result("FROM perl:5.40\n" + BUILD + START, write(tmp_path, FILES))
    assert text.startswith("FROM perl:5.40-slim\n")
    assert "COPY --from=builder /usr/local/lib/perl5/site_perl /usr/local/lib/perl5/site_perl" in text
    assert not any("assumed" in m for m in messages)


def test_threads_change_what_modules_are_compiled_for(tmp_path: Path) -> None:
    text, _ = result("FROM perl:5.40-threaded\n" + BUILD + START, write(tmp_path, FILES))
    assert text.startswith("FROM perl:5.40-slim-threaded\n")


def test_the_databases_library_has_plugins(tmp_path: Path) -> None:
    text, _ = result("FROM perl:5.40\n" + BUILD + START, write(tmp_path, {**FILES, "cpanfile": "requires 'DBD::mysql', '5.0';\n"}))
    assert "    libmariadb3 \\" in text


def test_a_module_that_no_table_knows_is_told(tmp_path: Path) -> None:
    _, messages = result("FROM perl:5.40\n" + BUILD + START, write(tmp_path, {**FILES, "cpanfile": "requires 'Acme::Rare';\n"}))
    assert any("Acme::Rare" in m for m in messages)


def test_the_distributions_perl_keeps_its_library(tmp_path: Path) -> None:
    install = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y cpanminus build-essential\n"
    text, _ = result(install + BUILD + START, write(tmp_path, FILES))
    assert "    perl \\" in text
    assert "cpanminus" not in text


def test_a_script_of_the_distributions_perl(tmp_path: Path) -> None:
    files = {**FILES, "run": "#!/usr/bin/perl\nuse Data::Dumper;\nprint Dumper(1);\n"}
    text, _ = result("FROM perl:5.40\n" + BUILD + 'CMD ["./run"]\n', write(tmp_path, files))
    assert "    perl \\" in text


def test_servers_are_found_where_they_were_installed(tmp_path: Path) -> None:
    text, _ = result("FROM perl:5.40\n" + BUILD + "CMD hypnotoad -f app.pl\n", write(tmp_path, FILES))
    assert "COPY --from=builder /usr/local/bin /usr/local/bin" in text
    carton = "WORKDIR /app\nRUN cpanm Carton\nCOPY . .\nRUN carton install\nCMD carton exec plackup app.psgi\n"
    text, _ = result("FROM perl:5.40\n" + carton, write(tmp_path, FILES))
    assert text.startswith("FROM perl:5.40-slim\n")


@pytest.mark.parametrize("start", ["CMD cpanm --installdeps . && perl app.pl\n", 'CMD ["carton", "exec", "other"]\n', 'CMD ["other"]\n', 'CMD ["make", "run"]\n'])
def test_what_installs_or_is_not_known_stays(tmp_path: Path, start: str) -> None:
    text, _ = result("FROM perl:5.40\n" + BUILD + start, write(tmp_path, FILES))
    assert text.startswith("FROM perl:5.40\n")


def test_a_program_that_a_source_starts(tmp_path: Path) -> None:
    text, _ = result("FROM perl:5.40\n" + BUILD + START, write(tmp_path, {**FILES, "lib/Git.pm": "package Git;\nsub x { system('git', 'log') }\n1;\n"}))
    assert "    git \\" in text
    text, _ = result("FROM perl:5.40\n" + BUILD + START, write(tmp_path, {**FILES, "lib/Git.pm": "package Git;\nsub x { system(@_) }\n1;\n"}))
    assert text.startswith("FROM perl:5.40\n")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("system('git', 'log');", ("git",)),
        ('my $n = `nproc`;', ("nproc",)),
        ("exec { $x } @y;", (UNKNOWN,)),
        ("qx{date -u};", ("date",)),
        ("open(my $f, '-|', 'ls', '-l');", (UNKNOWN,)),
        ('open(F, "ls |");', (UNKNOWN,)),
        ("use IPC::Run;", (UNKNOWN,)),
        ("# system('x');\n=pod\n\nsystem('y')\n\n=cut\n", ()),
        ("$self->system('x'); my %h = (system => 1); $h{exec}; $sth->execute(1);", ()),
        ("__END__\nsystem('x')", ()),
        ("system(\"cat $file | sort\")", (UNKNOWN,)),
    ],
)
def test_what_a_source_starts(code: str, expected: tuple[str, ...]) -> None:
    assert started(code) == expected


def test_options_behind_the_script_are_its_own(tmp_path: Path) -> None:
    facts, scene = facts_of("FROM perl:5.40\n" + BUILD + 'CMD ["perl", "-Ilib", "app.pl", "-v"]\n', write(tmp_path, FILES))
    found = needs(facts.roots[0].calls[0], scene)
    assert isinstance(found, tuple)
    assert "/app/app.pl" in [n.name for n in found if n.kind == "file"]
