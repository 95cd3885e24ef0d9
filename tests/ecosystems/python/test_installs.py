"""Where installers put things: pip, virtual environments, poetry, uv, pipenv, pdm, pipx."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.python.helpers import effect_of, effects_of

SITE = "/usr/local/lib"
SYSTEM = (SITE, "/usr/local/bin")
POETRY = "[tool.poetry.dependencies]\npython = '^3.12'\nflask = '^3'\n"
LOCK = '[[package]]\nname = "flask"\nversion = "3.1.3"\n'


@pytest.mark.parametrize(
    "command",
    ["pip --version", "pip list", "pip freeze", "pip check", "pip cache purge", "pip config set global.timeout 60", "python --version", "python -V",
     "pip install --dry-run flask", "poetry --version", "uv --version", "uv pip list", "pipenv graph", "python -m pip check",
     "python -c 'import flask; print(flask.__version__)'"],
)  # fmt: skip
def test_what_must_not_count_as_a_build(command: str) -> None:
    effect = effect_of(f"RUN {command}")
    assert (effect.role, effect.writes, effect.anywhere) == ("state", (), False)


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("pip install flask", SYSTEM),
        ("pip3 install --no-cache-dir --upgrade pip", SYSTEM),
        ("python -m pip install -q flask==3.1.3 gunicorn", SYSTEM),
        ("/usr/local/bin/pip install flask", SYSTEM),
        ("pip install --target=lib flask", ("/app/lib",)),
        ("pip install -t /opt/lib flask", ("/opt/lib",)),
        ("pip install --prefix /install flask", ("/install",)),
        ("pip install --prefix=/usr/local/ flask", SYSTEM),
        ("python -m venv /venv && /venv/bin/pip install --prefix /venv flask", ("/venv",)),
        ("pip install --prefix /usr flask", ("/usr",)),
        ("PIP_TARGET=/opt/x pip install flask", ("/opt/x",)),
        ("pip install --user flask", ("/root/.local",)),
        ("pip install flask --user", ("/root/.local",)),
        ("PIP_USER=1 pip install flask", ("/root/.local",)),
        ("PYTHONUSERBASE=/opt/user pip install --user flask", ("/opt/user",)),
        ("pip uninstall -y flask", SYSTEM),
        ("pip download -d /wheels flask", ("/wheels",)),
        ("pip wheel --wheel-dir=wheels flask", ("/app/wheels",)),
        ("python -m venv /venv", ("/venv",)),
        ("python -m venv --copies env", ("/app/env",)),
        ("virtualenv -p python3.12 /venv", ("/venv",)),
        ("python -m venv /venv && /venv/bin/pip install flask", ("/venv",)),
        ("python -m venv /venv && . /venv/bin/activate && pip install flask", ("/venv",)),
        ("python -m venv venv && source venv/bin/activate && pip install flask", ("/app/venv",)),
        ("python -m venv /venv && /venv/bin/python -m pip install flask", ("/venv",)),
        ("python -m ensurepip", SYSTEM),
        ("curl -sSL https://bootstrap.pypa.io/get-pip.py | python", SYSTEM),
        ("curl -sSL https://install.python-poetry.org | python3 -", ("/root/.local/share/pypoetry", "/root/.local/bin")),
        ("curl -sSL https://install.python-poetry.org | POETRY_HOME=/opt/poetry python3 -", ("/opt/poetry",)),
        ("pipx install black", ("/root/.local/share/pipx", "/root/.local/bin")),
        ("uv pip install --system flask", SYSTEM),
        ("UV_SYSTEM_PYTHON=1 uv pip install flask", SYSTEM),
        ("uv pip install --target lib flask", ("/app/lib",)),
        ("uv venv && uv pip install flask", ("/app/.venv",)),
        ("uv venv /opt/venv && VIRTUAL_ENV=/opt/venv uv pip install flask", ("/opt/venv",)),
    ],
)
def test_where_it_goes(command: str, writes: tuple[str, ...]) -> None:
    effect = effect_of(f"RUN {command}")
    assert effect.role == "build"
    assert not effect.anywhere
    assert effect.writes == writes


def test_what_is_not_known_may_be_anywhere() -> None:
    for command in [
        "conda install flask", "poetry frobnicate", "python build.py", "python -c 'open(\"/x\", \"w\")'", "cat x | python", "flask db upgrade",
        "playwright install --with-deps", "pip install --prefix=$WHERE flask", "pip frobnicate", "uv tool install ruff", "setup.py install",
        "python -m mymodule",
    ]:  # fmt: skip
        assert effect_of(f"ARG WHERE\nRUN {command}").anywhere, command


def test_a_user_who_may_not_write_to_the_system_installs_at_home() -> None:
    assert effect_of("RUN useradd -m app\nUSER app\nRUN pip install flask").writes == ("/home/app/.local",)
    assert effect_of("RUN python -m venv /venv\nENV PATH=/venv/bin:$PATH\nUSER app\nRUN pip install flask").writes == ("/venv",)


def test_the_environment_that_the_path_shows_is_taken() -> None:
    lines = "RUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nRUN pip install -r requirements.txt"
    assert effect_of(lines).writes == ("/opt/venv",)
    assert effect_of("ENV PATH=/opt/conda/bin:$PATH\nRUN pip install flask").anywhere
    assert effect_of("COPY --from=other /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nRUN pip install flask").anywhere


def test_the_image_decides_where_the_system_is() -> None:
    assert effect_of("RUN pip install flask", base="python:3.9-slim-bullseye").writes == SYSTEM
    assert effect_of("RUN pip install flask", base="python:3").writes == ("/usr/local/lib", "/usr/local/bin")
    bookworm = effect_of("RUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install --break-system-packages flask", base="debian:bookworm")
    assert bookworm.writes == ("/usr/local/lib/python3.11/dist-packages", "/usr/local/bin")
    assert effect_of("RUN pip3 install flask", base="ubuntu:22.04").writes[0] == "/usr/local/lib/python3.10/dist-packages"
    assert effect_of("RUN pip install flask", base="mycorp/python").anywhere


def test_requirements_of_unknown_distributions_may_bring_data(tmp_path: Path) -> None:
    """jupyter and its like put files into share and etc; what is known not to, does not."""
    known = effect_of("COPY . .\nRUN pip install -r requirements.txt", tmp_path, {"requirements.txt": "flask\ngunicorn==23.0\n"})
    assert known.writes == SYSTEM
    unknown = effect_of("COPY . .\nRUN pip install -r requirements.txt", tmp_path, {"requirements.txt": "flask\nunheard-of\n"})
    assert unknown.writes == (*SYSTEM, "/usr/local/share", "/usr/local/etc")


def test_editable_installations_keep_their_sources(tmp_path: Path) -> None:
    files = {"setup.py": "from setuptools import setup\nsetup(name='x', install_requires=['flask'])\n"}
    assert effect_of("COPY . .\nRUN pip install -e .", tmp_path, files).writes == (*SYSTEM, "/app")
    assert effect_of("COPY . .\nRUN pip install .", tmp_path, files).writes == SYSTEM
    assert effect_of("COPY . .\nRUN python setup.py develop", tmp_path, files).writes == (*SYSTEM, "/app")
    assert effect_of("RUN pip install -e git+https://example.org/x#egg=x").writes[:3] == (*SYSTEM, "/app/src")


@pytest.mark.parametrize(
    ("lines", "writes"),
    [
        ("RUN poetry config virtualenvs.create false && poetry install --no-root", SYSTEM),
        ("ENV POETRY_VIRTUALENVS_CREATE=false\nRUN poetry install --no-root --only main", SYSTEM),
        ("RUN poetry install --no-root", ("/root/.cache/pypoetry/virtualenvs",)),
        ("RUN poetry config virtualenvs.in-project true && poetry install --no-root", ("/app/.venv",)),
        ("ENV POETRY_VIRTUALENVS_IN_PROJECT=1\nRUN poetry install --no-root", ("/app/.venv",)),
        ("RUN poetry install", ("/root/.cache/pypoetry/virtualenvs", "/app")),
        ("RUN poetry export -o requirements.txt", ("/app/requirements.txt",)),
        ("RUN poetry export -f requirements.txt > /tmp/r.txt", ("/tmp/r.txt",)),
        ("RUN python -m venv /v\nENV VIRTUAL_ENV=/v\nENV PATH=/v/bin:$PATH\nRUN poetry install --no-root", ("/v",)),
    ],
)
def test_poetry(tmp_path: Path, lines: str, writes: tuple[str, ...]) -> None:
    effect = effect_of(f"COPY . .\n{lines}", tmp_path, {"pyproject.toml": POETRY, "poetry.lock": LOCK})
    assert not effect.anywhere
    assert effect.writes == writes


def test_poetry_settings_beside_the_project(tmp_path: Path) -> None:
    files = {"pyproject.toml": POETRY, "poetry.lock": LOCK, "poetry.toml": "[virtualenvs]\nin-project = true\n"}
    assert effect_of("COPY . .\nRUN poetry install --no-root", tmp_path, files).writes == ("/app/.venv",)


@pytest.mark.parametrize(
    ("lines", "writes"),
    [
        ("RUN uv sync --frozen --no-install-project", ("/app/.venv",)),
        ("RUN uv sync --locked", ("/app/.venv",)),
        ("RUN uv sync --no-dev", ("/app/.venv", "/app/uv.lock")),
        ("ENV UV_PROJECT_ENVIRONMENT=/opt/venv\nRUN uv sync --frozen", ("/opt/venv",)),
        ("ENV UV_PROJECT_ENVIRONMENT=/usr/local\nRUN uv sync --frozen", SYSTEM),
        ("ENV UV_PYTHON_INSTALL_DIR=/python\nRUN uv python install 3.13", ("/python",)),
    ],
)
def test_uv(tmp_path: Path, lines: str, writes: tuple[str, ...]) -> None:
    files = {"pyproject.toml": "[project]\nname = 'x'\nversion = '1'\ndependencies = ['flask']\n", "uv.lock": LOCK}
    effect = effect_of(f"COPY . .\n{lines}", tmp_path, files)
    assert not effect.anywhere
    assert effect.writes == writes


def test_uv_fetches_another_python_where_the_image_has_not_the_one_asked_for(tmp_path: Path) -> None:
    files = {"pyproject.toml": "[project]\nname = 'x'\ndependencies = []\n", "uv.lock": "", ".python-version": "3.13\n"}
    assert effect_of("COPY . .\nRUN uv sync --frozen", tmp_path, files).writes == ("/app/.venv", "/root/.local/share/uv/python")
    files[".python-version"] = "3.12\n"
    assert effect_of("COPY . .\nRUN uv sync --frozen", tmp_path, files).writes == ("/app/.venv",)
    assert effect_of("COPY . .\nRUN uv sync --frozen", tmp_path, files, base="debian:bookworm-slim").anywhere


def test_uv_sync_on_bind_mounts(tmp_path: Path) -> None:
    files = {"pyproject.toml": "[project]\nname = 'x'\ndependencies = []\n", "uv.lock": LOCK}
    run = "RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-install-project"
    assert effect_of(run, tmp_path, files).writes == ("/app/.venv",)


def test_pipenv_and_pdm(tmp_path: Path) -> None:
    files = {"Pipfile.lock": '{"default": {"flask": {"version": "==3.1.3"}}, "develop": {}}', "Pipfile": ""}
    assert effect_of("COPY . .\nRUN pipenv install --system --deploy", tmp_path, files).writes == SYSTEM
    assert effect_of("COPY . .\nRUN PIPENV_VENV_IN_PROJECT=1 pipenv sync", tmp_path, files).writes == ("/app/.venv",)
    assert effect_of("COPY . .\nRUN pipenv install --deploy", tmp_path, files).writes == ("/root/.local/share/virtualenvs",)
    assert effect_of("COPY . .\nRUN pipenv install", tmp_path, files).writes[1:] == ("/app/Pipfile", "/app/Pipfile.lock")
    assert effect_of("RUN pdm sync --prod --no-self").writes[0] == "/app/.venv"


def test_what_tools_run_is_looked_at(tmp_path: Path) -> None:
    assert effect_of("RUN poetry run pip install flask").writes == SYSTEM
    assert effect_of("RUN uv run pytest").role == "state"
    assert effect_of("RUN pipenv run python build.py").anywhere


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("python -m compileall .", ("/app",)),
        ("python -m nltk.downloader punkt", ("/root/nltk_data",)),
        ("python -m nltk.downloader -d /usr/share/nltk_data punkt", ("/usr/share/nltk_data",)),
        ("playwright install chromium", ("/root/.cache/ms-playwright",)),
        ("PLAYWRIGHT_BROWSERS_PATH=/browsers python -m playwright install", ("/browsers",)),
        ("huggingface-cli download bert-base-uncased", ("/root/.cache/huggingface",)),
        ("mkdocs build -d /srv/html", ("/srv/html",)),
        ("sphinx-build -b html docs /srv/docs", ("/srv/docs",)),
        ("pybabel compile -d translations", ("/app",)),
        ("python -m grpc_tools.protoc -I. --python_out=gen --grpc_python_out=gen x.proto", ("/app/gen", "/app/gen")),
        ("python setup.py build_ext --inplace", ("/app",)),
    ],
)
def test_what_packages_commands_write(command: str, writes: tuple[str, ...]) -> None:
    effect = effect_of(f"RUN {command}")
    assert not effect.anywhere
    assert effect.writes == writes


@pytest.mark.parametrize(
    ("command", "files", "place"),
    [
        ("mkdocs build", {"mkdocs.yml": "site_name: x\n"}, "/app/site"),
        ("mkdocs build", {"mkdocs.yml": 'site_name: x\nsite_dir: "/usr/share/nginx/html"\n'}, "/usr/share/nginx/html"),
        ("pelican content", {"pelicanconf.py": "AUTHOR = 'x'\nOUTPUT_PATH = 'public/'\n"}, "/app/public"),
        ("pelican content", {"pelicanconf.py": "AUTHOR = 'x'\n"}, "/app/output"),
    ],
)
def test_settings_name_where_a_site_goes(command: str, files: dict[str, str], place: str, tmp_path: Path) -> None:
    effect = effect_of(f"COPY . .\nRUN {command}", tmp_path, files)
    assert effect.writes == (place,)
    assert not effect.anywhere


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("mkdocs build", {"mkdocs.yml": "INHERIT: ../base.yml\n"}),
        ("mkdocs build", {"mkdocs.yml": "site_dir: !ENV [OUT, site]\n"}),
        ("mkdocs build -f docs/mkdocs.yml", {"mkdocs.yml": "site_name: x\n"}),
        ("pelican content", {"pelicanconf.py": "OUTPUT_PATH = os.environ['OUT']\n"}),
        ("pelican content -s publishconf.py", {"pelicanconf.py": ""}),
    ],
)
def test_where_a_site_goes_is_not_guessed(command: str, files: dict[str, str], tmp_path: Path) -> None:
    assert effect_of(f"COPY . .\nRUN {command}", tmp_path, files).anywhere
    assert effect_of(f"COPY . .\nRUN {command}").anywhere


def test_checks_change_nothing() -> None:
    for command in ("pytest -q", "python -m pytest", "flake8 .", "mypy app", "python -m unittest discover"):
        assert effect_of(f"RUN {command}").role == "state"


def test_products_are_what_an_interpreter_loads() -> None:
    (product,) = effects_of("RUN pip install flask")[0].products
    assert (product.path, product.kind, product.owner) == (SITE, "library", "python")


@pytest.mark.parametrize(
    ("file", "text", "writes"),
    [
        ("/etc/pip.conf", "[install]\ntarget = /opt/libs\n", ("/opt/libs",)),
        ("/etc/pip.conf", "[global]\nindex-url = https://example.org/simple\n", SYSTEM),
        ("/root/.config/pip/pip.conf", "[global]\nprefix = /opt/p\n", ("/opt/p",)),
        ("/root/.pip/pip.conf", "[install]\nuser = true\n", ("/root/.local",)),
        ("/usr/local/pip.conf", "[install]\nno-binary = :all:\n", SYSTEM),
    ],
)
def test_pip_reads_its_configuration(tmp_path: Path, file: str, text: str, writes: tuple[str, ...]) -> None:
    effect = effect_of(f"COPY pip.conf {file}\nRUN pip install flask", tmp_path, {"pip.conf": text})
    assert (effect.writes, effect.anywhere) == (writes, False)


@pytest.mark.parametrize(
    ("lines", "writes"),
    [
        ("RUN pip config set global.prefix /opt/p && pip install flask", ("/opt/p",)),
        ("RUN pip config set install.target /opt/t\nRUN pip install --prefix /opt/p flask", ("/opt/t",)),
        ("RUN pip config set download.dest /x && pip install flask", SYSTEM),
        ("RUN pip config set global.target /opt/t && PIP_TARGET=/opt/v pip install flask", ("/opt/v",)),
        ("RUN PIP_SRC=/src pip install -e git+https://example.org/x.git#egg=x", (*SYSTEM, "/src")),
    ],
)
def test_what_pip_is_told_beside_its_command_line(lines: str, writes: tuple[str, ...]) -> None:
    assert effect_of(lines).writes[: len(writes)] == writes


def test_pip_configured_by_a_value_that_is_not_known_blocks() -> None:
    assert effects_of("ARG WHERE\nRUN pip config set global.target $WHERE")[-1].anywhere


@pytest.mark.parametrize(
    ("before", "known"),
    [
        ("RUN useradd -m app", True),
        ("RUN useradd -m app && chown -R app /home/app", True),
        ("RUN useradd -m app && chown -R app /usr/local", False),  # pip may then write to the system's packages
        ("RUN useradd -m app && chmod -R a+w /usr/local/lib/python3.12", False),
    ],
)
def test_where_an_unprivileged_user_installs_depends_on_who_owns_the_packages(before: str, known: bool) -> None:
    effect = effect_of(f"{before}\nUSER app\nRUN pip install flask")
    assert (effect.writes == ("/home/app/.local",), effect.anywhere) == (known, not known)


@pytest.mark.parametrize("lines", ["ENV UV_LINK_MODE=symlink\nRUN uv pip install --system flask", "RUN uv pip install --system --link-mode=symlink flask"])
def test_links_into_the_cache_of_uv_block(lines: str) -> None:
    assert effect_of(lines).anywhere
    assert not effect_of(lines.replace("symlink", "copy")).anywhere


BUILD = "[project]\nname = 'x'\nversion = '1'\n[build-system]\nrequires = []\nbuild-backend = '{}'\n{}"


@pytest.mark.parametrize(
    ("file", "text", "more"),
    [
        ("setup.py", "from setuptools import setup\nsetup(name='x', data_files=[('share/x', ['a']), ('conf', ['b'])])\n", ("/usr/local/share/x", "/usr/local/conf")),
        ("setup.py", "from setuptools import setup\nsetup(name='x', data_files=[('/etc/x', ['a'])])\n", ()),
        ("setup.py", "from setuptools import setup\nsetup(name='x', data_files=found())\n", None),
        ("setup.py", "from setuptools import setup\nsetup(name='x', py_modules=['x'])\n", ()),
        ("setup.cfg", "[metadata]\nname = x\n[options.data_files]\nshare/x = a\n", ("/usr/local/share/x",)),
        ("pyproject.toml", BUILD.format("setuptools.build_meta", "[tool.setuptools.data-files]\n'etc/x' = ['a']\n"), ("/usr/local/etc/x",)),
        ("pyproject.toml", BUILD.format("hatchling.build", ""), ()),
        ("pyproject.toml", BUILD.format("hatchling.build", "[tool.hatch.build.targets.wheel.shared-data]\n'a' = 'share/x/a'\n"), ("/usr/local/share/x",)),
        ("pyproject.toml", BUILD.format("flit_core.buildapi", ""), ()),
        ("pyproject.toml", BUILD.format("flit_core.buildapi", "[tool.flit.external-data]\ndirectory = 'data'\n"), None),
        ("pyproject.toml", BUILD.format("poetry.core.masonry.api", ""), ()),
        ("pyproject.toml", BUILD.format("mesonpy", ""), None),
    ],
)
def test_data_files_of_a_project(tmp_path: Path, file: str, text: str, more: tuple[str, ...] | None) -> None:
    effect = effect_of("COPY . .\nRUN pip install .", tmp_path, {file: text})
    assert (effect.writes, effect.anywhere) == ((*SYSTEM, *more), False) if more is not None else effect.anywhere


@pytest.mark.parametrize(("command", "lock"), [("pipenv install", True), ("pipenv install --skip-lock", False), ("pipenv install --deploy", False)])
def test_pipenv_locks_unless_told_otherwise(command: str, lock: bool) -> None:
    assert ("/app/Pipfile.lock" in effect_of(f"RUN {command} --system").writes) is lock
