# The builder: what only the build needs stays here
FROM golang:1.23-bookworm AS builder

WORKDIR /app
COPY . ./

RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /usr/local/bin/v .

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /usr/share/zoneinfo /usr/share/mime/globs2 \
      /etc/mime.types /etc/passwd /etc/group; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /home /home/65532 /tmp /var /var/tmp /var/log /var/lib /var/cache /run /opt /srv /root; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done; \
    find /var/run /var/lock \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# What ships
FROM scratch

# What was gathered of the system
COPY --from=builder /runtime/ /
WORKDIR /app

# The Go compiler makes /usr/local/bin/v
COPY --from=builder /usr/local/bin/v /usr/local/bin/v

# Not root; by number, so that an orchestrator can see it
USER 65532:65532

# Exec form: signals reach the program itself
CMD ["/usr/local/bin/v"]
