"""Small projects, file by file, for the tests of `new`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

__all__ = ["PROJECTS", "build"]

_GO_MAIN = 'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "go says hello") })\n\tport := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "8080"\n\t}\n\tif err := http.ListenAndServe(":"+port, nil); err != nil {\n\t\tpanic(err)\n\t}\n}\n'
_GO_TLS = 'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n\t"os"\n\t"time"\n)\n\nfunc main() {\n\tzone, err := time.LoadLocation("Europe/Berlin")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tif len(os.Args) > 1 {\n\t\tif _, err := http.Get(os.Args[1]); err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t}\n\tfmt.Println(time.Unix(0, 0).In(zone).Format(time.RFC3339))\n}\n'
_GO_CGO = 'package main\n\n// #include <stdlib.h>\nimport "C"\n\nimport "fmt"\n\nfunc main() { fmt.Println("absolute", C.abs(-7)) }\n'
_NODE_SERVER = 'const http = require("http");\nhttp.createServer((_, answer) => answer.end("node says hello\\n")).listen(process.env.PORT || 3000);\n'
_FLASK = 'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/")\ndef hello():\n    return "flask says hello\\n"\n'
_HTTP = 'from http.server import BaseHTTPRequestHandler, HTTPServer\n\n\nclass Answer(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(200)\n        self.end_headers()\n        self.wfile.write(b"python says hello\\n")\n\n\nif __name__ == "__main__":\n    HTTPServer(("", 8000), Answer).serve_forever()\n'


def _package(**more: object) -> str:
    return json.dumps({"name": "shop", "version": "1.0.0", **more}, indent=2) + "\n"


#: as npm 11 writes it into a lock file
_TYPESCRIPT = {
    "node_modules/typescript": {
        "version": "5.9.3",
        "integrity": "sha512-jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw==",
        "dev": True,
        "bin": {"tsc": "bin/tsc", "tsserver": "bin/tsserver"},
        "engines": {"node": ">=14.17"},
    }
}


def _lock(packages: Mapping[str, object] | None = None, **more: object) -> str:
    own = {"name": "shop", "version": "1.0.0", **more}
    return json.dumps({"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": {"": own, **(packages or {})}}, indent=2) + "\n"


PROJECTS: dict[str, Mapping[str, str]] = {
    "go": {"go.mod": "module example.com/hello\n\ngo 1.23\n", "main.go": _GO_MAIN, "README.md": "# hello\n", "main_test.go": "package main\n"},
    "go-cmd": {
        "go.mod": "module example.com/many/v2\n\ngo 1.22.3\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n",
        "lib/go.mod": "module example.com/lib\n\ngo 1.22\n",
        "lib/lib.go": "package lib\n\nfunc Word() string { return \"word\" }\n",
        "cmd/api/main.go": 'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/lib"\n)\n\nfunc main() { fmt.Println(lib.Word()) }\n',
        "hack/gen/main.go": "package main\n\nfunc main() {}\n",
    },
    "go-tls": {"go.mod": "module example.com/tls\n\ngo 1.23\n", "main.go": _GO_TLS},
    "go-cgo": {"go.mod": "module example.com/c\n\ngo 1.23\n", "main.go": _GO_CGO},
    "go-vendor": {
        "go.mod": "module example.com/v\n\ngo 1.23\n\nrequire example.com/lib v0.1.0\n",
        "vendor/modules.txt": "# example.com/lib v0.1.0\n## explicit; go 1.23\nexample.com/lib\n",
        "vendor/example.com/lib/lib.go": 'package lib\n\nfunc Word() string { return "word" }\n',
        "main.go": 'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/lib"\n)\n\nfunc main() { fmt.Println(lib.Word()) }\n',
    },
    "node": {"package.json": _package(scripts={"start": "node server.js"}, engines={"node": ">=20"}), "package-lock.json": _lock(), "server.js": _NODE_SERVER},
    "node-build": {
        "package.json": _package(main="dist/server.js", scripts={"build": "tsc -p .", "start": "node dist/server.js"}, devDependencies={"typescript": "^5.9.0"}),
        "package-lock.json": _lock(_TYPESCRIPT, devDependencies={"typescript": "^5.9.0"}),
        "tsconfig.json": '{"compilerOptions": {"outDir": "dist", "rootDir": "src", "module": "commonjs", "target": "es2022", "types": []}, "include": ["src"]}\n',
        "src/server.ts": 'console.log("compiled");\n',
    },
    "node-pnpm": {
        "package.json": _package(packageManager="pnpm@9.15.0", scripts={"start": "node server.js"}),
        "pnpm-lock.yaml": "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .: {}\n",
        "server.js": _NODE_SERVER,
    },
    "node-yarn": {"package.json": _package(scripts={"start": "node server.js"}), "yarn.lock": "# yarn lockfile v1\n\n\n", "server.js": _NODE_SERVER},
    "node-hooks": {"package.json": _package(scripts={"postinstall": "node prepare.js", "start": "node server.js"}), "package-lock.json": _lock(), "prepare.js": "", "server.js": _NODE_SERVER},
    "python": {"requirements.txt": "itsdangerous==2.2.0\n", "main.py": _HTTP},
    "python-flask": {"requirements.txt": "flask==3.0.3\ngunicorn==22.0.0\n", "app.py": _FLASK},
    "python-develop": {"requirements.txt": "flask\n", "app.py": _FLASK},
    "python-fastapi": {
        "requirements.txt": "-r requirements/base.txt\n",
        "requirements/base.txt": "fastapi==0.115.0\nuvicorn==0.30.6\n",
        "api/main.py": "from fastapi import FastAPI\n\nservice = FastAPI()\n",
        "api/__init__.py": "",
    },
    "python-django": {"requirements.txt": "django==5.1\ngunicorn==22.0.0\n", "manage.py": "import django\n", "site1/__init__.py": "", "site1/wsgi.py": "application = None\n"},
    "python-uv": {
        "pyproject.toml": '[project]\nname = "tool"\nversion = "1.0"\nrequires-python = ">=3.11,<3.12"\ndependencies = []\n',
        "uv.lock": 'version = 1\nrevision = 3\nrequires-python = "==3.11.*"\n\n[[package]]\nname = "tool"\nversion = "1.0"\nsource = { virtual = "." }\n',
        "main.py": _HTTP,
    },
    "python-poetry": {
        "pyproject.toml": '[tool.poetry]\nname = "tool"\nversion = "1.0"\ndescription = ""\nauthors = []\npackage-mode = false\n\n[tool.poetry.dependencies]\npython = "^3.11"\n',
        "poetry.lock": 'package = []\n\n[metadata]\nlock-version = "2.1"\npython-versions = "^3.11"\ncontent-hash = "81b2fa642d7f2d1219cf80112ace12d689d053d81be7f7addb98144d56fc0fb2"\n',
        "main.py": _HTTP,
    },
    "python-pipenv": {
        "Pipfile": '[packages]\n\n[requires]\npython_version = "3.11"\n',
        "Pipfile.lock": '{"_meta": {"hash": {"sha256": "0"}, "pipfile-spec": 6, "requires": {"python_version": "3.11"}, "sources": []}, "default": {}, "develop": {}}\n',
        "main.py": _HTTP,
    },
    "python-package": {
        "pyproject.toml": '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "greet"\nversion = "1.0"\nrequires-python = ">=3.9"\n\n[project.scripts]\ngreet = "greet:main"\n',
        "greet.py": 'def main():\n    print("greetings")\n',
    },
}


def build(name: str, folder: Path) -> Path:
    """Write the project's files into a folder of its name."""
    root = folder / name
    for path, text in PROJECTS[name].items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root
