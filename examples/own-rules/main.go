// Command own-rules checks blueprints with a company's own rules beside those of
// the project.
package main

import (
	"fmt"
	"os"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
)

func main() {
	for _, file := range os.Args[1:] {
		b, err := blueprint.Load(file)
		if err != nil {
			fmt.Println(err)
		}
		for _, found := range lint.Run(b, lint.Options{Rules: append(lint.Rules(), Rules()...)}) {
			fmt.Println(found)
		}
	}
}
