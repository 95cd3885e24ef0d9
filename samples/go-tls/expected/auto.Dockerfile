FROM golang:1.23 AS builder
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/clock
ENV ZONE=Asia/Tokyo

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /usr/local/go/lib/time/zoneinfo.zip; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM scratch

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /bin/clock /bin/clock

ENV ZONE=Asia/Tokyo
ENTRYPOINT ["/bin/clock"]
