"""What a program takes that no installation brings: files of the system, scripts by other names, programs that it computes."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert
from msbgen.ecosystems.python.files import FONTS, system_files
from msbgen.ecosystems.python.reach import reaches
from tests.ecosystems.python.helpers import needs_in

CURL = 'import subprocess\nsubprocess.run(["curl", "--version"])\n'
PLAIN = "import flask\n"


def base_of(text: str, root: Path, base: str = "auto") -> str:
    """The last stage's image; "" for a Dockerfile that is left as it is."""
    found = convert(text, context=root, options=Options.make(base=base))
    return [line for line in found.dockerfile.splitlines() if line.startswith("FROM")][-1].split()[1] if found.changed else ""


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ('open("/usr/share/dict/words")', ["/usr/share/dict/words"]),
        ('ImageFont.truetype("DejaVuSans.ttf", 20)', [FONTS]),
        ('ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")', ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"]),
        ('POLICY = "/etc/ImageMagick-6/policy.xml"', ["/etc/ImageMagick-6/policy.xml"]),
        ('open("/usr/share")', []),  # all packages together
        ('open("/etc/passwd")', []),  # the system's own: the builder's must not take its place
        ('open("/usr/lib/x86_64-linux-gnu")', []),
        ('open("/etc/ssl/certs/ca-certificates.crt")', []),
        ('app.route("/usr/share/<name>")', []),
        ('"""text about\n/usr/share/dict/words"""', []),
        ('open("/var/lib/app/data")', []),
    ],
)
def test_files_of_the_system_that_a_source_names(source: str, files: list[str]) -> None:
    assert list(system_files(source)) == files


def test_a_font_comes_along_to_the_slim_image(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text('from PIL import ImageFont\nImageFont.truetype("DejaVuSans.ttf", 20)\n')
    text = 'FROM python:3.12\nRUN pip install pillow\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n'
    assert FONTS in convert(text, context=tmp_path, options=Options.make(base="slim")).dockerfile


def test_the_table_of_mime_types_comes_along_from_the_full_image_only(tmp_path: Path) -> None:
    lines = 'RUN pip install flask\nCOPY app.py .\nCMD ["python", "app.py"]'
    files = {"app.py": PLAIN}
    assert "/etc/mime.types" in needs_in(lines, tmp_path, files)["system"]
    assert "system" not in needs_in(lines, tmp_path, files, base="python:3.12-slim")


@pytest.mark.parametrize("command", ['["python", "bin/serve"]', '["python", "-u", "bin/serve"]', '["sh", "-c", "python bin/serve"]'])
def test_a_script_without_a_suffix_is_read(tmp_path: Path, command: str) -> None:
    lines = f"RUN pip install flask\nCOPY . .\nCMD {command}"
    assert "curl" in needs_in(lines, tmp_path, {"bin/serve": CURL})["program"]
    assert "curl" not in needs_in(lines, tmp_path, {"bin/serve": PLAIN}).get("program", ())


@pytest.mark.parametrize(
    ("line", "proven"),
    [
        ("RUN touch pkg/__init__.py", True),
        ("RUN echo 1.0 > VERSION", True),
        ("RUN echo Europe/Berlin > /etc/timezone", True),
        ("RUN sed -i s/a/b/ app.py", False),
        ("RUN printf 'import os' > start.py", False),
        ("RUN printf 'import os' > run", False),  # the container starts it
        ("RUN echo /opt/more > /usr/local/lib/python3.12/site-packages/more.pth", False),
        ("ADD code.tar.gz /app", False),
        ("COPY code.tar.gz /app/", True),
    ],
)
def test_code_that_is_not_read_needs_more_than_scratch(tmp_path: Path, line: str, proven: bool) -> None:
    (tmp_path / "app.py").write_text(PLAIN)
    (tmp_path / "code.tar.gz").write_bytes(b"")
    start = "run" if line.endswith("> run") else "app.py"
    text = f'FROM python:3.12\nWORKDIR /app\nRUN pip install flask\nCOPY app.py .\n{line}\nCMD ["python", "{start}"]\n'
    assert (base_of(text, tmp_path) == "scratch") is proven


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ('import os, subprocess\nsubprocess.run([os.environ["CC"], "x.c"])\n', True),
        ("import subprocess\ndef run(*a): subprocess.run(a)\n", True),
        ('import ctypes\nctypes.CDLL("libzmq.so")\n', True),  # a name that only the -dev package brings
        ("import ctypes\ndef load(name): return ctypes.CDLL(name)\n", True),
        ('import ctypes\nctypes.CDLL("libzmq.so.5")\n', False),
        ('from ctypes import CDLL\nfrom ctypes.util import find_library\nCDLL(find_library("zmq"))\n', False),
        ('import ctypes, os\nctypes.CDLL(os.path.join(os.path.dirname(__file__), "own.so"))\n', False),
        ('import importlib, sys\nimportlib.import_module(sys.argv[1])\n', False),
        (PLAIN, False),
    ],
)
def test_packages_stay_that_a_program_may_take_by_a_computed_name(tmp_path: Path, source: str, kept: bool) -> None:
    lines = 'RUN apt-get update && apt-get install -y gcc libzmq3-dev\nRUN pip install flask\nCOPY app.py .\nCMD ["python", "app.py"]'
    found = needs_in(lines, tmp_path, {"app.py": source}, base="python:3.12-slim").get("package", [])
    assert (found == ["gcc", "libzmq3-dev"]) is kept


