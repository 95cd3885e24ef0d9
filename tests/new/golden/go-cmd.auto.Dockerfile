# The builder: what only the build needs stays here
FROM golang:1.22-bookworm AS builder

WORKDIR /app

# Modules first: fetched again only when their lists change
COPY go.mod ./
COPY lib/go.mod ./lib/

RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

COPY . ./

RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /usr/local/bin/api ./cmd/api

# What ships
FROM scratch

WORKDIR /app

# The Go compiler makes /usr/local/bin/api
COPY --from=builder /usr/local/bin/api /usr/local/bin/api

# Not root; by number, so that an orchestrator can see it
USER 65532:65532

# Exec form: signals reach the program itself
CMD ["/usr/local/bin/api"]
