FROM golang:1.23 AS builder
RUN apt-get update && apt-get install -y --no-install-recommends libcap2-bin && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /bin/low . \
 && setcap cap_net_bind_service=+ep /bin/low
USER nobody
USER root

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/passwd /etc/group; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /bin /bin/low; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

FROM scratch

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /bin/low /bin/low

USER nobody
EXPOSE 80
CMD ["/bin/low"]
