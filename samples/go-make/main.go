package main

import (
	"flag"
	"io"
	"log"
	"net/http"
)

func main() {
	port := flag.String("port", "80", "where to listen")
	flag.Parse()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) })
	log.Fatal(http.ListenAndServe(":"+*port, nil))
}
