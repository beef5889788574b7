package graphviz

import (
	"errors"
	"fmt"
	"strings"
)

// placed is a graph as Graphviz gives it back: things with attributes.
type placed struct {
	graph    attributes
	nodes    map[string]attributes
	clusters map[string]attributes
	edges    map[string]attributes // by the attribute id
}

type attributes map[string]string

// reader reads the language of Graphviz as far as Graphviz itself writes it:
// one graph with nested subgraphs, every name and value a word or in quotes.
type reader struct {
	text  string
	at    int
	depth int
	out   placed
}

// deepest is how deep subgraphs may be nested.
const deepest = 20

func read(text []byte) (placed, error) {
	r := reader{text: string(text), out: placed{
		graph: attributes{}, nodes: map[string]attributes{}, clusters: map[string]attributes{}, edges: map[string]attributes{},
	}}
	if word := r.next(); word == "strict" {
		word = r.next()
		if word != "digraph" {
			return placed{}, r.unexpected(word)
		}
	} else if word != "digraph" {
		return placed{}, r.unexpected(word)
	}
	if word := r.next(); word != "{" { // a graph may have a name
		if word = r.next(); word != "{" {
			return placed{}, r.unexpected(word)
		}
	}
	if err := r.body(r.out.graph); err != nil {
		return placed{}, err
	}
	return r.out, nil
}

// body reads statements up to the brace that ends them. What is said of the
// graph goes to own.
func (r *reader) body(own attributes) error {
	if r.depth++; r.depth > deepest {
		return errors.New("subgraphs are nested too deeply")
	}
	defer func() { r.depth-- }()
	for {
		switch word := r.next(); word {
		case "}":
			return nil
		case ";":
		case "":
			return errors.New("it ends too early")
		case "subgraph":
			name := r.next()
			if open := r.next(); open != "{" {
				return r.unexpected(open)
			}
			inner := attributes{}
			r.out.clusters[unquoted(name)] = inner
			if err := r.body(inner); err != nil {
				return err
			}
		default:
			if err := r.statement(word, own); err != nil {
				return err
			}
		}
	}
}

// statement reads a node, an edge, or what holds for all of a kind.
func (r *reader) statement(name string, own attributes) error {
	if strings.ContainsAny(name, "{}[]=,") && name[0] != '"' {
		return r.unexpected(name)
	}
	word := r.next()
	to := ""
	if word == "->" {
		to = r.next()
		word = r.next()
	}
	found := attributes{}
	if word == "[" {
		var err error
		if found, err = r.list(); err != nil {
			return err
		}
		word = r.next()
	}
	if word != ";" {
		return r.unexpected(word)
	}
	switch {
	case to != "":
		r.out.edges[found["id"]] = found
	case name == "graph":
		for k, v := range found {
			own[k] = v
		}
	case name != "node" && name != "edge":
		r.out.nodes[unquoted(name)] = found
	}
	return nil
}

// list reads attributes up to the bracket that ends them.
func (r *reader) list() (attributes, error) {
	found := attributes{}
	for {
		name := r.next()
		switch name {
		case "]":
			return found, nil
		case ",":
			continue
		}
		if equals := r.next(); equals != "=" {
			return nil, r.unexpected(equals)
		}
		value := r.next()
		if value == "" {
			return nil, errors.New("it ends too early")
		}
		found[unquoted(name)] = unquoted(value)
	}
}

// next is the next word or sign, a word in quotes with them; empty at the end.
func (r *reader) next() string {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
	start := r.at
	if start == len(r.text) {
		return ""
	}
	switch c := r.text[start]; {
	case c == '"':
		return r.quoted()
	case strings.HasPrefix(r.text[start:], "->"):
		r.at += 2
	case strings.IndexByte("{}[];,=", c) >= 0:
		r.at++
	default:
		for r.at < len(r.text) && strings.IndexByte(" \t\r\n\"{}[];,=", r.text[r.at]) < 0 {
			r.at++
		}
	}
	return r.text[start:r.at]
}

func (r *reader) quoted() string {
	start := r.at
	for r.at++; r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '\\':
			r.at++
		case '"':
			r.at++
			return r.text[start:r.at]
		}
	}
	r.at = len(r.text)
	return "" // it never ends
}

// unquoted is a word without its quotes, and with its long lines joined, which
// Graphviz breaks.
func unquoted(word string) string {
	if len(word) < 2 || word[0] != '"' {
		return word
	}
	word = strings.ReplaceAll(word[1:len(word)-1], "\\\r\n", "")
	word = strings.ReplaceAll(word, "\\\n", "")
	return strings.ReplaceAll(word, `\"`, `"`)
}

func (r *reader) unexpected(word string) error {
	line := 1 + strings.Count(r.text[:r.at], "\n")
	if word == "" {
		return fmt.Errorf("line %d: it ends too early", line)
	}
	if len(word) > 40 {
		word = word[:40] + "…"
	}
	return fmt.Errorf("line %d: %q is not expected there", line, word)
}
