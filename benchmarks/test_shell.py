"""How long reading shell text takes: `pytest benchmarks`. A typical RUN should take at most 0.1 ms."""

from __future__ import annotations

from typing import Any

import pytest

from msbgen.read.shell import parse

SCRIPTS = {
    "typical": 'apt-get update && apt-get install -y --no-install-recommends gcc "a=$V" && rm -rf /var/lib/apt/lists/*',
    "control": 'set -eux; for x in a b; do if [ -f "$x" ]; then cat "$x" | tee -a log; fi; done; make -j "$(nproc)"',
    "heredoc": "cat <<EOF > /etc/x && chmod 600 /etc/x\na=$A\nb=c\nEOF\n",
    "long": " && \\\n  ".join(f'echo a{at} "$x" > f{at}' for at in range(1000)),
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_parse(benchmark: Any, script: str) -> None:
    assert benchmark(parse, script).opaque is None
