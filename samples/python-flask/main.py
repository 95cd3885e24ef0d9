"""Says hello, from a template that is read at run time."""
import os
from flask import Flask, render_template

app = Flask(__name__)


@app.get("/")
def hello():
    return render_template("hello.html", name=os.environ.get("NAME", "World"))
