"""Links that a replay makes: what they lead to is there, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.conversion import Conversion, Options
from msbgen.model.plan import Libraries, System
from msbgen.pipeline import convert
from tests.ecosystems.helpers import write
from tests.plan.toy import Toy

END = "\nRUN toycc -o /app/x\nCMD [\"/app/x\"]\n"


def made(base: str, run: str) -> Conversion:
    return convert(f"FROM {base}\nRUN {run}{END}", options=Options.make(base="slim"))


def gathered(result: Conversion) -> tuple[str, ...]:
    assert result.plan is not None
    return tuple(f for step in result.plan.stages[-2].steps if isinstance(step, System) for f in step.files)


@pytest.mark.parametrize(
    "run",
    [
        "ln -s /app/lib.so.1 /app/lib.so",  # of what is kept: it may not even be there
        "ln -s /usr/share/zoneinfo/Europe/Berlin /etc/localtime",  # Debian's slim image has the zones
        "ln -s /usr/bin/perl /usr/local/bin/p",
        "ln -s /opt/y/x.so /opt/x.so",
    ],
)
def test_what_is_there_is_not_gathered(toy: Toy, run: str) -> None:
    assert gathered(made("debian:bookworm", run)) == ()


def test_a_library_comes_along_with_its_own(toy: Toy) -> None:
    result = made("debian:bookworm", "ln -s /usr/lib/x86_64-linux-gnu/libmagic.so.1 /usr/lib/libmagic.so")
    assert gathered(result) == ("/usr/lib/x86_64-linux-gnu/libmagic.so.1",)
    assert result.plan is not None
    (step,) = [s for s in result.plan.stages[-2].steps if isinstance(s, Libraries)]
    assert "/usr/lib/x86_64-linux-gnu/libmagic.so.1" in step.roots


def test_a_time_zone_comes_along_where_the_base_has_none(toy: Toy) -> None:
    zone = "/usr/share/zoneinfo/Europe/Berlin"
    assert gathered(made("ubuntu:22.04", f"apt-get install -y gcc && ln -s {zone} /etc/localtime")) == (zone,)
    assert gathered(made("ubuntu:22.04", f"apt-get install -y gcc tzdata && ln -s {zone} /etc/localtime")) == ()


def test_a_link_in_a_folder_that_is_copied_is_not_made_again(tmp_path: Path) -> None:
    """It would be there already, and `ln -s` then fails, or makes one inside of the folder that the first one leads to."""
    files = {"main.py": "import flask, subprocess\nsubprocess.run(['gs'])\n", "public/x": "", "requirements.txt": "flask\n"}
    text = (
        "FROM python:3.12-bookworm\nRUN apt-get update && apt-get install -y ghostscript gcc\nWORKDIR /srv/www\nCOPY . .\nRUN pip install -r requirements.txt\n"
        "RUN ln -s ../storage/app public/storage && ln -s main.py link.py\nRUN ln -s /srv/www/main.py /usr/bin/run\nCMD [\"python\", \"main.py\"]\n"
    )
    result = convert(text, context=write(tmp_path, files)).dockerfile.rpartition("\nFROM ")[2]
    assert "COPY --from=builder /srv/www /srv/www\n" in result
    assert "ln -s /srv/www/main.py /usr/bin/run" in result
    assert "public/storage" not in result
    assert "link.py" not in result


def test_links_of_which_some_are_copied_are_not_made_again(tmp_path: Path) -> None:
    """A script that makes both cannot run a second time."""
    files = {"main.py": "import flask, subprocess\nsubprocess.run(['gs'])\n", "requirements.txt": "flask\n", "links.sh": "ln -s main.py /srv/www/link.py\nln -s /srv/www/main.py /usr/bin/run\n"}
    text = (
        "FROM python:3.12-bookworm\nRUN apt-get update && apt-get install -y ghostscript gcc\nWORKDIR /srv/www\nCOPY . .\nRUN pip install -r requirements.txt\n"
        'RUN sh links.sh\nCMD ["python", "main.py"]\n'
    )
    result = convert(text, context=write(tmp_path, files))
    assert not result.changed
    assert "its link /srv/www/link.py is by then" in result.diagnostics[0].message
