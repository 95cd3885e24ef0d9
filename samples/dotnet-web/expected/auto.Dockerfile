FROM mcr.microsoft.com/dotnet/sdk:8.0 AS builder
WORKDIR /src

COPY Shop.csproj .
RUN dotnet restore

COPY . .
RUN dotnet build -c Release -o /app/build --no-restore
RUN dotnet publish -c Release -o /app/publish /p:UseAppHost=false

WORKDIR /app/publish

FROM mcr.microsoft.com/dotnet/aspnet:8.0

ENV DOTNET_USE_POLLING_FILE_WATCHER=true

WORKDIR /src
COPY --from=builder /app/publish /app/publish
WORKDIR /app/publish
EXPOSE 8080
ENTRYPOINT ["dotnet", "Shop.dll"]
