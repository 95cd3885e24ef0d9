// Command ids prints identifiers.
package main

import (
	"flag"
	"fmt"

	"github.com/google/uuid"
)

var version, commit = "unknown", "unknown"

func main() {
	count := flag.Int("n", 1, "how many")
	flag.Parse()
	fmt.Println("ids", version, commit)
	for i := range *count {
		fmt.Println(uuid.NewSHA1(uuid.NameSpaceDNS, []byte{byte(i)}))
	}
}
