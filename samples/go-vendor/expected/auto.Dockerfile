ARG GO=1.23
FROM golang:${GO} AS builder

ARG VERSION=1.2.3
ARG COMMIT

WORKDIR /go/src/example.com/ids
COPY go.mod go.sum ./
COPY vendor vendor
COPY cmd cmd

RUN set -eux; \
    go vet ./...; \
    CGO_ENABLED=0 go install -mod=vendor \
      -ldflags "-s -w -X main.version=${VERSION} -X main.commit=${COMMIT:-none}" \
      ./cmd/ids

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /usr/local/go/lib/time/zoneinfo.zip \
      /usr/share/mime/globs2 /etc/mime.types /etc/passwd /etc/group; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /root /tmp /var /var/tmp /var/log /var/lib /var/cache /run /home /opt /srv; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done; \
    find /var/run /var/lock \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

FROM scratch

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ARG VERSION=1.2.3
LABEL org.opencontainers.image.version=$VERSION
WORKDIR /go/src/example.com/ids
COPY --from=builder /go/bin/ids /go/bin/ids

ENTRYPOINT ["ids"]
CMD ["-n", "2"]
