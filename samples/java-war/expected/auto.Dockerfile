FROM tomcat:10.1-jdk17 AS builder

RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN mvn -B package && cp target/shop.war $CATALINA_HOME/webapps/ROOT.war
WORKDIR $CATALINA_HOME

FROM tomcat:10.1-jre17-temurin

WORKDIR /src
COPY --from=builder /src/src/main/webapp /src/src/main/webapp
COPY --from=builder /usr/local/tomcat/webapps/ROOT.war /usr/local/tomcat/webapps/ROOT.war
WORKDIR $CATALINA_HOME
