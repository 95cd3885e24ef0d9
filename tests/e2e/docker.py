"""Building and asking images, for the samples: what the engine's command and plain HTTP can tell."""

from __future__ import annotations

import io
import json
import re
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msbgen.read import read
from msbgen.understand import understand
from tests.engine import Engine
from tests.samples.sample import Probe, Sample

__all__ = ["Answer", "Image", "Lab"]


@dataclass(frozen=True, slots=True)
class Image:
    """A built image: its id, its size in bytes, its configuration, and the environment of the last stage's base."""

    id: str
    size: int
    config: dict[str, Any]
    base_env: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one probe got, an HTTP answer with its content type before it. `wrong` says how it misses what the probe wants."""

    probe: Probe
    text: str
    wrong: str | None


class Lab(Engine):
    """An engine that builds samples and asks their containers."""

    def image(self, dockerfile: str, context: Path) -> Image:
        """Build; an assertion fails with the builder's words."""
        made = self.build(dockerfile, context=context)
        info = json.loads(self._docker("image", "inspect", made, check=True).stdout)[0]
        return Image(made, info["Size"], info["Config"], self._base_env(dockerfile))

    def _base_env(self, dockerfile: str) -> tuple[str, ...]:
        facts, _ = understand(read(dockerfile), None)
        seen = self._docker("image", "inspect", facts.base_reference, check=False)
        if seen.returncode:
            return ()
        return tuple(json.loads(seen.stdout)[0]["Config"].get("Env") or ())

    def remove(self, image: Image) -> None:
        """Forget an image; its layers stay in the builder's cache."""
        self._docker("image", "rm", "-f", image.id, check=False)

    def files(self, image: Image, folders: tuple[str, ...]) -> dict[str, tuple[str, int, int, int, int | str]]:
        """Each path below the folders: kind, mode, owner, group, and size or link target."""
        container = self._docker("create", image.id, "x", check=True).stdout.strip()
        try:
            raw = self._raw("export", container)
        finally:
            self._docker("rm", "-f", container, check=False)
        found = {}
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            for entry in archive:
                path = "/" + entry.name.strip("/")
                if any(path == f or path.startswith(f.rstrip("/") + "/") for f in folders):
                    what = entry.linkname if entry.issym() or entry.islnk() else entry.size
                    found[path] = (entry.type.decode(), entry.mode, entry.uid, entry.gid, what)
        return found

    def ask(self, image: Image, sample: Sample) -> list[Answer]:
        """Start the image as the sample says and put all its questions."""
        with self._running(image, sample) as (container, status):
            deadline = time.monotonic() + sample.run.wait
            return [self._answer(container, probe, status, deadline) for probe in sample.probes]

    @contextmanager
    def _running(self, image: Image, sample: Sample) -> Iterator[tuple[str, int | None]]:
        ports = sorted({p.port for p in sample.probes if p.get is not None})
        stays = bool(ports) or sample.run.service or any(p.health is not None for p in sample.probes)
        words = ["create", "-i"]
        words += [f"-p=127.0.0.1::{port}" for port in ports]
        words += [f"--env={name}={value}" for name, value in sample.run.env.items()]
        made = self._docker(*words, image.id, *sample.run.args, check=False)
        assert made.returncode == 0, made.stderr
        container = made.stdout.strip()
        try:
            if stays:
                started = self._docker("start", container, check=False)
                assert started.returncode == 0, started.stderr
                yield container, None
            else:
                ran = self._docker("start", "-ai", container, check=False, stdin=sample.run.stdin or "")
                yield container, ran.returncode
        finally:
            self._docker("rm", "-f", "-v", container, check=False)

    def _answer(self, container: str, probe: Probe, status: int | None, deadline: float) -> Answer:
        if probe.exit is not None:
            wrong = None if status == probe.exit else f"exit status {status}, not {probe.exit}: {self._logs(container)[-500:]}"
            return Answer(probe, str(status), wrong)
        if probe.get is not None:
            return self._http(container, probe, deadline)
        pattern, look = (probe.log, self._logs) if probe.log is not None else (f"^{probe.health}$", self._health)
        while True:
            text = look(container)
            found = re.search(pattern or "", text, re.DOTALL)
            if found or status is not None or time.monotonic() > deadline:
                wrong = None if found else f"{pattern!r} is not in {text[-500:]!r}"
                return Answer(probe, found[0] if found else text, wrong)
            time.sleep(0.3)

    def _http(self, container: str, probe: Probe, deadline: float) -> Answer:
        wrong, text = "it never answered", ""
        while True:
            try:
                status, kind, text = self._request(self._port(container, probe.port), probe)
                fits = status == probe.status and re.search(probe.match, text, re.DOTALL) is not None
                wrong = f"{probe.get}: {status}, {text[:300]!r}"
                if fits:
                    return Answer(probe, f"{kind}\n{text}", None)
            except OSError as error:
                wrong = f"{probe.get}: {error}"
                if not self._is_running(container):
                    break
            if time.monotonic() > deadline:
                break
            time.sleep(0.3)
        return Answer(probe, text, f"{wrong}; it printed {self._logs(container)[-800:]!r}")

    def _request(self, address: str, probe: Probe) -> tuple[int, str, str]:
        """Status, content type and body."""
        body = probe.body.encode() if probe.body is not None else None
        request = urllib.request.Request(f"http://{address}{probe.get}", body, probe.headers, method=probe.method)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.headers.get("Content-Type", ""), response.read(200_000).decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("Content-Type", ""), error.read(200_000).decode(errors="replace")

    def _port(self, container: str, port: int) -> str:
        shown = self._docker("port", container, f"{port}/tcp", check=False)
        if shown.returncode or not shown.stdout.strip():
            raise OSError(f"port {port} is not published: the container has ended")
        return shown.stdout.splitlines()[0].strip()

    def _is_running(self, container: str) -> bool:
        return self._docker("inspect", "-f", "{{.State.Running}}", container, check=False).stdout.strip() == "true"

    def _health(self, container: str) -> str:
        return self._docker("inspect", "-f", "{{.State.Health.Status}}", container, check=False).stdout.strip()

    def _logs(self, container: str) -> str:
        logs = self._docker("logs", container, check=False)
        return logs.stdout + logs.stderr
