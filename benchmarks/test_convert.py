"""How long a conversion takes in process: `pytest benchmarks`. Forty lines should take at most 5 ms, warm."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.test_read import FORTY_LINES as NODE
from msbgen import convert

GO = """\
# syntax=docker/dockerfile:1
FROM golang:1.23-bookworm
# what the build needs
ARG VERSION=dev
ENV CGO_ENABLED=0 GOFLAGS=-trimpath
RUN apt-get update && \\
    apt-get install -y --no-install-recommends \\
      git \\
      make && \\
    rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .

RUN go vet ./... && \\
    go build -ldflags "-X main.version=$VERSION" -o /usr/local/bin/server ./cmd/server

RUN groupadd --system app && \\
    useradd --system --gid app app && \\
    mkdir -p /data && \\
    chown app:app /data
COPY docker/config.yaml /etc/server/config.yaml

ENV PORT=8080
EXPOSE 8080
VOLUME /data
LABEL org.opencontainers.image.title="A service" \\
      org.opencontainers.image.revision="$VERSION"
USER app
STOPSIGNAL SIGINT
HEALTHCHECK CMD ["/usr/local/bin/server", "--health"]
ENTRYPOINT ["/usr/local/bin/server"]
CMD ["--config", "/etc/server/config.yaml"]
"""


@pytest.mark.parametrize("text", [NODE, GO], ids=["node", "go"])
def test_forty_lines(benchmark: Any, text: str) -> None:
    assert benchmark(convert, text).changed
