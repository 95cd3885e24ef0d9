FROM maven:3.9-eclipse-temurin-17 AS builder

WORKDIR /build
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package

FROM eclipse-temurin:17-jre

WORKDIR /build
COPY --from=builder /build/src/main/resources /build/src/main/resources
COPY --from=builder /build/target/shop.jar /build/target/shop.jar

EXPOSE 8080
CMD ["java", "-jar", "target/shop.jar"]
ENTRYPOINT []
