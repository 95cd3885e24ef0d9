// It starts git, which the old base happens to hold.
package main

import (
	"fmt"
	"os"
	"os/exec"
)

func main() {
	folder, err := os.MkdirTemp("", "repo")
	if err != nil {
		panic(err)
	}
	made, err := exec.Command("git", "init", "-q", folder).CombinedOutput()
	if err != nil {
		panic(string(made) + err.Error())
	}
	found, err := exec.Command("git", "-C", folder, "rev-parse", "--is-inside-work-tree").CombinedOutput()
	if err != nil {
		panic(string(found) + err.Error())
	}
	fmt.Print("a repository: ", string(found))
}
