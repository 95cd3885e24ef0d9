FROM node:20 AS builder
WORKDIR /app
COPY package.json server.js ./
RUN mkdir -p data && echo one > data/one.txt && npm install

FROM node:20-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    git \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY --from=builder /app /app

EXPOSE 8080
CMD ["node", "server"]
