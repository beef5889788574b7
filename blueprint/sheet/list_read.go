package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
)

// data is a table as it was read.
type data struct {
	block   *block
	heads   []column
	records []record
}

// column is a column of a table, with what its heading stands for: "" where
// that is not known.
type column struct {
	col  int
	head string
	path string
}

func (d *data) has(path string) bool {
	return d != nil && slices.ContainsFunc(d.heads, func(c column) bool { return c.path == path })
}

// other begins the path of a column that is not known.
const other = "?"

// placeColumns are the columns of a list of touchpoints that are no keys.
var placeColumns = []string{colStep, colPhase, colLane, colPlace, colHeading, colEvidence}

// findList finds a list of touchpoints: a row of headings with one for the lane
// and one for what happens.
func (in *reader) findList(b *block) *data {
	if len(in.lists.known) == 0 {
		in.lists = newHeader(blueprint.Shapes(), "touchpoint", placeColumns...)
	}
	for r := b.top; r < min(b.bottom, b.top+searched); r++ {
		d := &data{block: b, heads: in.headings(b, r, in.lists)}
		if d.has(colLane) && d.has("title") {
			in.records(d, r+1)
			return d
		}
	}
	return nil
}

// headings reads a row of headings.
func (in *reader) headings(b *block, row int, h header) []column {
	var out []column
	for c := b.left; c < b.right; c++ {
		label := strings.TrimSpace(b.cell(row, c))
		if label == "" {
			continue
		}
		x := column{c, plainLine(label), ""}
		if len(label) <= 200 {
			x.path = in.columnPath(label, h)
		}
		if at := slices.IndexFunc(out, func(o column) bool { return o.path == x.path && x.path != "" }); at >= 0 {
			own := func(label string) bool {
				f := heading.Fold(label)
				return f == heading.Fold(head(x.path, false, true)) || f == heading.Fold(head(x.path, true, true))
			}
			if own(x.head) && !own(out[at].head) {
				out[at].path = ""
			} else {
				x.path = ""
			}
		}
		out = append(out, x)
	}
	return out
}

// columnPath is what a heading of a list stands for.
func (in *reader) columnPath(label string, h header) string {
	if target, ok := in.mapped[heading.Fold(label)]; ok {
		path := target
		for name, special := range map[string]string{"lane": colLane, "step": colStep, "step-title": colHeading, "phase": colPhase, "touchpoint": "title", "place": colPlace, "evidence": colEvidence, "ignore": "-"} {
			if target == name {
				path = special
			}
		}
		if h.known[heading.Fold(head(path, false, true))] != "" || path == "-" || slices.Contains(columnsOf(blueprint.Shapes(), "touchpoint"), path) {
			in.used[heading.Fold(label)] = true
			return path
		}
	}
	return h.path(label)
}

// records reads the rows below the headings. A row that begins with the sign for
// more continues the one above it.
func (in *reader) records(d *data, from int) {
	for r := from; r < d.block.bottom; r++ {
		rec, continued := record{}, false
		for i, c := range d.heads {
			text := d.block.cell(r, c.col)
			if strings.TrimSpace(text) == "" || c.path == "-" {
				continue
			}
			if i == 0 && strings.TrimSpace(text) == more && len(d.records) > 0 {
				continued = true
				continue
			}
			path := c.path
			if path == "" {
				path = other + c.head
			}
			rec[path] = cell{text, c.head, d.block.place(r, c.col)}
		}
		switch {
		case continued:
			last := d.records[len(d.records)-1]
			for path, c := range rec {
				old, ok := last[path]
				if !ok {
					old = cell{"", c.head, c.at}
				}
				old.text += c.text
				last[path] = old
			}
		case len(rec) > 0:
			d.records = append(d.records, rec)
		}
	}
}

// table reads one of our own tables, by the name that stands above it.
func (in *reader) table(b *block) {
	if in.tables[b.name] != nil {
		in.tell(b.place(b.top, b.left), fmt.Sprintf("there is a second table %q, which was left out", b.name), "")
		return
	}
	var shape string
	special := []string{colNo}
	switch b.name {
	case touchpointsTable:
		shape, special = "touchpoint", placeColumns
	case stepsTable:
		shape, special = "step", []string{colStep, colPhase}
	case serviceTable:
		shape, special = "blueprint", []string{colKey, colValue, colMeaning}
	default:
		k, ok := in.shapes["blueprint"].Key(b.name)
		if !ok {
			return
		}
		shape = k.Shape
	}
	d := &data{block: b, heads: in.headings(b, b.top, newHeader(blueprint.Shapes(), shape, special...))}
	in.records(d, b.top+1)
	in.tables[b.name] = d
	for _, c := range d.heads {
		if c.path == "" && b.name != touchpointsTable {
			in.tell(b.place(b.top, c.col), fmt.Sprintf("the column %q is not known here and was left out", c.head), nearestHint(c.head, newHeader(blueprint.Shapes(), shape, special...).names()))
		}
	}
}

func nearestHint(label string, names []string) string {
	if near := blueprint.Nearest(heading.Fold(label), names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// service reads what is said of the whole service, and the lists that have
// tables of their own.
func (in *reader) service(p *plan) {
	if d := in.tables[serviceTable]; d != nil {
		r := record{}
		known := columnsOf(blueprint.Shapes(), "blueprint")
		for _, rec := range d.records {
			key, value := rec[colKey], rec[colValue]
			path := strings.TrimSpace(key.text)
			if !slices.Contains(known, path) {
				in.tell(key.at, fmt.Sprintf("the service has no key %q; the row was left out", path), nearestHint(path, known))
				continue
			}
			r[path] = cell{value.text, path, value.at}
		}
		p.root = in.thing("blueprint", r)
	}
	for i := range in.shapes["blueprint"].Keys {
		k := &in.shapes["blueprint"].Keys[i]
		d := in.tables[k.Name]
		if d == nil || k.Name == stepsTable || k.Name == phasesTable || k.Name == lanesTable {
			continue
		}
		var items []*node
		for _, rec := range d.records {
			items = append(items, in.thing(k.Shape, rec))
		}
		if len(items) > 0 {
			p.root.set(k.Name, list(items...))
		}
	}
}

// numbered gives the records of a table by the number of their step.
func numbered(d *data) map[int]record {
	out := map[int]record{}
	if d == nil {
		return out
	}
	for _, rec := range d.records {
		if n, err := strconv.Atoi(strings.TrimSpace(rec[colStep].text)); err == nil {
			if _, twice := out[n]; !twice {
				out[n] = rec
			}
		}
	}
	return out
}
