FROM node:20 AS builder
COPY . /srv/shop
RUN cd /srv/shop/client && npm ci && npm run build
WORKDIR /srv/shop/server
RUN npm install --no-audit --no-fund

# Modules that only the build loads
RUN rm -rf /srv/shop/client/node_modules

FROM node:20-slim

COPY --from=builder /srv/shop /srv/shop
WORKDIR /srv/shop/server
EXPOSE 8080
CMD npm run start
