"""python -m tests.samples.rewrite [name …]: write samples/*/expected anew from what msbgen makes now."""

from __future__ import annotations

import sys

from msbgen import Refused
from tests.samples.sample import ledger_text, result, samples
from tools.write_docs import DOCS, documents


def main(names: list[str]) -> int:
    """Rewrite the named samples, or all; the exit status is 1 where one is refused that is not meant to be."""
    failed = False
    for sample in samples():
        if names and sample.name not in names:
            continue
        wanted = set()
        for variant in sample.variants:
            made = result(sample, variant)
            if isinstance(made, Refused):
                if variant.refused is None:
                    failed = True
                    print(f"{sample.name} {variant.name}: refused: {made}", file=sys.stderr)
                continue
            for kind, text in (("Dockerfile", made.dockerfile), ("ledger", ledger_text(made))):
                path = sample.expected(variant, kind)
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
                wanted.add(path)
        for stale in set((sample.folder / "expected").glob("*")) - wanted:
            stale.unlink()
    (DOCS / "traps.md").write_text(documents()["traps.md"], encoding="utf-8")  # it lists what samples show
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
