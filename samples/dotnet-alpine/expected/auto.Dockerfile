FROM mcr.microsoft.com/dotnet/sdk:6.0-alpine AS builder
WORKDIR /app
COPY . .
RUN dotnet publish -c Release -o out

FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine

RUN apk add --no-cache \
    icu-libs \
    icu-data-full \
    tzdata

ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    ASPNETCORE_URLS="" \
    DOTNET_USE_POLLING_FILE_WATCHER=true

WORKDIR /app
COPY --from=builder /app/appsettings.json /app/appsettings.json
COPY --from=builder /app/out /app/out

EXPOSE 8080
ENTRYPOINT ["/app/out/Sorter"]
