FROM eclipse-temurin:17-jdk AS builder
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN mvn -B -q clean package -DskipTests && cp target/*.jar app.jar && mvn -B -q clean
ENV JAVA_OPTS=""

FROM eclipse-temurin:17-jre
WORKDIR /app
COPY --from=builder /app/static /app/static
COPY --from=builder /app/app.jar /app/app.jar

ENV JAVA_OPTS=""
CMD java $JAVA_OPTS -jar app.jar
