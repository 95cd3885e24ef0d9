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
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /usr/local/bin/tls .

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /usr/share/zoneinfo; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

# What ships
FROM scratch

# What was gathered of the system
COPY --from=builder /runtime/ /
WORKDIR /app

# The Go compiler makes /usr/local/bin/tls
COPY --from=builder /usr/local/bin/tls /usr/local/bin/tls

# Not root; by number, so that an orchestrator can see it
USER 65532:65532

# Exec form: signals reach the program itself
CMD ["/usr/local/bin/tls"]
