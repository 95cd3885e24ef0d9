FROM python:3.12-slim AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev libsodium-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY . .
RUN pip install --no-cache-dir . \
 && rm -rf /src

WORKDIR /

# Only the packages go on: the runtime stage has its own standard library
RUN rm -rf /usr/local/lib/python3.*/site-packages/pip /usr/local/lib/python3.*/site-packages/pip-*.dist-info \
 && rm -f /usr/local/bin/pip /usr/local/bin/pip3* \
 && find /usr/local/lib/python3.* -mindepth 1 -maxdepth 1 ! -name site-packages ! -name dist-packages -exec rm -rf {} + \
 && rm -f /usr/local/lib/libpython3*

FROM python:3.12-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libsodium23 \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY --from=builder /usr/local/lib /usr/local/lib
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /usr/local/share/digest /usr/local/share/digest
WORKDIR /
CMD ["digest", "text"]
