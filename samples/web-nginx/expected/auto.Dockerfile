FROM nginx:1.26-bookworm AS builder
RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /site
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build
RUN rm -rf /usr/share/nginx/html && mv dist /usr/share/nginx/html
RUN rm /etc/nginx/conf.d/default.conf
COPY site.conf /etc/nginx/conf.d/

FROM nginx:1.26-bookworm
WORKDIR /site

RUN rm -rf /usr/share/nginx/html

COPY --from=builder /usr/share/nginx/html /usr/share/nginx/html

RUN rm -rf /etc/nginx/conf.d/default.conf

COPY --from=builder /etc/nginx/conf.d/site.conf /etc/nginx/conf.d/site.conf

EXPOSE 8080
