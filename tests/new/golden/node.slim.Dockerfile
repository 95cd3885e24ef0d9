# The builder: what only the build needs stays here
FROM node:24-bookworm AS builder

WORKDIR /app

# Dependencies first: installed again only when their lists change
COPY package.json package-lock.json ./

RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev

COPY . ./

# What ships
FROM node:24-bookworm-slim

WORKDIR /app

# It installs dependencies of the project
COPY --from=builder /app /app

ENV NODE_ENV=production \
    PORT=8080
EXPOSE 8080

# Not root; by number, so that an orchestrator can see it
USER 1000:1000

# In place of the image's own script, in exec form: signals reach the program itself
ENTRYPOINT ["node", "server.js"]
