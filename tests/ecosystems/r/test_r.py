"""What R's installers leave, and what R programs need when they run."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert
from tests.ecosystems.helpers import effect, write

SITE = "/usr/local/lib/R/site-library"
BUILD = "RUN apt-get update && apt-get install -y --no-install-recommends build-essential cmake\n"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("R -e \"install.packages('plumber')\"", [SITE]),
        ("Rscript -e 'install.packages(c(\"a\", \"b\"), lib = \"/opt/lib\")'", ["/opt/lib"]),
        ("Rscript -e 'options(repos = \"x\"); remotes::install_github(\"a/b\")'", [SITE]),
        ("install2.r --error --skipinstalled -n 4 plumber", [SITE]),
        ("R CMD INSTALL -l /opt/lib pkg", ["/opt/lib"]),
        ("Rscript -e 'renv::restore()'", ["/app/renv", "/root/.cache/R/renv"]),
        ("R --version", []),
    ],
)
def test_installers(command: str, expected: list[str]) -> None:
    made = effect(command, base="rocker/r-ver:4.5.3")
    assert not made.anywhere, made.reason
    assert sorted({*made.writes, *(p.path for p in made.products)}) == expected


@pytest.mark.parametrize(
    "command",
    ["Rscript -e 'source(\"x.R\")'", "Rscript -e 'writeLines(\"x\", \"/etc/x\")'", "R_LIBS=/x R -e 'install.packages(\"a\")'", "Rscript -e 'install.packages(\"a\", lib = where)'",
     "Rscript -e 'install.packages(\"a\"); (function() 1)()'", "Rscript build.R", "RENV_CONFIG_CACHE_ENABLED=FALSE Rscript -e 'renv::restore()'"],
)  # fmt: skip
def test_what_is_not_known(command: str) -> None:
    assert effect(command, base="rocker/r-ver:4.5.3").anywhere


def test_another_user_has_a_library_of_their_own() -> None:
    assert effect("R -e \"install.packages('a')\"", base="rocker/r-ver:4.5.3", before="USER rstudio\nWORKDIR /app\n").anywhere


def result(text: str, context: Path) -> tuple[str, list[str]]:
    made = convert(text, context=context, options=Options.make())
    whole = made.dockerfile
    return whole[whole.rindex("\nFROM ") + 1 :] if made.changed else whole, [d.message for d in made.diagnostics]


START = 'RUN R -e "install.packages(\'{}\')"\nWORKDIR /app\nCOPY . .\nCMD ["Rscript", "app.R"]\n'


def test_the_same_image_without_what_only_the_build_needs(tmp_path: Path) -> None:
    text, _ = result("FROM rocker/r-ver:4.5.3\n" + BUILD + START.format("plumber"), write(tmp_path, {"app.R": "library(plumber)\n"}))
    assert text.startswith("FROM rocker/r-ver:4.5.3\n")
    assert "cmake" not in text
    assert f"COPY --from=builder {SITE} {SITE}" in text


@pytest.mark.parametrize(
    ("package", "source"),
    [("rstan", "library(rstan)\n"), ("Rcpp", "Rcpp::sourceCpp('x.cpp')\n"), ("plumber", "install.packages('x')\n")],
)
def test_what_compiles_when_it_runs_keeps_the_compilers(tmp_path: Path, package: str, source: str) -> None:
    text, messages = result("FROM rocker/r-ver:4.5.3\n" + BUILD + START.format(package), write(tmp_path, {"app.R": source}))
    assert text.startswith("FROM rocker/r-ver:4.5.3\nRUN apt-get")
    assert any("when it" in m for m in messages)


def test_data_that_goes_with_a_library(tmp_path: Path) -> None:
    install = BUILD.replace("cmake", "cmake libgdal-dev")
    text, messages = result("FROM rocker/r-ver:4.5.3\n" + install + START.format("sf"), write(tmp_path, {"app.R": "library(sf)\n"}))
    assert text.startswith("FROM rocker/r-ver:4.5.3\nRUN apt-get")
    assert any("libgdal-dev" in m for m in messages)
    text, _ = result("FROM debian:bookworm\n" + install.replace("cmake", "cmake r-base-core") + START.format("sf"), write(tmp_path, {"app.R": "library(sf)\n"}))
    assert "    libgdal32 \\" in text


def test_recommended_packages_come_along_where_they_were_installed(tmp_path: Path) -> None:
    install = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y r-base-dev r-base-core{}\n"
    context = write(tmp_path, {"app.R": "library(Matrix)\n"})
    assert "r-recommended" in result(install.format("") + START.format("x"), context)[0]
    assert "r-recommended" not in result(install.format(" --no-install-recommends") + START.format("x"), context)[0]


def test_what_installs_when_it_starts(tmp_path: Path) -> None:
    text, _ = result("FROM rocker/r-ver:4.5.3\n" + BUILD + START.format("x").replace('["Rscript", "app.R"]', "R -e \"remotes::install_deps()\""), write(tmp_path, {"app.R": "1\n"}))
    assert "AS builder" not in text
