FROM sbtscala/scala-sbt:eclipse-temurin-17.0.14_7_1.10.11_2.13.16 AS builder
WORKDIR /app
COPY build.sbt ./
COPY project/build.properties project/plugins.sbt project/
RUN sbt update
COPY src src
RUN sbt assembly

FROM eclipse-temurin:17.0.14_7-jre
WORKDIR /app
COPY --from=builder /app/target/scala-2.13/words-assembly-0.1.0.jar /app/target/scala-2.13/words-assembly-0.1.0.jar

EXPOSE 8080
CMD ["java", "-jar", "target/scala-2.13/words-assembly-0.1.0.jar"]
