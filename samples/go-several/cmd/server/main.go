// Command server shows the state.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"

	"example.com/shop/internal/store"
)

func main() {
	addr := flag.String("addr", ":80", "where to listen")
	flag.Parse()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		text, err := store.Read()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, text)
	})
	log.Fatal(http.ListenAndServe(*addr, nil))
}
