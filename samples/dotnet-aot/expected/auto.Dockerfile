FROM mcr.microsoft.com/dotnet/sdk:8.0-jammy AS builder

RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*

WORKDIR /source
COPY . .
RUN dotnet publish -r linux-x64 -c Release -o /app

WORKDIR /app
USER app

FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-jammy

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    curl \
 && rm -rf /var/lib/apt/lists/*

ENV DOTNET_USE_POLLING_FILE_WATCHER=true

WORKDIR /source
COPY --from=builder /app /app
WORKDIR /app
USER app
EXPOSE 8080
HEALTHCHECK CMD curl -fs http://localhost:8080/zone/Europe/Berlin
CMD ["./Clock"]
