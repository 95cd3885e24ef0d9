"""Sources that nothing loads when the container runs ask for nothing; those that may be loaded do."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert
from msbgen.ecosystems.python.reach import reaches
from msbgen.ecosystems.python.unreached import own_modules, without_tests
from tests.ecosystems.python.helpers import needs_in

CURL = 'import subprocess\nsubprocess.run(["curl", "--version"])\n'
SCRIPT = f"#!/usr/bin/env python3\n{CURL}"
GUARDED = 'import subprocess\n\ndef main():\n    subprocess.run(["curl", "--version"])\n\nif __name__ == "__main__":\n    main()\n'
LINES = 'RUN pip install flask\nCOPY . .\nCMD ["python", "app.py"]'


def asks(root: Path, files: dict[str, str], lines: str = LINES) -> bool:
    """Whether curl is needed when the container runs."""
    return "curl" in needs_in(lines, root, {"app.py": "import flask\n", **files}).get("program", [])


@pytest.mark.parametrize("file", ["scripts/release.py", "release.py", ".github/release.py"])
@pytest.mark.parametrize("text", [SCRIPT, GUARDED])
def test_a_script_that_nobody_names_asks_for_nothing(tmp_path: Path, file: str, text: str) -> None:
    assert not asks(tmp_path, {file: text, "README.md": "Run release.py\n", "Makefile": "release:\n\tpython release.py\n"})


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": "import release\n"},
        {"app.py": "from lib import x\n", "lib.py": "from release import main\n"},
        {"app.py": 'import importlib\nimportlib.import_module("release")\n'},
        {"app.py": "import importlib, sys\nimportlib.import_module(sys.argv[1])\n"},
        {"app.py": 'import pathlib\npathlib.Path("release.py").read_text()\n'},
        {"app.py": "import subprocess, sys\nsubprocess.run([sys.executable, sys.argv[1]])\n"},
        {"app.py": "import subprocess\nsubprocess.run('./' + name)\n"},
        {"app.py": 'import subprocess\nsubprocess.run(["sh", "-c", x])\n'},
        {"app.py": 'import subprocess\nsubprocess.run(["bin/all"])\n'},
        {"app.py": 'import subprocess\nsubprocess.run(["make", "x"])\n', "Makefile": "x:\n\tpython release.py\n"},
        {"cron.yaml": "run: python release.py\n"},
        {"crontab.txt": "0 0 * * * python /app/release.py\n"},
        {"__init__.py": ""},
    ],
)
def test_a_script_that_may_be_loaded_is_read(tmp_path: Path, files: dict[str, str]) -> None:
    assert asks(tmp_path, {"release.py": GUARDED, **files})


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("release.py", CURL),  # says nowhere that it is a program
        ("main.py", SCRIPT),  # servers look for this name
        ("gunicorn.conf.py", SCRIPT),
    ],
)
def test_other_sources_are_read(tmp_path: Path, file: str, text: str) -> None:
    assert asks(tmp_path, {file: text})


@pytest.mark.parametrize(
    "lines",
    [
        'RUN pip install flask\nCOPY . .\nCMD ["python", "release.py"]',
        'RUN pip install flask\nCOPY . .\nCMD ["python", "-m", "release"]',
        'RUN pip install flask\nCOPY . .\nENV RUN_FIRST=release\nCMD ["python", "app.py"]',
    ],
)
def test_a_script_that_the_dockerfile_names_is_read(tmp_path: Path, lines: str) -> None:
    assert asks(tmp_path, {"release.py": SCRIPT}, lines)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("from tests import helper\n", True),
        ("import tests.helper\n", True),
        ("from .tests import helper\n", True),
        ('NAME = "tests.helper"\n', True),
        ('import os\nos.path.join("a", "tests")\n', True),
        ("# tests are in tests.helper\nimport os\n", False),
        ('def f():\n    """See tests.helper for more."""\n', False),
        ('HELP = "how many tests to run"\n', False),
        ('OPTION = "--skip-tests"\n', False),
        ("latests = {}\nlatests.clear()\n", False),
    ],
)
def test_tests_are_read_where_the_program_may_import_them(source: str, kept: bool) -> None:
    texts = {"app.py": source, "tests/helper.py": CURL}
    assert ("tests/helper.py" in without_tests(texts)) is kept


def test_what_only_setup_py_names_is_no_part_of_the_program() -> None:
    texts = {"app.py": 'OPTION = "--skip-log-setup"\n', "setup.py": 'setup(test_suite="app.test")\n', "app/test/test_a.py": CURL}
    assert without_tests(texts) == {"app.py": texts["app.py"]}


@pytest.mark.parametrize(
    ("files", "source", "starts"),
    [
        (["test/conftest.py"], "from test.conftest import demo\ndemo()\n", False),
        (["test/conftest.py"], "import test.conftest\ntest.conftest.demo()\n", False),
        (["app/commands/add.py"], "from commands import add\nadd.run()\n", False),
        (["commands/deep/__init__.py"], "from commands.deep import x\nx()\n", False),
        ([], "from test.conftest import demo\ndemo()\n", True),
        (["test/support.py"], "from test.support import run_unittest\nrun_unittest()\n", True),  # distributions have it, too
        (["test/conftest.py"], "from test.other import demo\ndemo()\n", True),
        (["venv/create.py"], "import venv\nvenv.create('/x')\n", True),
        (["distutils/spawn.py"], "from distutils.spawn import spawn\nspawn(['gcc'])\n", True),
        (["subprocess.py"], "import subprocess\nsubprocess.run(x)\n", True),
        (["commands/__init__.py"], "import commands\ncommands.getoutput('ls')\n", True),
    ],
)
def test_a_module_of_the_project_is_not_the_standard_librarys(files: list[str], source: str, starts: bool) -> None:
    assert bool(reaches(source, own_modules(files))) is starts


GIT = 'RUN apt-get update && apt-get install -y git\nCOPY . /build\nRUN cd /build && pip install .\nWORKDIR /\nCMD ["app"]'


@pytest.mark.parametrize(
    ("requires", "source", "kept"),
    [
        ('["setuptools", "setuptools_scm"]', "import flask\n", False),
        ('["hatchling", "hatch-vcs"]', "import flask\n", False),
        ('["setuptools"]', "import flask\n", True),  # nothing shows what git is for
        ('["setuptools_scm"]', 'import subprocess\nsubprocess.run(["git", "log"])\n', True),
    ],
)
def test_git_stays_behind_where_only_the_build_asks_it(tmp_path: Path, requires: str, source: str, kept: bool) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/__init__.py").write_text(source)
    project = '[project]\nname = "app"\nversion = "1"\ndependencies = ["flask"]\n[project.scripts]\napp = "app:main"\n'
    (tmp_path / "pyproject.toml").write_text(f"[build-system]\nrequires = {requires}\n{project}")
    result = convert(f"FROM python:3.12\n{GIT}\n", context=tmp_path, options=Options.make(base="slim")).dockerfile
    assert ("    git" in result.rpartition("\nFROM ")[2]) is kept
