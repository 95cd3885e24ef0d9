FROM node:20 AS builder
RUN npm install -g --force pnpm@9
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm run build

# Only what production needs
RUN CI=true pnpm prune --prod --ignore-scripts

FROM node:20-slim
WORKDIR /app
COPY --from=builder /app /app

EXPOSE 8080
CMD ["node", "build/server.js"]
