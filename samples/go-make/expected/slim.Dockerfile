FROM golang:1.23 AS builder
ENV PORT=8080
WORKDIR /app
COPY . .
RUN make build

FROM debian:bookworm-slim
ENV PORT=8080
WORKDIR /app
COPY --from=builder /app/bin/echo /app/bin/echo

EXPOSE $PORT
CMD bin/echo -port $PORT
