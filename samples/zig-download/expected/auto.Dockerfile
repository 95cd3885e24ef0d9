FROM debian:12-slim AS builder

RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl xz-utils && rm -rf /var/lib/apt/lists/*

ARG ZIG_VERSION=0.13.0
RUN curl -fsSL https://ziglang.org/download/${ZIG_VERSION}/zig-linux-x86_64-${ZIG_VERSION}.tar.xz -o /tmp/zig.tar.xz \
    && mkdir -p /opt/zig && tar -xJf /tmp/zig.tar.xz -C /opt/zig --strip-components=1 \
    && ln -s /opt/zig/zig /usr/local/bin/zig \
    && rm /tmp/zig.tar.xz

RUN useradd -r -u 10001 app
WORKDIR /app
COPY . .
RUN zig build -Doptimize=ReleaseFast --prefix /app/dist

USER app

FROM debian:bookworm-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    ca-certificates \
    xz-utils \
 && rm -rf /var/lib/apt/lists/*

RUN mkdir -p /opt/zig \
 && ln -s /opt/zig/zig /usr/local/bin/zig

RUN useradd -r -u 10001 app

WORKDIR /app
COPY --from=builder /app/data /app/data
COPY --from=builder /app/dist /app/dist

USER app
EXPOSE 8080
CMD ["dist/bin/greeter"]
