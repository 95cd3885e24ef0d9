"""PyPy's official images: all of it lies in /opt/pypy, its packages included, and stands on the slim image of the same version."""

from __future__ import annotations

import pytest

from msbgen.pipeline import convert
from tests.ecosystems.python.helpers import effect_of

_APP = "WORKDIR /app\nCOPY app.py .\nRUN pip install flask==3.1.3\n"


@pytest.mark.parametrize("command", ["pip install flask", "pip3 install flask", "pypy3 -m pip install flask", "/opt/pypy/bin/pip install flask", "pip uninstall -y wheel"])
def test_what_pip_writes_takes_the_place_of_the_base_s(command: str) -> None:
    effect = effect_of(f"RUN {command}", base="pypy:3.11-bookworm")
    assert (effect.writes, effect.replaces, effect.anywhere) == (("/opt/pypy",), ("/opt/pypy",), False)


def test_a_user_of_its_own_installs_into_the_home_folder() -> None:
    effect = effect_of("RUN useradd -m u\nUSER u\nENV HOME=/home/u\nRUN pip install flask", base="pypy:3.11-bookworm")
    assert (effect.writes, effect.replaces) == (("/home/u/.local",), ())


@pytest.mark.parametrize("command", ["python", "python3", "pypy3"])
def test_a_program_on_the_slim_image_of_the_same_version(command: str) -> None:
    text = convert(f'FROM pypy:3.11-bookworm\n{_APP}CMD ["{command}", "app.py"]\n').dockerfile
    assert "\nFROM pypy:3.11-slim-bookworm\n" in text
    assert text.index("RUN rm -rf /opt/pypy\n") < text.index("COPY --from=builder /opt/pypy /opt/pypy\n")
    assert "set -- /opt/pypy;" in text  # the loader is asked what its extension modules are linked to


@pytest.mark.parametrize(
    ("base", "command", "reason"),
    [
        ("pypy:2-5.10", "pip install flask", "what PATH holds is not known"),  # in /usr/local then
        ("pypy:3.5-stretch", "pip install flask", "what PATH holds is not known"),
        ("python:3.12", "pypy3 -m pip install flask", "which PyPy `pypy3` is is not known"),
        ("debian:12", "pypy3 -m pip install flask", "which PyPy `pypy3` is is not known"),
    ],
)
def test_another_pypy_is_not_known(base: str, command: str, reason: str) -> None:
    effect = effect_of(f"RUN {command}", base=base)
    assert (effect.anywhere, effect.reason) == (True, reason)
