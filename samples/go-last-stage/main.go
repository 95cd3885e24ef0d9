// Shop hands out its goods as JSON, and the front end that shows them, which is part of the program.
package main

import (
	"embed"
	"encoding/json"
	"io/fs"
	"log"
	"net/http"
)

//go:embed web/dist
var bundle embed.FS

type item struct {
	Name  string `json:"name"`
	Price int    `json:"price"`
}

func goods(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode([]item{{"tea", 4}, {"cocoa", 5}}); err != nil {
		log.Print(err)
	}
}

func main() {
	site, err := fs.Sub(bundle, "web/dist")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/api/goods", goods)
	http.Handle("/", http.FileServer(http.FS(site)))
	log.Fatal(http.ListenAndServe(":8080", nil))
}
