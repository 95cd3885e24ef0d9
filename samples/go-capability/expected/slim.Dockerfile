FROM golang:1.23 AS builder
RUN apt-get update && apt-get install -y --no-install-recommends libcap2-bin && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /bin/low . \
 && setcap cap_net_bind_service=+ep /bin/low
USER nobody
USER root

# Whose the folders are
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /bin /bin/low; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

FROM debian:bookworm-slim

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /app
COPY --from=builder /bin/low /bin/low

USER nobody
EXPOSE 80
CMD ["/bin/low"]
