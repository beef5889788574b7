// Command d2 compiles D2 texts with D2's own compiler and says, as JSON, what it
// has understood of each: its objects and edges, or an error. The texts are the
// files that its arguments name.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"oss.terrastruct.com/d2/d2compiler"
	"oss.terrastruct.com/d2/d2graph"
)

type object struct{ ID, Label string }

type edge struct{ From, To, Label string }

type answer struct {
	Error   string
	Objects []object
	Edges   []edge
}

func main() {
	answers := make([]answer, 0, len(os.Args)-1)
	for _, path := range os.Args[1:] {
		answers = append(answers, compile(path))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func compile(path string) answer {
	text, err := os.ReadFile(path)
	if err != nil {
		return answer{Error: err.Error()}
	}
	graph, _, err := d2compiler.Compile(path, bytes.NewReader(text), nil)
	if err != nil {
		return answer{Error: err.Error()}
	}
	var a answer
	for _, o := range graph.Objects {
		a.Objects = append(a.Objects, object{o.IDVal, o.Label.Value})
	}
	for _, e := range graph.Edges {
		a.Edges = append(a.Edges, edge{name(e.Src), name(e.Dst), e.Label.Value})
	}
	return a
}

func name(o *d2graph.Object) string { return o.IDVal }
