FROM node:20 AS builder

WORKDIR /usr/src/app

# dependencies first, so that they are installed again only when they change
COPY package*.json ./
RUN npm ci --omit=dev && npm cache clean --force

COPY . .

ENV PORT=8080

FROM node:20-slim

WORKDIR /usr/src/app
COPY --from=builder /usr/src/app /usr/src/app

ENV PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=1s --timeout=2s CMD ["node", "healthcheck.js"]
CMD ["node", "server.js"]
