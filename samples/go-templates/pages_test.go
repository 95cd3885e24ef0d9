package main

import "testing"

func TestPage(t *testing.T) {
	if page.Lookup("hello.html") == nil {
		t.Fatal("no page")
	}
}
