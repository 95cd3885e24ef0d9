package main

import (
	"encoding/json"
	"html/template"
	"net/http"
	"os"

	"github.com/gorilla/mux"
)

var page = template.Must(template.ParseGlob("templates/*.html"))

func hello(w http.ResponseWriter, r *http.Request) {
	var words map[string]string
	text, err := os.ReadFile("locales/en.json")
	if err == nil {
		err = json.Unmarshal(text, &words)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	page.ExecuteTemplate(w, "hello.html", map[string]string{"Greeting": words["hello"], "Name": mux.Vars(r)["name"]})
}
