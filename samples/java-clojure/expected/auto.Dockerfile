FROM clojure:temurin-17-lein AS builder
WORKDIR /app
COPY project.clj ./
RUN lein deps
COPY src src
RUN lein uberjar

FROM eclipse-temurin:17-jre
WORKDIR /app
COPY --from=builder /app/target/uberjar/greet-standalone.jar /app/target/uberjar/greet-standalone.jar

CMD ["java", "-jar", "target/uberjar/greet-standalone.jar", "Anna"]
ENTRYPOINT []
