"""Conda: where its commands put things, what runs in an environment, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from msbgen.model.facts import Effect
from msbgen.plan.needs import needs_of
from msbgen.read import read
from msbgen.understand import Context, understand

INSTALLED = "RUN bash /tmp/Miniconda3-latest-Linux-x86_64.sh -b -p /opt/conda\nENV PATH=/opt/conda/bin:$PATH\n"
FILE = "name: app\ndependencies:\n  - python=3.12\n  - conda-forge::samtools>=1.2\n  - pip:\n    - flask\n"


def effect(line: str, root: Path | None = None, before: str = INSTALLED) -> Effect:
    text = f"FROM debian:bookworm\nWORKDIR /app\n{before}{line}\n"
    facts, _ = understand(read(text), Context(root) if root is not None else None)
    return facts.lines[-1].units[-1].effects[-1]


def needs(lines: str, root: Path) -> tuple[list[str], list[str]]:
    facts, scene = understand(read(f"FROM debian:bookworm\nWORKDIR /app\n{INSTALLED}{lines}\n"), Context(root))
    found = needs_of(facts, scene)
    every = dict.fromkeys(f"{n.kind} {n.name}" for n in found.needs if n.kind in ("library", "program", "interpreter", "package"))
    return list(every), [b.reason for b in found.blockers]


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("bash /tmp/Miniconda3-latest-Linux-x86_64.sh -b -p /miniconda", "/miniconda"),
        ("sh /tmp/Miniforge3.sh -bfp /miniforge", "/miniforge"),
        ("/tmp/Anaconda3-2024.sh -b -p conda", "/app/conda"),
        ("bash ./Mambaforge.sh -b", "/root/mambaforge"),
        ("bash ./Mambaforge.sh", None),  # it asks questions
        ("bash ./other.sh -b -p /opt/conda", None),
        ("bash ./Miniconda3.sh -b -p $WHERE", None),
    ],
)
def test_installers(command: str, writes: str | None) -> None:
    found = effect(f"ARG WHERE\nRUN {command}", before="")
    assert (found.writes, found.anywhere) == ((writes,), False) if writes else found.anywhere


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("conda create -y -n app python=3.12", "/opt/conda/envs/app"),
        ("mamba create --name=app numpy", "/opt/conda/envs/app"),
        ("conda create -p /srv/env python", "/srv/env"),
        ("conda create -p env python", "/app/env"),
        ("conda install -y numpy", "/opt/conda"),
        ("conda install -n app numpy", "/opt/conda/envs/app"),
        ("conda update -n base conda", "/opt/conda"),
        ("CONDA_DEFAULT_ENV=app conda install numpy", "/opt/conda/envs/app"),
        ("CONDA_PREFIX=/srv/env conda install numpy", "/srv/env"),
        ("/opt/conda/bin/conda env create -f environment.yml", "/opt/conda/envs/app"),
        ("conda env create", "/opt/conda/envs/app"),
        ("conda env update -n base -f environment.yml", "/opt/conda"),
        ("conda env create -f elsewhere.yml", None),
        ("conda env create -n other -f elsewhere.yml", "/opt/conda/envs/other"),
        ("conda install -n $NAME numpy", None),
        ("CONDA_ENVS_PATH=/envs conda create -n app python", None),
        ("/usr/bin/conda create -n app python", None),  # whose root prefix is not known
        ("MAMBA_ROOT_PREFIX=/mamba micromamba create -n app python", "/mamba/envs/app"),
        ("micromamba install -r /mamba -n base python", "/mamba"),
        ("micromamba create -n app python", None),
        ("conda config --add envs_dirs /envs && conda create -n app python", None),
        ("conda config --add channels conda-forge && conda create -n app python", "/opt/conda/envs/app"),
        ("conda init bash", None),
        ("conda activate app", None),
        ("conda run -n app pip install flask", None),  # before there is such an environment
        ("conda create -n app python && conda run -n app pip install flask", "/opt/conda/envs/app"),
        ("pip install flask", "/opt/conda"),
        ("conda create -n app python && PATH=/opt/conda/envs/app/bin:$PATH pip install flask", "/opt/conda/envs/app"),
        ("conda nonsense", None),
    ],
)
def test_which_environment_a_command_changes(tmp_path: Path, command: str, writes: str | None) -> None:
    (tmp_path / "environment.yml").write_text(FILE)
    found = effect(f"ARG NAME\nCOPY environment.yml .\nRUN {command}", tmp_path)
    assert (found.writes, found.anywhere) == ((writes,), False) if writes else found.anywhere


@pytest.mark.parametrize("command", ["conda info", "conda list", "conda --version", "conda env list", "conda clean -afy", "mamba search numpy"])
def test_what_only_tells_or_tidies(command: str) -> None:
    found = effect(f"RUN {command}")
    assert (found.role, found.writes, found.anywhere) == ("state", (), False)


ENVIRONMENT = "COPY environment.yml app.py ./\nRUN conda env create -f environment.yml\n"
FOUND = "ENV PATH=/opt/conda/envs/app/bin:$PATH\n"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (FOUND + 'CMD ["python", "app.py"]', ["library /opt/conda/envs/app"]),
        (FOUND + 'CMD ["samtools", "view"]', ["library /opt/conda/envs/app", "program /opt/conda/envs/app/bin/samtools"]),
        ('CMD ["/opt/conda/envs/app/bin/python", "app.py"]', ["library /opt/conda/envs/app"]),
        ('ENTRYPOINT ["conda", "run", "-n", "app", "python", "app.py"]', ["library /opt/conda", "library /opt/conda/envs/app"]),
        ('ENTRYPOINT ["conda", "run", "-n", "app", "samtools"]', ["library /opt/conda", "library /opt/conda/envs/app", "program /opt/conda/envs/app/bin/samtools"]),
    ],
)
def test_what_runs_in_an_environment(tmp_path: Path, lines: str, wanted: list[str]) -> None:
    (tmp_path / "environment.yml").write_text(FILE)
    (tmp_path / "app.py").write_text("import flask\n")
    assert needs(ENVIRONMENT + lines, tmp_path) == (wanted, [])


@pytest.mark.parametrize(
    "command",
    ['["conda", "run", "-n", "other", "python", "app.py"]', '["conda", "activate", "app"]', '["sh", "-c", ". /opt/conda/bin/activate app && python app.py"]',
     '["sh", "-c", ". /opt/conda/etc/profile.d/conda.sh && conda activate app && python app.py"]', '["conda", "run", "-n", "app", "strange"]'],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused(tmp_path: Path, command: str) -> None:
    (tmp_path / "environment.yml").write_text(FILE)
    (tmp_path / "app.py").write_text("import flask\n")
    text = f"FROM debian:bookworm\nWORKDIR /app\n{INSTALLED}{ENVIRONMENT}CMD {command}\n"
    assert not convert(text, context=tmp_path).changed


@pytest.mark.parametrize(("line", "emptied"), [("", True), ("RUN conda clean -afy\n", False), ("RUN conda clean --index-cache\n", True)])
def test_the_cache_of_packages_is_emptied_once(tmp_path: Path, line: str, emptied: bool) -> None:
    (tmp_path / "environment.yml").write_text(FILE)
    (tmp_path / "app.py").write_text("import flask\n")
    text = f'FROM debian:bookworm\nWORKDIR /app\n{INSTALLED}{ENVIRONMENT}{line}{FOUND}CMD ["python", "app.py"]\n'
    found = convert(text, context=tmp_path)
    assert found.changed
    assert ("rm -rf /opt/conda/pkgs" in found.dockerfile) is emptied
