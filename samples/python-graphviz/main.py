"""Draws a graph with the program dot of the package graphviz."""
import subprocess

from flask import Flask, Response, request

app = Flask(__name__)
ARGUMENTS = ["-Tsvg"]


@app.get("/health")
def health():
    return "fine"


@app.get("/draw")
def draw():
    done = subprocess.run(["dot"] + ARGUMENTS, input=request.args["graph"].encode(), stdout=subprocess.PIPE, check=True)
    return Response(done.stdout, mimetype="image/svg+xml")
