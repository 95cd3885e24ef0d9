"""Says which digits of a number are even."""

from urllib.parse import parse_qs


def application(environ, start_response):
    asked = parse_qs(environ["QUERY_STRING"]).get("number", [""])[0]
    if not asked.isdigit():
        start_response("400 Bad Request", [("Content-Type", "text/plain")])
        return [b"a number, please\n"]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return ["".join(c for c in asked if int(c) % 2 == 0).encode() + b"\n"]
