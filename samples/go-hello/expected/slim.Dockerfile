FROM golang:1.23 AS builder

WORKDIR /app
COPY . .
RUN go build -o myapp

FROM debian:bookworm-slim

WORKDIR /app
COPY --from=builder /app/myapp /app/myapp

CMD ["/app/myapp"]
