FROM golang:1.23 AS builder
COPY . /
RUN cd / && go build -o web
WORKDIR /

FROM debian:bookworm-slim

COPY --from=builder /public /public
COPY --from=builder /settings.ini /settings.ini
COPY --from=builder /web /web
WORKDIR /
EXPOSE 8080
CMD ["/web"]
