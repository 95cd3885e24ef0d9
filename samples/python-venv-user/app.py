"""Writes beside itself, as its user."""
import getpass
import pathlib
import sys


def application(environ, start_response):
    pathlib.Path("data", "visits").write_text("1")
    pathlib.Path("beside").write_text("1")
    started = pathlib.Path("data", "started").exists()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{getpass.getuser()} {started} {sys.prefix} {pathlib.Path.home()}\n".encode()]
