// Package examples holds the example blueprints, so that a command can offer
// them as templates. Each lives in a folder of its own, with a page that tells
// what to look at and a picture.
package examples

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed */blueprint.yaml
var files embed.FS

// Example is an example blueprint.
type Example struct {
	Name string // of its folder
	Text []byte // of its blueprint.yaml
}

// List lists the examples in the order of their names.
func List() []Example {
	paths, _ := fs.Glob(files, "*/blueprint.yaml") // the pattern is right, and nothing else can fail
	out := make([]Example, len(paths))
	for i, p := range paths {
		text, _ := files.ReadFile(p)
		out[i] = Example{Name: path.Dir(p), Text: text}
	}
	return out
}

// Names lists the names of the examples.
func Names() []string {
	var out []string
	for _, e := range List() {
		out = append(out, e.Name)
	}
	return out
}

// Open finds an example by its name. The error names those that there are.
func Open(name string) (Example, error) {
	for _, e := range List() {
		if e.Name == name {
			return e, nil
		}
	}
	return Example{}, fmt.Errorf("there is no example %q; there are %s", name, strings.Join(Names(), ", "))
}
