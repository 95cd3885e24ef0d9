FROM golang:1.23 AS builder

WORKDIR /srv/site
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -v -o site main.go pages.go

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr/share/mime/globs2 /etc/mime.types; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM debian:bookworm-slim

COPY --from=builder /runtime/ /

LABEL maintainer="web@example.com"
WORKDIR /srv/site
COPY --from=builder /srv/site/locales /srv/site/locales
COPY --from=builder /srv/site/static /srv/site/static
COPY --from=builder /srv/site/templates /srv/site/templates
COPY --from=builder /srv/site/site /srv/site/site

EXPOSE 8080
CMD ./site
