FROM maven:3.9-eclipse-temurin-17 AS builder
ARG TOMCAT=10.1.34
RUN mvn -B dependency:copy -Dartifact=org.apache.tomcat:tomcat:$TOMCAT:tar.gz -DoutputDirectory=/tmp \
 && mkdir /opt/tomcat \
 && tar -xzf /tmp/tomcat-$TOMCAT.tar.gz -C /opt/tomcat --strip-components=1 \
 && rm -rf /opt/tomcat/webapps/* /tmp/tomcat-$TOMCAT.tar.gz
WORKDIR /src
COPY . .
RUN mvn -B package && cp target/shop.war /opt/tomcat/webapps/ROOT.war

FROM eclipse-temurin:17-jre

COPY --from=builder /opt/tomcat /opt/tomcat
WORKDIR /src
COPY --from=builder /src/src/main/webapp /src/src/main/webapp

EXPOSE 8080
CMD ["/opt/tomcat/bin/catalina.sh", "run"]
ENTRYPOINT []
