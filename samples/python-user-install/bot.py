"""Counts its visits in its home folder."""

import getpass
import site
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import gunicorn


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    visits = Path.home() / "visits"
    visits.write_text(visits.read_text() + "x" if visits.exists() else "x")
    own = gunicorn.__file__.startswith(site.getuserbase())
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{getpass.getuser()} {Path.home()} {own} {len(visits.read_text())}".encode()]
