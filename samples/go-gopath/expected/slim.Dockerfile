FROM golang:1.23 AS builder
ENV GO111MODULE=off
COPY . /go/src/example.com/hello
RUN go install example.com/hello

FROM debian:bookworm-slim

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /go

ENV GO111MODULE=off

COPY --from=builder /go/bin/hello /go/bin/hello

CMD hello
