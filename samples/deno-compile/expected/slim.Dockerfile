FROM denoland/deno:2.5.6 AS builder

WORKDIR /app
COPY . .
RUN deno compile --allow-net --allow-env --output quotes main.ts

ENV PORT=8080

FROM debian:trixie-slim

ENV DENO_DIR=/deno-dir/

WORKDIR /app
COPY --from=builder /app /app

ENV PORT=8080
ENTRYPOINT ["./quotes"]
