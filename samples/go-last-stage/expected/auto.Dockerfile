# syntax=docker/dockerfile:1
ARG GO_VERSION=1.23

# the front end
FROM node:20-bookworm-slim
WORKDIR /web
COPY web/package*.json ./
RUN npm ci
COPY web .
RUN npm run build

# the program, with the front end inside
FROM golang:${GO_VERSION}-bookworm AS builder
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /src
COPY go.mod main.go ./
COPY --from=0 /web/dist web/dist
RUN CGO_ENABLED=0 go build -v -o /usr/local/bin/shop . |& tee /tmp/build.log

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr/share/mime/globs2 /etc/mime.types; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM scratch AS shop

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /src
COPY --from=builder /src/web/dist /src/web/dist
COPY --from=builder /usr/local/bin/shop /usr/local/bin/shop

EXPOSE 8080
CMD ["shop"]
