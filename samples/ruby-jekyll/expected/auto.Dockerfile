FROM nginx:1.26-bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends jekyll \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/garden
COPY . .
# where it goes is in _config.yml
RUN jekyll build

FROM nginx:1.26-bookworm

WORKDIR /srv/garden
COPY --from=builder /usr/share/nginx/html /usr/share/nginx/html

LABEL org.opencontainers.image.title="A garden"
