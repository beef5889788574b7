package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Sizes of a box where a tool wants to know them: about those of our own.
const (
	boxWidth, boxHeight = 130, 48
	gapAcross, gapDown  = 60, 60
)

// moments writes the blueprint. What follows from the board is not written: the
// customer's way along and the work down each stage. The rest is links and choices.
func (d *diagram) moments() string {
	var b strings.Builder
	b.WriteString("title: Diagram\nlanes:\n")
	for i, l := range lanes {
		kind := l.key
		if i == len(lanes)-1 {
			kind = "support"
		}
		fmt.Fprintf(&b, "  - {id: %s, kind: %s, title: %s}\n", laneID(i), kind, l.title)
	}
	var links []edge
	next := map[int][]edge{}
	for _, e := range d.edges {
		from, to := d.nodes[e.from], d.nodes[e.to]
		switch {
		case from.column == to.column: // follows from the board
		case from.lane == 0 && to.lane == 0:
			next[e.from] = append(next[e.from], e)
		default:
			links = append(links, e)
		}
	}
	if len(links) > 0 {
		b.WriteString("links:\n")
		for _, e := range links {
			fmt.Fprintf(&b, "  - {from: %s, to: %s}\n", d.nodes[e.from].id, d.nodes[e.to].id)
		}
	}
	b.WriteString("phases:\n  - title: All\n    steps:\n")
	for c := range d.columns {
		dash := "- "
		for l := range lanes {
			i, ok := d.at[[2]int{c, l}]
			if !ok {
				continue
			}
			fmt.Fprintf(&b, "      %s%s: {id: %s, title: %s", dash, laneID(l), d.nodes[i].id, d.nodes[i].label)
			dash = "  "
			if out := next[i]; len(out) > 1 {
				b.WriteString(", next: [")
				for k, e := range out {
					if k > 0 {
						b.WriteString(", ")
					}
					when := e.label
					if when == "" {
						when = "else"
					}
					fmt.Fprintf(&b, "{to: %s, when: %s}", d.nodes[e.to].id, when)
				}
				b.WriteString("]")
			}
			b.WriteString("}\n")
		}
	}
	return b.String()
}

// laneID names a lane as steps call it.
func laneID(l int) string { return lanes[l].key }

// dot writes the diagram for Graphviz, a lane as a cluster: the nearest that it has
// to lanes which keep their row, and stages of one rank each.
func (d *diagram) dot() string {
	var b strings.Builder
	b.WriteString("digraph g {\n  rankdir=LR; splines=ortho; node [shape=box, width=1.35, height=0.5, fixedsize=true];\n")
	for l, lane := range lanes {
		fmt.Fprintf(&b, "  subgraph cluster_%d { label=%q;", l, lane.title)
		for _, n := range d.nodes {
			if n.lane == l {
				fmt.Fprintf(&b, " %s [label=%q];", n.id, n.label)
			}
		}
		b.WriteString(" }\n")
	}
	d.dotEdges(&b)
	b.WriteString("}\n")
	return b.String()
}

// neato writes the places, too: Graphviz only has to find the lines.
func (d *diagram) neato() string {
	var b strings.Builder
	b.WriteString("digraph g {\n  splines=ortho; node [shape=box, width=1.35, height=0.5, fixedsize=true];\n")
	for _, n := range d.nodes {
		fmt.Fprintf(&b, "  %s [label=%q, pos=\"%d,%d\"];\n", n.id, n.label, n.column*(boxWidth+gapAcross), -n.lane*(boxHeight+gapDown))
	}
	d.dotEdges(&b)
	b.WriteString("}\n")
	return b.String()
}

func (d *diagram) dotEdges(b *strings.Builder) {
	for _, e := range d.edges {
		fmt.Fprintf(b, "  %s -> %s", d.nodes[e.from].id, d.nodes[e.to].id)
		if e.label != "" {
			fmt.Fprintf(b, " [xlabel=%q]", e.label)
		}
		b.WriteString(";\n")
	}
}

