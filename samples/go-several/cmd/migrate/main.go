// Command migrate applies the migrations.
package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"

	"example.com/shop/internal/store"
)

func main() {
	files, err := filepath.Glob("/src/migrations/*.txt")
	if err != nil {
		log.Fatal(err)
	}
	var state strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		state.Write(text)
	}
	if err := store.Write(state.String()); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d migrations", len(files))
}
