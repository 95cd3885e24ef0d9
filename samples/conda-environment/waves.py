"""The energy of a sampled sine wave."""

import numpy
from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def energy() -> str:
    wave = numpy.sin(numpy.linspace(0, 2 * numpy.pi, request.args.get("n", 64, type=int), endpoint=False))
    return f"{float(numpy.square(wave).mean()):.3f}"
