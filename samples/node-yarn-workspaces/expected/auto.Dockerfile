FROM node:20 AS builder

WORKDIR /repo

COPY package.json yarn.lock ./
COPY packages/api/package.json packages/api/
COPY packages/words/package.json packages/words/
RUN yarn install --frozen-lockfile --network-timeout 100000

COPY . .
RUN yarn workspace @sample/words build && yarn workspace @sample/api build

ENV NODE_ENV production

FROM node:20-slim

WORKDIR /repo
COPY --from=builder /repo /repo

ENV NODE_ENV production
EXPOSE 8080
CMD ["yarn", "--silent", "start"]
