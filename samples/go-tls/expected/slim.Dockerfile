FROM golang:1.23 AS builder
WORKDIR /app
COPY . .
RUN go build -o /bin/clock
ENV ZONE=Asia/Tokyo

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /usr/local/go/lib/time/zoneinfo.zip; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM debian:bookworm-slim

COPY --from=builder /runtime/ /

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /app
COPY --from=builder /bin/clock /bin/clock

ENV ZONE=Asia/Tokyo
ENTRYPOINT ["/bin/clock"]
