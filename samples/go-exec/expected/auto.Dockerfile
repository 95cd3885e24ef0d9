FROM golang:1.23 AS builder
WORKDIR /app
COPY . .
RUN go build -o /usr/local/bin/repo .

FROM debian:bookworm-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    git \
 && rm -rf /var/lib/apt/lists/*

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /app
COPY --from=builder /usr/local/bin/repo /usr/local/bin/repo

CMD ["repo"]
