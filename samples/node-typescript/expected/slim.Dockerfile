FROM node:20 AS builder
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build

# Only what production needs
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-slim
WORKDIR /app
COPY --from=builder /app /app

EXPOSE 8080
CMD ["npm", "start"]
