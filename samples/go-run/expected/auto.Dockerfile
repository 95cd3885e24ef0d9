FROM golang:1.23
WORKDIR /app
COPY . .
RUN go vet ./... && go build -o /dev/null .
CMD ["go", "run", "."]
