"""An API and the front end that asks it, from one process."""

from flask import Flask, jsonify, send_from_directory
from waitress import serve

app = Flask(__name__, static_folder=None)
GOODS = [{"name": "tea", "price": 4}, {"name": "cocoa", "price": 5}]


@app.get("/api/goods")
def goods():
    return jsonify(GOODS)


@app.get("/", defaults={"path": "index.html"})
@app.get("/<path:path>")
def front_end(path):
    return send_from_directory("web/dist", path)


if __name__ == "__main__":
    serve(app, host="0.0.0.0", port=8080)
