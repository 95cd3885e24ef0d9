"""How long reading takes: `pytest benchmarks`. A 40-line file should take at most 1 ms, and long files grow linearly."""

from __future__ import annotations

from typing import Any

import pytest

from msbgen.read import read

FORTY_LINES = """\
# syntax=docker/dockerfile:1
FROM node:22-bookworm
# what the build needs
ARG REVISION=unknown
ENV NODE_ENV=production PATH="/app/node_modules/.bin:$PATH"
WORKDIR /app
RUN apt-get update && \\
    apt-get install -y --no-install-recommends \\
      # for node-gyp
      build-essential \\
      python3 && \\
    rm -rf /var/lib/apt/lists/*

COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci --include=dev
COPY . .
RUN npm run build && \\
    npm prune --omit=dev

LABEL org.opencontainers.image.title="A service" \\
      org.opencontainers.image.revision="$REVISION"
RUN groupadd --system app && \\
    useradd --system --gid app app && \\
    mkdir -p /data && \\
    chown app:app /data

VOLUME ["/data"]
EXPOSE 8080/tcp 9090
USER app
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s \\
    CMD curl -fsS http://localhost:8080/health || exit 1

COPY <<EOF /etc/motd
hello
EOF

ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node", "dist/server.js"]
"""

LONG = 'RUN make && \\\n  # comment\n  make install\nENV A=b C="d e"\n'


def test_forty_lines(benchmark: Any) -> None:
    assert len(benchmark(read, FORTY_LINES).instructions) == 19


@pytest.mark.parametrize("lines", [5_000, 20_000])
def test_many_instructions(benchmark: Any, lines: int) -> None:
    text = "FROM a\n" + LONG * (lines // 4)
    assert len(benchmark(read, text).instructions) == lines // 2 + 1


@pytest.mark.parametrize("lines", [5_000, 20_000])
def test_one_long_instruction(benchmark: Any, lines: int) -> None:
    text = "FROM a\nRUN true" + " && \\\n  echo x" * lines
    assert len(benchmark(read, text).instructions) == 2
