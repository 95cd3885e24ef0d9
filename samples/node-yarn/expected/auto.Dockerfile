FROM node:20 AS builder
WORKDIR /usr/src/app
COPY package.json yarn.lock tsconfig.json ./
RUN yarn install --frozen-lockfile
COPY src ./src
RUN yarn build

# Only what production needs
RUN yarn install --production --ignore-scripts --frozen-lockfile --prefer-offline

FROM node:20-slim AS app
WORKDIR /usr/src/app
COPY --from=builder /usr/src/app /usr/src/app

EXPOSE 8080
CMD yarn start
