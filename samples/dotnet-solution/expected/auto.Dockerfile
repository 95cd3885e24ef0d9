FROM mcr.microsoft.com/dotnet/sdk:9.0.301-bookworm-slim AS builder
WORKDIR /source
COPY Count.sln Directory.Build.props ./
COPY src/Words/Words.csproj src/Words/
COPY src/Count/Count.csproj src/Count/
RUN dotnet restore Count.sln
COPY . .
RUN dotnet publish src/Count -c Release --no-restore

FROM mcr.microsoft.com/dotnet/runtime:9.0-bookworm-slim
WORKDIR /source
COPY --from=builder /source/src/Count/bin/Release/net9.0/publish /source/src/Count/bin/Release/net9.0/publish

ENTRYPOINT ["dotnet", "src/Count/bin/Release/net9.0/publish/Count.dll"]
CMD ["ö", "z", "ö"]
