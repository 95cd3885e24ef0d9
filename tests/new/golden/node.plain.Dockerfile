# The builder: what only the build needs stays here
FROM node:24-bookworm AS builder

WORKDIR /app

# Dependencies first: installed again only when their lists change
COPY package.json package-lock.json ./

RUN npm ci

COPY . ./

# Built, and what only the build needed goes
RUN npm run build \
 && npm prune --omit=dev

# What ships
FROM node:24-bookworm-slim

WORKDIR /app

# It installs dependencies of the project
COPY --from=builder /app /app

ENV NODE_ENV=production

# In place of the image's own script, in exec form: signals reach the program itself
ENTRYPOINT ["node", "dist/server.js"]