@pytest.mark.parametrize(
    ("source", "libraries"),
    [
        ('import ctypes\nctypes.CDLL("./own.so")\n', []),
        ('import ctypes\nctypes.CDLL(None)\n', []),
        ('import ctypes, pathlib\nHERE = pathlib.Path(__file__).parent\nctypes.CDLL(str(HERE / "own.so"))\n', []),
        ('import ctypes\nctypes.CDLL("/usr/lib/libx.so.1")\n', ["/usr/lib/libx.so.1"]),
        ('import ctypes, sys\nctypes.CDLL(sys.argv[1])\n', [None]),
    ],
)
def test_which_library_is_loaded(source: str, libraries: list[str | None]) -> None:
    assert [reach.library for reach in reaches(source) or ()] == libraries


def test_what_pip_brought_beside_itself_on_debian(tmp_path: Path) -> None:
    lines = 'RUN apt-get update && apt-get install -y python3 python3-pip\nRUN pip install --break-system-packages flask\nCOPY app.py .\nCMD ["python3", "app.py"]'
    needed = needs_in(lines, tmp_path, {"app.py": PLAIN}, base="debian:trixie-slim")["package"]
    assert "ca-certificates" in needed
    assert "python3-setuptools" not in needed


def test_a_locale_is_made_once_and_copied(tmp_path: Path) -> None:
    """Run again before its settings are copied, locale-gen would make none."""
    (tmp_path / "app.py").write_text(PLAIN)
    text = (
        "FROM python:3.12-slim\nRUN apt-get update && apt-get install -y locales gcc && sed -i 's/# de_DE/de_DE/' /etc/locale.gen && locale-gen\n"
        'ENV LANG=de_DE.UTF-8\nRUN pip install flask\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n'
    )
    result = convert(text, context=tmp_path, options=Options.make(base="slim")).dockerfile
    runtime = result.rpartition("\nFROM ")[2]
    assert "COPY --from=builder /usr/lib/locale /usr/lib/locale" in runtime
    assert "locale-gen" not in runtime


@pytest.mark.parametrize(
    ("source", "command", "carried"),
    [
        ("import flask\n", '["python", "app.py"]', True),
        ('import os\nos.environ["PYTHON_VERSION"]\n', '["python", "app.py"]', False),  # the base image sets it, to what is not known
        ('import os\nos.environ["LANG"]\n', '["python", "app.py"]', True),
    ],
)
def test_variables_of_the_base_that_a_source_reads(tmp_path: Path, source: str, command: str, carried: bool) -> None:
    (tmp_path / "app.py").write_text(source)
    text = f"FROM python:3.12\nWORKDIR /app\nRUN pip install flask\nCOPY app.py .\nCMD {command}\n"
    assert (base_of(text, tmp_path) == "scratch") is carried


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        ('["python", "app.py"]', False),
        ('["sh", "-c", "python -m pip list; python app.py"]', True),
        ('["sh", "-c", "python -m venv /tmp/v; python app.py"]', True),
        ('["sh", "-c", "pip list; python app.py"]', True),
        ('["python", "-c", "import pip"]', True),
        ('["python", "-m", "flask", "run"]', False),
    ],
)
def test_pip_goes_where_nothing_that_runs_asks_for_it(tmp_path: Path, command: str, kept: bool) -> None:
    (tmp_path / "app.py").write_text(PLAIN)
    text = f"FROM python:3.12\nWORKDIR /app\nRUN pip install flask\nCOPY app.py .\nCMD {command}\n"
    found = convert(text, context=tmp_path)
    assert found.changed
    assert ("site-packages/pip " not in found.dockerfile) is kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("RUN mkdir -p /root/.cache/model && echo data > /root/.cache/model/x.bin", "/root/.cache/model/x.bin"),
        ("RUN curl -o /root/.cache/model.bin https://example.org/model.bin", "/root/.cache/model.bin"),
        ("RUN pip install click", None),  # what pip caches is its own
    ],
)
def test_what_a_line_puts_into_the_home_folder_s_cache_is_read(tmp_path: Path, line: str, kept: str | None) -> None:
    (tmp_path / "app.py").write_text(PLAIN)
    text = f'FROM python:3.12\nRUN pip install flask\n{line}\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n'
    found = convert(text, context=tmp_path)
    assert found.changed
    assert ("/root/.cache" in found.dockerfile.rpartition("\nFROM ")[2]) is (kept is not None)
    assert kept is None or f"COPY --from=builder {kept} {kept}\n" in found.dockerfile


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import importlib, sys\nimportlib.import_module(sys.argv[1])\n", "unproven"),  # its modules are read, or judged by themselves
        ("import sys\neval(sys.argv[1])\n", "unproven"),
        ("import subprocess, sys\nsubprocess.run(sys.argv[1])\n", "anything"),
        (PLAIN, None),
    ],
)
def test_what_is_made_up_when_it_runs(tmp_path: Path, source: str, kind: str | None) -> None:
    found = needs_in('RUN pip install flask\nCOPY app.py .\nCMD ["python", "app.py"]', tmp_path, {"app.py": source})
    assert [k for k in ("unproven", "anything") if k in found] == ([kind] if kind else [])
