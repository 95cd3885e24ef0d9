FROM nginx:1.26-bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends hugo \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /site
COPY . .
RUN hugo --minify && rm -rf /usr/share/nginx/html/* && cp -r public/. /usr/share/nginx/html/

FROM nginx:1.26-bookworm

WORKDIR /site

RUN rm -rf /usr/share/nginx/html/*

COPY --from=builder /usr/share/nginx/html /usr/share/nginx/html
