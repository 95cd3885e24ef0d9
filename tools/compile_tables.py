#!/usr/bin/env python3
"""compile_tables: turn tables that people edit (TOML) into the JSON that msbgen reads (ten times faster to load).

Those of msbgen/data named below, and those of languages (msbgen/ecosystems/*/*.toml) that have a .json beside them.

    compile_tables.py [--check]

With --check nothing is written; the exit status is 1 if a JSON file is not what its TOML says.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "msbgen"
DATA = ROOT / "data"
TABLES = ("images", "packages")


def compiled(toml: Path) -> str:
    """The JSON text of a table: sorted keys (rows keep their order, which decides), one row a line."""
    table = tomllib.loads(toml.read_text())
    lines = []
    for key in sorted(table):
        value = table[key]
        if isinstance(value, list):
            rows = ",\n".join(json.dumps(row, sort_keys=True, default=str, ensure_ascii=False) for row in value)
            lines.append(f"{json.dumps(key)}: [\n{rows}\n]")
        elif isinstance(value, dict) and any(isinstance(v, dict | list) for v in value.values()):
            rows = ",\n".join(f"{json.dumps(k)}: {json.dumps(value[k], sort_keys=True, default=str, ensure_ascii=False)}" for k in sorted(value))
            lines.append(f"{json.dumps(key)}: {{\n{rows}\n}}")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)}")
    return "{" + ",\n".join(lines) + "}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a JSON file is stale")
    check = parser.parse_args().check
    stale = False
    languages = (t for t in sorted(ROOT.glob("ecosystems/*/*.toml")) if t.with_suffix(".json").exists())
    for toml in (*(DATA / f"{name}.toml" for name in TABLES), *languages):
        target = toml.with_suffix(".json")
        text = compiled(toml)
        if target.exists() and target.read_text() == text:
            continue
        stale = True
        if check:
            print(f"{target.name} is not what {toml.name} says: run tools/compile_tables.py", file=sys.stderr)
        else:
            target.write_text(text)
    return int(check and stale)


if __name__ == "__main__":
    sys.exit(main())
