FROM maven:3.9-eclipse-temurin-17 AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /build
COPY web web
RUN cd web && npm ci && npm run build
COPY pom.xml .
COPY src src
RUN mkdir -p src/main/resources && cp -r web/dist src/main/resources/site
RUN mvn -B -q package

# Modules that only the build loads
RUN rm -rf /build/web/node_modules

FROM eclipse-temurin:17-jre

WORKDIR /build
COPY --from=builder /build/web /build/web

RUN mkdir -p src/main/resources

COPY --from=builder /build/src/main/resources/site /build/src/main/resources/site
COPY --from=builder /build/target/shop.jar /build/target/shop.jar

EXPOSE 8080
CMD ["java", "-jar", "target/shop.jar"]
ENTRYPOINT []
