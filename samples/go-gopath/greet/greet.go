package greet

// Text greets.
const Text = "hello from GOPATH"
