FROM node:20-slim AS builder

RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates git \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN chmod +x docker/entrypoint.sh

# Only what production needs
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    curl \
    ca-certificates \
    git \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY --from=builder /app /app

ENTRYPOINT ["/app/docker/entrypoint.sh"]
CMD ["node", "server.js"]
