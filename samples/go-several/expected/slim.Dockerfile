FROM golang:1.23 AS builder

WORKDIR /src
COPY . .
RUN mkdir -p /out && go build -o /out/ ./cmd/...
RUN cp /out/* /usr/local/bin/ && rm -rf /out

COPY entrypoint.sh /entrypoint.sh
RUN chmod +x /entrypoint.sh

ENV STATE_FILE=/var/lib/shop/state
WORKDIR /var/lib/shop

# Whose the folders are
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /entrypoint.sh /out; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

FROM debian:bookworm-slim

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /src
COPY --from=builder /src/entrypoint.sh /src/entrypoint.sh
COPY --from=builder /src/migrations /src/migrations
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /entrypoint.sh /entrypoint.sh

ENV STATE_FILE=/var/lib/shop/state
WORKDIR /var/lib/shop
ENTRYPOINT ["/entrypoint.sh"]
CMD ["server", "-addr", ":8080"]
