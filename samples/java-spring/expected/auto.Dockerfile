FROM maven:3.9-eclipse-temurin-17 AS builder

WORKDIR /build
COPY pom.xml .
COPY src src
RUN mvn -q package

# the layers of the jar, side by side: what changes seldom comes first
WORKDIR /app
RUN java -Djarmode=layertools -jar /build/target/garden.jar extract \
 && cp -r dependencies/. spring-boot-loader/. snapshot-dependencies/. application/. . \
 && rm -rf dependencies spring-boot-loader snapshot-dependencies application /build/target

ENV SERVER_PORT=8080

FROM eclipse-temurin:17-jre

WORKDIR /build
COPY --from=builder /build/src/main/resources /build/src/main/resources
WORKDIR /app
COPY --from=builder /app /app

ENV SERVER_PORT=8080
EXPOSE 8080
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
CMD ["--garden.name=Kitchen garden"]
