FROM gcc:14 AS builder
COPY . /usr/src/app
WORKDIR /usr/src/app
RUN gcc -O2 -static -o countdown countdown.c

FROM gcr.io/distroless/static-debian13
WORKDIR /usr/src/app
COPY --from=builder /usr/src/app/countdown /usr/src/app/countdown

ENTRYPOINT ["./countdown"]
CMD ["3"]
