ARG GO=1.23
FROM golang:${GO} AS builder

ARG VERSION=1.2.3
ARG COMMIT

WORKDIR /go/src/example.com/ids
COPY go.mod go.sum ./
COPY vendor vendor
COPY cmd cmd

RUN set -eux; \
    go vet ./...; \
    CGO_ENABLED=0 go install -mod=vendor \
      -ldflags "-s -w -X main.version=${VERSION} -X main.commit=${COMMIT:-none}" \
      ./cmd/ids

FROM scratch

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ARG VERSION=1.2.3
LABEL org.opencontainers.image.version=$VERSION
WORKDIR /go/src/example.com/ids
COPY --from=builder /go/bin/ids /go/bin/ids

ENTRYPOINT ["ids"]
CMD ["-n", "2"]
