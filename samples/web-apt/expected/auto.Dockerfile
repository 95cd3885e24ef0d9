FROM node:20-bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

RUN rm /etc/nginx/sites-enabled/default \
 && cp site.conf /etc/nginx/conf.d/site.conf \
 && ln -sf /dev/stdout /var/log/nginx/access.log

# Modules that only the build loads
RUN rm -rf /app/node_modules

FROM debian:bookworm-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    nginx \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY --from=builder /app /app

RUN rm -rf /etc/nginx/sites-enabled/default \
 && ln -sf /dev/stdout /var/log/nginx/access.log

COPY --from=builder /etc/nginx/conf.d/site.conf /etc/nginx/conf.d/site.conf

EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
