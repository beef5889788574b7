package main

import "fmt"

// lanes are the five rows of every diagram, with the keys that a step has for them.
var lanes = []struct{ key, title string }{
	{"customer", "Customer"},
	{"frontstage", "Frontstage"},
	{"backstage", "Backstage"},
	{"support", "Support"},
	{"partner", "Partner"},
}

// node is a box in a column and a lane.
type node struct {
	id, label string
	column    int
	lane      int
}

// edge is an arrow between two boxes, by their index.
type edge struct {
	from, to int
	label    string
}

// diagram is what every tool is given, in its own language.
type diagram struct {
	columns int
	nodes   []node
	edges   []edge
	at      map[[2]int]int
}

func shapeNamed(name string) func(int) *diagram {
	switch name {
	case "grid":
		return grid
	case "sparse":
		return sparse
	}
	return nil
}

func (d *diagram) add(column, lane int) int {
	i := len(d.nodes)
	id := fmt.Sprintf("t%dx%d", column, lane)
	d.nodes = append(d.nodes, node{id: id, label: "T" + fmt.Sprintf("%dx%d", column, lane), column: column, lane: lane})
	d.at[[2]int{column, lane}] = i
	return i
}

func (d *diagram) link(from, to int, label string) {
	d.edges = append(d.edges, edge{from, to, label})
}

// grid is stages × five lanes, with lines along every lane and down every stage.
func grid(n int) *diagram {
	d := &diagram{columns: (n + len(lanes) - 1) / len(lanes), at: map[[2]int]int{}}
	for c := range d.columns {
		for l := range lanes {
			d.add(c, l)
		}
	}
	for c := range d.columns {
		for l := range lanes {
			here := d.at[[2]int{c, l}]
			if next, ok := d.at[[2]int{c + 1, l}]; ok {
				d.link(here, next, "")
			}
			if below, ok := d.at[[2]int{c, l + 1}]; ok {
				d.link(here, below, "")
			}
		}
	}
	return d
}

// sparse is as real life: half of the cells are empty, with a choice in every
// tenth stage, a loop back after every twentieth and a cross link in every fifteenth.
// It is made by a fixed rule, so that it is the same in every run.
func sparse(n int) *diagram {
	d := &diagram{columns: 2 * n / len(lanes), at: map[[2]int]int{}}
	seed := uint32(1)
	next := func(k int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>16) % k
	}
	for c := range d.columns {
		d.add(c, 0) // the customer is always there
		for l := 1; l < len(lanes); l++ {
			if next(8) < 3 {
				d.add(c, l)
			}
		}
	}
	for c := range d.columns {
		here := d.at[[2]int{c, 0}]
		if to, ok := d.at[[2]int{c + 1, 0}]; ok {
			label := ""
			if c%10 == 7 && c+2 < d.columns {
				label = "else"
				d.link(here, d.at[[2]int{c + 2, 0}], "some")
			}
			d.link(here, to, label)
		}
		if c%20 == 19 {
			d.link(here, d.at[[2]int{c - 3, 0}], "again")
		}
		above := here
		for l := 1; l < len(lanes); l++ {
			if t, ok := d.at[[2]int{c, l}]; ok {
				d.link(above, t, "")
				above = t
			}
		}
		if to, ok := d.at[[2]int{c + 4, 3}]; ok && c%15 == 4 && above != here {
			d.link(above, to, "")
		}
	}
	return d
}
