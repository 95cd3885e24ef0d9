FROM golang:1.23 AS builder

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o myapp

FROM scratch

WORKDIR /app
COPY --from=builder /app/myapp /app/myapp

CMD ["/app/myapp"]
