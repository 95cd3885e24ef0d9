FROM golang:1.23 AS builder
COPY . /
RUN cd / && CGO_ENABLED=0 go build -o web
WORKDIR /

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr/share/mime/globs2 /etc/mime.types; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM scratch

COPY --from=builder /runtime/ /
COPY --from=builder /public /public
COPY --from=builder /settings.ini /settings.ini
COPY --from=builder /web /web
WORKDIR /
EXPOSE 8080
CMD ["/web"]
