FROM node:20 AS builder
WORKDIR /app
COPY package.json server.js ./
RUN mkdir -p data && echo one > data/one.txt && npm install

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

FROM node:20-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    git \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /app /app

EXPOSE 8080
CMD ["node", "server"]
