package lsp

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/internal/lsp/half"
	"github.com/servicemoments/moments/touchpoint"
)

// thing is something with an id in a text that may be half typed.
type thing struct {
	kind   string // as in the table of keys
	id     string
	title  string
	lane   string // of a touchpoint
	of     string // kind of a lane
	phase  string
	step   int // of a touchpoint: its column, from 1
	actor  string
	file   string
	node   *half.Node
	start  int // of the id, else of the title
	end    int
	titled bool // its id comes from the title
}

// board is what a text says of its phases, steps and touchpoints, as far as it was
// typed.
type board struct {
	lanes  []*thing
	phases []boardPhase
	things []*thing
}

type boardPhase struct {
	*thing // nil for steps without phases
	node   *half.Node
	steps  []boardStep
}

type boardStep struct {
	node   *half.Node
	title  string
	points []*thing
}

// textOf is the value of a key as text.
func textOf(n *half.Node, key string) string {
	if v := n.Get(key); v != nil && v.Kind == half.Scalar {
		return v.Text
	}
	return ""
}

func newThing(kind, file string, n *half.Node) *thing {
	t := &thing{kind: kind, file: file, node: n, start: n.Start, end: n.Start, titled: true}
	switch n.Kind {
	case half.Scalar:
		t.title, t.end = n.Text, n.End
	case half.Mapping:
		t.id, t.title, t.of, t.actor = textOf(n, "id"), textOf(n, "title"), textOf(n, "kind"), textOf(n, "actor")
		at := n.Get("title")
		if t.id != "" {
			at, t.titled = n.Get("id"), false
		}
		if at != nil {
			t.start, t.end = at.Start, at.End
		}
	}
	return t
}

// items are what stands in a list, or the one value that stands for it.
func items(n *half.Node) []*half.Node {
	switch {
	case n == nil || n.Kind == half.Empty:
		return nil
	case n.Kind == half.List:
		return n.Items
	}
	return []*half.Node{n}
}

// boardOf reads the board of a text.
func boardOf(root *half.Node, file string) *board {
	b := &board{}
	list := func(kind string, n *half.Node) {
		from := len(b.things)
		for _, item := range items(n) {
			b.things = append(b.things, newThing(kind, file, item))
		}
		name(b.things[from:])
	}
	list("lane", root.Get("lanes"))
	b.lanes = slices.DeleteFunc(slices.Clone(b.things), func(t *thing) bool { return t.id == "" })
	slices.SortStableFunc(b.lanes, func(x, y *thing) int {
		return cmp.Compare(touchpoint.Kind(x.of).Rank(), touchpoint.Kind(y.of).Rank())
	})
	if len(b.lanes) == 0 {
		for _, k := range touchpoint.Kinds() {
			b.lanes = append(b.lanes, &thing{kind: "lane", id: string(k), of: string(k), file: file, titled: true})
		}
	}
	list("persona", root.Get("personas"))
	list("actor", root.Get("actors"))
	list("driver", root.Get("loyalty").Get("drivers"))
	list("journey", root.Get("journeys"))
	list("scenario", root.Get("scenarios"))
	column := 0
	var points, phases []*thing
	steps := func(p *boardPhase, n *half.Node) {
		for _, item := range items(n) {
			column++
			s := b.step(item, column, p, file)
			points = append(points, s.points...)
			p.steps = append(p.steps, s)
		}
	}
	for _, item := range items(root.Get("phases")) {
		p := boardPhase{thing: newThing("phase", file, item), node: item}
		phases = append(phases, p.thing)
		steps(&p, item.Get("steps"))
		b.phases = append(b.phases, p)
	}
	if n := root.Get("steps"); n != nil {
		p := boardPhase{node: n}
		steps(&p, n)
		b.phases = append(b.phases, p)
	}
	name(phases)
	name(points)
	b.things = append(append(b.things, phases...), points...)
	return b
}

func (b *board) step(n *half.Node, column int, p *boardPhase, file string) boardStep {
	s := boardStep{node: n, title: textOf(n, "title")}
	if id := textOf(n, "id"); id != "" {
		b.things = append(b.things, newThing("step", file, n))
	}
	for _, lane := range b.lanes {
		for _, item := range items(n.Get(lane.id)) {
			stack := []*half.Node{item}
			if together := item.Get("together"); together != nil {
				stack = items(together)
			}
			for _, x := range stack {
				t := newThing("touchpoint", file, x)
				t.lane, t.step = lane.id, column
				if p.thing != nil {
					t.phase = p.title
				}
				s.points = append(s.points, t)
			}
		}
	}
	return s
}

// name gives ids to what has none, as reading does: the title's slug, and -2, -3
// to later twins.
func name(list []*thing) {
	taken := map[string]bool{touchpoint.End: true}
	for _, t := range list {
		taken[t.id] = true
	}
	last := map[string]int{}
	for _, t := range list {
		if t.id != "" || t.title == "" {
			continue
		}
		slug := blueprint.Slug(t.title)
		if slug == "" { // a title without letters
			if slug = "x"; t.kind == "touchpoint" {
				slug = t.kind
			}
		}
		id := slug
		for i := max(last[slug], 1); taken[id]; {
			i++
			id = slug + "-" + strconv.Itoa(i)
			last[slug] = i
		}
		taken[id] = true
		t.id = id
	}
}

// known lists what can be named in a file: its own things, those of files that it
// includes, with the prefix, and from a part what the root's lists hold.
func (s *server) known(path string, t *tree) []*thing {
	out := slices.Clone(boardOf(t.root, path).things)
	own := map[string]bool{}
	for _, x := range out {
		own[x.kind+"\x00"+x.id] = true
	}
	add := func(file, prefix string, shared bool) {
		other, ok := s.files.text(file)
		if !ok {
			return
		}
		for _, x := range boardOf(half.Parse(other.string), file).things {
			isShared := x.kind == "persona" || x.kind == "actor" || x.kind == "lane" || x.kind == "driver"
			switch {
			case isShared != shared:
				continue
			case !shared && x.kind != "touchpoint" && x.kind != "phase":
				continue
			}
			if !shared {
				x.id = prefix + x.id
			}
			if !own[x.kind+"\x00"+x.id] {
				out = append(out, x)
			}
		}
	}
	for _, inc := range items(t.root.Get("include")) {
		file := textOf(inc, "file")
		if parts := includesOf("include: [{file: "+strconv.Quote(file)+"}]", path); len(parts) == 1 {
			add(parts[0], prefixOf(inc), false)
		}
	}
	for _, root := range s.files.roots(path) {
		if root != path {
			add(root, "", true)
		}
	}
	return out
}

func prefixOf(inc *half.Node) string {
	prefix := textOf(inc, "prefix")
	if prefix == "" {
		base := textOf(inc, "file")
		base = base[strings.LastIndexByte(base, '/')+1:]
		if i := strings.LastIndexByte(base, '.'); i >= 0 {
			base = base[:i]
		}
		prefix = blueprint.Slug(base)
	}
	return prefix + "-"
}
