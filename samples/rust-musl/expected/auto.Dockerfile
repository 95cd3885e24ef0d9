FROM rust:1.85-alpine AS builder
RUN apk add --no-cache musl-dev
WORKDIR /app
COPY . .
RUN cargo build --release --locked

FROM scratch
WORKDIR /app
COPY --from=builder /app/target/release/rust-musl /app/target/release/rust-musl

CMD ["/app/target/release/rust-musl"]
