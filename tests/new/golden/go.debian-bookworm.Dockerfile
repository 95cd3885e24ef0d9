# The builder: what only the build needs stays here
FROM golang:1.23-bookworm AS builder

WORKDIR /app

# Modules first: fetched again only when their lists change
COPY go.mod ./

RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

COPY . ./

RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go build -trimpath -ldflags="-s -w" -o /usr/local/bin/hello .

# What ships
FROM debian:bookworm

WORKDIR /app

# The Go compiler makes /usr/local/bin/hello
COPY --from=builder /usr/local/bin/hello /usr/local/bin/hello

ENV PORT=8080
EXPOSE 8080

# Not root; by number, so that an orchestrator can see it
USER 65532:65532

# Exec form: signals reach the program itself
CMD ["/usr/local/bin/hello"]
