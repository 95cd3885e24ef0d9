FROM debian:bookworm-slim AS compiler
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && pip install --target /opt/zig ziglang==0.13.0.post1

FROM debian:bookworm AS builder
COPY --from=compiler /opt/zig/ziglang/ /opt/zig/
WORKDIR /src
COPY rot13.c .
RUN /opt/zig/zig cc -target x86_64-linux-musl -O2 -o /usr/local/bin/rot13 rot13.c

FROM scratch
WORKDIR /src
COPY --from=builder /usr/local/bin/rot13 /usr/local/bin/rot13

ENTRYPOINT ["/usr/local/bin/rot13"]
