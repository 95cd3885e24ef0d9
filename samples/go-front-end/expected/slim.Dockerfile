FROM golang:1.23-bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY . .
RUN cd web && npm ci && npm run build
RUN go build -o /usr/local/bin/shop .

# Modules that only the build loads
RUN rm -rf /src/web/node_modules

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr/share/mime/globs2 /etc/mime.types; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM debian:bookworm-slim

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /src
COPY --from=builder /src/web /src/web
COPY --from=builder /usr/local/bin/shop /usr/local/bin/shop

EXPOSE 8080
CMD ["shop"]
