"""Tells what its database driver was built with, without a database."""

import json
import os

import psycopg2
from waitress import serve


def answer(environ, start_response):
    body = {"libpq": psycopg2.__libpq_version__ > 0, "home": os.environ["APP_HOME"], "user": os.getuid() != 0, "folder": os.getcwd()}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(body).encode()]


if __name__ == "__main__":
    serve(answer, host="0.0.0.0", port=8080)
