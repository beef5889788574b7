// Command moments-graphviz lays out networks for the command moments, which
// starts it and stops it. It reads a graph and writes its layout, as JSON.
package main

import (
	"os"

	"github.com/servicemoments/moments/internal/layouthelper"
	"github.com/servicemoments/moments/render/graphviz"
)

func main() {
	os.Exit(layouthelper.Serve(graphviz.Layouter{}, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
