# syntax=docker/dockerfile:1
# escape=`
ARG RELEASE=bookworm
ARG UNASKED=never
FROM debian:bookworm AS builder
ARG RELEASE
RUN apt-get update && `
    apt-get install -y --no-install-recommends gcc libc6-dev
WORKDIR /src
COPY main.c .
# in one line, and over two
RUN gcc -O2 -static -o /usr/local/bin/tell main.c && `
    strip /usr/local/bin/tell

FROM scratch
ARG RELEASE
LABEL release=$RELEASE unasked=x$UNASKED
WORKDIR /src
COPY --from=builder /usr/local/bin/tell /usr/local/bin/tell

ENTRYPOINT ["tell"]
CMD ["the last", `
     "counts"]
