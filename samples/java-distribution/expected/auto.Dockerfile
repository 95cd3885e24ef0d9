FROM gradle:8-jdk17 AS builder
WORKDIR /src
COPY . .
RUN gradle --no-daemon app:installDist

FROM eclipse-temurin:17-jre
WORKDIR /src
COPY --from=builder /src/app/build/install /src/app/build/install

ENTRYPOINT ["/src/app/build/install/app/bin/app"]
CMD ["2 + 3 * 4"]
