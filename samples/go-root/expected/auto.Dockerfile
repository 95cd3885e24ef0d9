FROM golang:1.23 AS builder
COPY . /
RUN cd / && CGO_ENABLED=0 go build -o web
WORKDIR /

FROM scratch

COPY --from=builder /public /public
COPY --from=builder /settings.ini /settings.ini
COPY --from=builder /web /web
WORKDIR /
EXPOSE 8080
CMD ["/web"]
