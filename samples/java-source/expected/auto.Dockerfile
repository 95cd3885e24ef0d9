FROM openjdk:17-slim
WORKDIR /app
COPY Late.java .
RUN javac -d /tmp/check Late.java
CMD ["java", "Late.java"]
