// Package store keeps the state in a file.
package store

import "os"

// Path is where the state lies.
func Path() string { return os.Getenv("STATE_FILE") }

// Read gives the state.
func Read() (string, error) {
	text, err := os.ReadFile(Path())
	return string(text), err
}

// Write replaces it.
func Write(text string) error { return os.WriteFile(Path(), []byte(text), 0o600) }
