FROM golang:1.23 AS builder
WORKDIR /app
COPY . .
RUN go build -o /usr/local/bin/repo .

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM debian:bookworm-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    git \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /app
COPY --from=builder /usr/local/bin/repo /usr/local/bin/repo

CMD ["repo"]
