FROM gradle:8-jdk17 AS builder
COPY --chown=gradle:gradle . /home/gradle/src
WORKDIR /home/gradle/src
RUN gradle bootJar --no-daemon

# Whose the folders are
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /home /home/gradle /home/gradle/src /home/gradle/src/build /home/gradle/src/build/libs \
      /home/gradle/src/build/libs/demo-0.1.jar; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

FROM eclipse-temurin:17-jre

COPY --from=builder /runtime/ /
WORKDIR /home/gradle/src
COPY --from=builder /home/gradle/src/build/libs/demo-0.1.jar /home/gradle/src/build/libs/demo-0.1.jar

EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/home/gradle/src/build/libs/demo-0.1.jar"]
