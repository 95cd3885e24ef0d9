// A counter that a user of its own keeps in a folder of its own.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"os/user"
	"strconv"
)

const file = "/var/lib/counter/count"

func main() {
	http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	http.HandleFunc("/count", func(w http.ResponseWriter, r *http.Request) {
		text, _ := os.ReadFile(file)
		count, _ := strconv.Atoi(string(text))
		count++
		if err := os.WriteFile(file, []byte(strconv.Itoa(count)), 0o600); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		me, err := user.Current()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintf(w, "%s (%s) counts %d\n", me.Username, me.HomeDir, count)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
