library(distances)

places <- read.csv("places.csv", row.names = 1)
server <- serverSocket(8080)
cat("listening\n")
repeat {
  client <- socketAccept(server, blocking = TRUE, open = "r+b")
  request <- strsplit(readLines(client, 1), " ")[[1]]
  while (nchar(readLines(client, 1)) > 0) {}
  names <- strsplit(sub("^/", "", request[2]), "/")[[1]]
  body <- if (all(names %in% rownames(places)) && length(names) == 2) {
    sprintf("%.0f km", way(unlist(places[names[1], ]), unlist(places[names[2], ])))
  } else {
    "say two places"
  }
  writeLines(c("HTTP/1.1 200 OK", sprintf("Content-Length: %d", nchar(body)), "Connection: close", "", body), client, sep = "\r\n")
  close(client)
}
