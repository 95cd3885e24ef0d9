FROM mcr.microsoft.com/dotnet/sdk:10.0 AS builder
WORKDIR /app
COPY . .
RUN dotnet publish --runtime linux-x64 --self-contained true -c Release -o /usr/local/greeter -p:PublishSingleFile=true
ENV PATH=$PATH:/usr/local/greeter

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
WORKDIR /app
COPY --from=builder /app/texts /app/texts
COPY --from=builder /usr/local/greeter /usr/local/greeter

ENV PATH=$PATH:/usr/local/greeter
ENTRYPOINT ["Greeter"]
CMD ["Ada"]