func (d *diagram) d2() string {
	var b strings.Builder
	b.WriteString("direction: right\n")
	for l, lane := range lanes {
		fmt.Fprintf(&b, "l%d: %s {\n", l, lane.title)
		for _, n := range d.nodes {
			if n.lane == l {
				fmt.Fprintf(&b, "  %s: %s\n", n.id, n.label)
			}
		}
		b.WriteString("}\n")
	}
	for _, e := range d.edges {
		from, to := d.nodes[e.from], d.nodes[e.to]
		fmt.Fprintf(&b, "l%d.%s -> l%d.%s", from.lane, from.id, to.lane, to.id)
		if e.label != "" {
			fmt.Fprintf(&b, ": %s", e.label)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (d *diagram) plantuml() string {
	var b strings.Builder
	b.WriteString("@startuml\nleft to right direction\nskinparam linetype ortho\n")
	for l, lane := range lanes {
		fmt.Fprintf(&b, "rectangle %q as l%d {\n", lane.title, l)
		for _, n := range d.nodes {
			if n.lane == l {
				fmt.Fprintf(&b, "  rectangle %q as %s\n", n.label, n.id)
			}
		}
		b.WriteString("}\n")
	}
	for _, e := range d.edges {
		fmt.Fprintf(&b, "%s --> %s", d.nodes[e.from].id, d.nodes[e.to].id)
		if e.label != "" {
			fmt.Fprintf(&b, " : %s", e.label)
		}
		b.WriteString("\n")
	}
	b.WriteString("@enduml\n")
	return b.String()
}

func (d *diagram) mermaid() string {
	var b strings.Builder
	b.WriteString("swimlane-beta LR\n")
	for l, lane := range lanes {
		fmt.Fprintf(&b, "  subgraph l%d [%s]\n", l, lane.title)
		for _, n := range d.nodes {
			if n.lane == l {
				fmt.Fprintf(&b, "    %s[%s]\n", n.id, n.label)
			}
		}
		b.WriteString("  end\n")
	}
	for _, e := range d.edges {
		arrow := "-->"
		if e.label != "" {
			arrow = "-->|" + e.label + "|"
		}
		fmt.Fprintf(&b, "  %s %s %s\n", d.nodes[e.from].id, arrow, d.nodes[e.to].id)
	}
	return b.String()
}

// elk writes what elkjs reads, a lane as a group, the nearest it has to rows; stages
// are left to its layers.
func (d *diagram) elk() string {
	type size struct {
		ID       string            `json:"id"`
		Width    int               `json:"width,omitempty"`
		Height   int               `json:"height,omitempty"`
		Labels   []map[string]any  `json:"labels,omitempty"`
		Children []any             `json:"children,omitempty"`
		Options  map[string]string `json:"layoutOptions,omitempty"`
	}
	type line struct {
		ID      string   `json:"id"`
		Sources []string `json:"sources"`
		Targets []string `json:"targets"`
	}
	root := struct {
		size
		Edges []line `json:"edges"`
	}{size: size{ID: "root", Options: map[string]string{
		"elk.algorithm": "layered", "elk.direction": "RIGHT", "elk.edgeRouting": "ORTHOGONAL", "elk.hierarchyHandling": "INCLUDE_CHILDREN",
	}}}
	for l, lane := range lanes {
		group := size{ID: fmt.Sprintf("l%d", l), Labels: []map[string]any{{"text": lane.title, "width": 80, "height": 16}}}
		for _, n := range d.nodes {
			if n.lane == l {
				group.Children = append(group.Children, size{ID: n.id, Width: boxWidth, Height: boxHeight, Labels: []map[string]any{{"text": n.label, "width": 60, "height": 16}}})
			}
		}
		root.Children = append(root.Children, group)
	}
	for i, e := range d.edges {
		root.Edges = append(root.Edges, line{ID: fmt.Sprintf("e%d", i), Sources: []string{d.nodes[e.from].id}, Targets: []string{d.nodes[e.to].id}})
	}
	text, err := json.Marshal(root)
	if err != nil {
		panic(err) // plain strings and numbers
	}
	return string(text)
}
