// Notes in SQLite, which is C: the program is built with cgo.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"os"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	db, err := sql.Open("sqlite3", os.Getenv("NOTES_DB"))
	if err != nil {
		log.Fatal(err)
	}
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		log.Fatal(err)
	}
	if _, err := db.Exec(string(schema)); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/add", func(w http.ResponseWriter, r *http.Request) {
		if _, err := db.Exec("INSERT INTO notes (text) VALUES (?)", r.FormValue("text")); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusCreated)
	})
	http.HandleFunc("/notes", func(w http.ResponseWriter, r *http.Request) {
		rows, err := db.Query("SELECT text FROM notes ORDER BY id")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			fmt.Fprintln(w, text)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
