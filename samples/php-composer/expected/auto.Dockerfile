FROM debian:bookworm AS builder
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates composer git php-cli php-xml unzip \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/app
COPY . .
RUN composer install --no-dev --classmap-authoritative

FROM debian:bookworm-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    php-intl \
    php-mbstring \
 && rm -rf /var/lib/apt/lists/*

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    ca-certificates \
    php-cli \
    php-xml \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/app
COPY --from=builder /srv/app /srv/app

EXPOSE 8080
CMD ["php", "-S", "0.0.0.0:8080", "server.php"]
