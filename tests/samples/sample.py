"""samples/: what a folder says of itself, and what msbgen makes of it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from msbgen import Conversion, Options, Refused, convert
from msbgen.data import extra, images, packages

__all__ = ["ROOT", "Probe", "Sample", "Variant", "cases", "context", "ledger_text", "result", "samples"]

ROOT = Path(__file__).resolve().parents[2] / "samples"


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to the running container: an HTTP request, what it prints, how it exits, or its health."""

    get: str | None = None
    log: str | None = None
    exit: int | None = None
    health: str | None = None
    port: int = 8080
    method: str = "GET"
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    match: str = ""
    varies: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """How the container is started."""

    args: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    stdin: str | None = None
    wait: float = 25
    service: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to convert the sample, and what must hold of the result."""

    name: str
    base: str = "auto"
    nonroot: bool = False
    cache_mounts: bool = False
    like: str | None = None
    tables: str | None = None
    max_mb: float | None = None
    departs: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    refused: str | None = None
    real: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """One folder."""

    folder: Path
    about: str
    probes: tuple[Probe, ...]
    variants: tuple[Variant, ...]
    run: Run = field(default_factory=Run)
    traps: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def dockerfile(self) -> Path:
        return self.folder / "Dockerfile"

    def expected(self, variant: Variant, kind: str) -> Path:
        """The file that holds the expected "Dockerfile" or "ledger" of a variant."""
        return self.folder / "expected" / f"{variant.name}.{kind}"


def samples() -> tuple[Sample, ...]:
    """All samples, by name. Raises ValueError for a sample.toml with an unknown or missing key."""
    return tuple(_read(path.parent) for path in sorted(ROOT.glob("*/sample.toml")))


def cases() -> list[tuple[Sample, Variant]]:
    """Every variant of every sample."""
    return [(sample, variant) for sample in samples() for variant in sample.variants]


@cache
def _data(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "sample.toml").read_text(encoding="utf-8"))


def _read(folder: Path) -> Sample:
    data = dict(_data(folder))
    run = _filled(Run, data.pop("run", {}), folder)
    probes = tuple(_filled(Probe, p, folder) for p in data.pop("probe", ()))
    variants = tuple(_filled(Variant, {"name": v.get("base", "auto"), **v}, folder) for v in data.pop("variant", ()))
    if any(sum(x is not None for x in (p.get, p.log, p.exit, p.health)) != 1 for p in probes):
        raise ValueError(f"{folder.name}: a probe asks one thing")
    if not variants or not probes:
        raise ValueError(f"{folder.name}: it needs a probe and a variant")
    made = _filled(Sample, {**data, "folder": folder, "run": run, "probes": probes, "variants": variants}, folder)
    assert isinstance(made, Sample)
    return made


def _filled(kind: type[Any], data: dict[str, Any], folder: Path) -> Any:
    known = {f.name: f for f in fields(kind)}
    unknown = data.keys() - known.keys()
    missing = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING} - data.keys()
    if unknown or missing:
        raise ValueError(f"{folder.name}: {kind.__name__}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    return kind(**{n: tuple(v) if isinstance(v, list) else v for n, v in data.items()})


@cache
def _contexts() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="msbgen-samples-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def context(folder: Path) -> Path:
    """A sample's folder with the modes that git knows, 755 and 644: those of a checkout depend on the user's umask, an image keeps
    them, and so the result may differ."""
    copy = _contexts() / folder.name
    shutil.copytree(folder, copy, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    return copy


def result(sample: Sample, variant: Variant) -> Conversion | Refused:
    """What msbgen makes of the variant."""
    options = Options.make(base=variant.base, nonroot=variant.nonroot, cache_mounts=variant.cache_mounts, like=variant.like)
    if variant.tables is not None:
        extra.load(sample.folder / variant.tables)
    try:
        return convert(sample.dockerfile.read_text(encoding="utf-8"), context=context(sample.folder), options=options)
    except Refused as refusal:
        return refusal
    finally:
        if variant.tables is not None:
            images.reset()
            packages.reset()


def ledger_text(conversion: Conversion) -> str:
    """The ledger, one line for an entry; then the diagnostics."""
    rows = [
        f"{e.line}{'' if e.part is None else f'.{e.part}'}\t{e.outcome}\t{' '.join(e.text.split())}\t{e.reason}"
        for e in conversion.ledger
    ]
    return "\n".join([*rows, *(str(d) for d in conversion.diagnostics)]) + "\n"
