FROM eclipse-temurin:17 AS builder
WORKDIR /srv/app
RUN groupadd --gid 900 app && useradd --uid 900 --gid app --create-home app
COPY src src
RUN javac -d classes $(find src -name '*.java') && jar cfe app.jar app.Main -C classes . && rm -r classes
COPY conf conf
RUN mkdir -p /srv/data && chown app:app /srv/data
ENV TZ=Europe/Vienna JAVA_OPTS="-Xmx64m -Dgreeting=Grüß"
USER app

FROM eclipse-temurin:17-jre
WORKDIR /srv/app

RUN groupadd --gid 900 app \
 && useradd --uid 900 --gid app --create-home app

COPY --from=builder /srv/app/app.jar /srv/app/app.jar
COPY --from=builder /srv/app/conf /srv/app/conf

RUN mkdir -p /srv/data \
 && chown app:app /srv/data

ENV TZ=Europe/Vienna JAVA_OPTS="-Xmx64m -Dgreeting=Grüß"
USER app
ENTRYPOINT ["java", "-jar", "app.jar"]
CMD ["conf/app.properties"]
