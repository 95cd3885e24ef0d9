FROM oven/bun:1.3 AS builder

COPY package.json bun.lock ./
RUN bun install --frozen-lockfile --production
COPY . .

USER bun

FROM oven/bun:1.3-slim

COPY --from=builder /home/bun/app /home/bun/app

USER bun
EXPOSE 8080
CMD ["run", "start"]
