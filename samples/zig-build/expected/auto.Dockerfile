FROM debian:bookworm-slim AS compiler
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && pip install --target /opt/zig ziglang==0.13.0.post1

FROM debian:bookworm AS builder
COPY --from=compiler /opt/zig/ziglang/ /opt/zig/
ENV PATH=$PATH:/opt/zig

WORKDIR /app
COPY . .
RUN zig build -Doptimize=ReleaseSafe

FROM scratch
ENV PATH=$PATH:/opt/zig
WORKDIR /app
COPY --from=builder /app/data /app/data
COPY --from=builder /app/zig-out /app/zig-out

EXPOSE 8080
CMD ["zig-out/bin/greeter"]
