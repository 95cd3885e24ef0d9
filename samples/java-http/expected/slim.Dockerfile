FROM openjdk:17 AS builder
WORKDIR /app
COPY . /app
RUN javac Main.java

FROM openjdk:17-slim
WORKDIR /app
COPY --from=builder /app /app

EXPOSE 8080
CMD ["java", "Main"]
