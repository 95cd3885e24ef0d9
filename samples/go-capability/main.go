package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "user", os.Getuid(), "on port 80") })
	log.Fatal(http.ListenAndServe(":80", nil))
}
