FROM openjdk:11 AS builder
WORKDIR /usr/src/badge
COPY Badge.java .
RUN javac -d /opt/badge Badge.java

FROM openjdk:11-jre
WORKDIR /usr/src/badge
COPY --from=builder /opt/badge /opt/badge

ENTRYPOINT ["java", "-Djava.awt.headless=true", "-cp", "/opt/badge", "Badge"]
CMD ["hello"]
