// Package examples holds the example blueprints, so that a command can offer
// them as templates. Each lives in a folder of its own, with a page that tells
// what to look at and a picture.
package examples

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

const file = "blueprint.yaml"

//go:embed */blueprint.yaml
var files embed.FS

// Example is an example blueprint.
type Example struct {
	Name string // of its folder
	Text []byte // of its blueprint.yaml
}

// List lists the examples in the order of their names.
func List() []Example {
	names := Names()
	out := make([]Example, len(names))
	for i, name := range names {
		out[i] = Example{Name: name, Text: text(name)}
	}
	return out
}

func text(name string) []byte {
	text, _ := files.ReadFile(name + "/" + file) // it is embedded, and nothing else can fail
	return text
}

// Names lists the names of the examples.
func Names() []string {
	paths, _ := fs.Glob(files, "*/"+file) // the pattern is right, and nothing else can fail
	for i, p := range paths {
		paths[i] = path.Dir(p)
	}
	return paths
}

// Open finds an example by its name. The error names those that there are.
func Open(name string) (Example, error) {
	names := Names()
	if slices.Contains(names, name) {
		return Example{Name: name, Text: text(name)}, nil
	}
	return Example{}, fmt.Errorf("there is no example %q; there are %s", name, strings.Join(names, ", "))
}
