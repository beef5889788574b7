package sheet

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/touchpoint"
)

// details is the list of touchpoints behind a board, with what each line of the
// board was matched with.
type details struct {
	in   *reader
	rows []*detail
}

type detail struct {
	rec    record
	step   int
	lane   *lane
	place  int
	key    string
	title  string
	unused bool
}

func (in *reader) detailsOf(ls *lanes) *details {
	d := &details{in: in}
	table := in.tables[touchpointsTable]
	if table == nil {
		return d
	}
	for _, c := range table.heads {
		if c.path == "" {
			in.tell(table.block.place(table.block.top, c.col), fmt.Sprintf("the column %q is not known: its texts were kept as notes", c.head), nearestHint(c.head, in.lists.names()))
		}
	}
	for _, rec := range table.records {
		c, ok := rec["title"]
		n := c.node(false)
		if !ok || n == nil {
			in.untitled(rec)
			continue
		}
		x := &detail{rec: rec, lane: ls.byName(rec[colLane].text, rec[colLane].at), title: n.text, key: lineKey(boardText(n.text)), unused: true}
		x.step, _ = strconv.Atoi(strings.TrimSpace(rec[colStep].text))
		x.place, _ = strconv.Atoi(strings.TrimSpace(rec[colPlace].text))
		d.rows = append(d.rows, x)
	}
	sort.SliceStable(d.rows, func(i, j int) bool { return d.rows[i].place < d.rows[j].place })
	return d
}

func (d *details) empty() bool { return len(d.rows) == 0 }

// match finds what is known of every line: first what stands where the line
// stands and is called the same, then what is called the same, then what is left
// in the same place, which was renamed.
func (d *details) match(steps [][]*boardCell) {
	each := func(visit func(c *boardCell, e *entry)) {
		for _, cells := range steps {
			for _, c := range cells {
				for _, e := range c.entries {
					if e.node == nil {
						visit(c, e)
					}
				}
			}
		}
	}
	byKey := map[string][]*detail{}
	byPlace := map[string][]*detail{}
	place := func(step int, l *lane) string { return fmt.Sprintf("%d %p", step, l) }
	for _, x := range d.rows {
		byKey[x.key] = append(byKey[x.key], x)
		byPlace[place(x.step, x.lane)] = append(byPlace[place(x.step, x.lane)], x)
	}
	find := func(list []*detail, fits func(*detail) bool) *detail {
		if i := slices.IndexFunc(list, func(x *detail) bool { return x.unused && fits(x) }); i >= 0 {
			list[i].unused = false
			return list[i]
		}
		return nil
	}
	each(func(c *boardCell, e *entry) {
		d.take(e, find(byPlace[place(c.number, c.lane)], func(x *detail) bool { return c.number > 0 && x.key == e.key }), false)
	})
	each(func(c *boardCell, e *entry) {
		d.take(e, find(byKey[e.key], func(x *detail) bool { return x.lane == c.lane }), false)
	})
	each(func(_ *boardCell, e *entry) {
		d.take(e, find(byKey[e.key], func(*detail) bool { return true }), false)
	})
	each(func(c *boardCell, e *entry) {
		d.take(e, find(byPlace[place(c.number, c.lane)], func(*detail) bool { return c.number > 0 }), true)
	})
	each(func(_ *boardCell, e *entry) {
		e.node = mapping(e.at)
		e.node.set("title", scalar(e.title, e.at))
		addMarks(e.node, e.signs, e.at)
	})
}

func (d *details) take(e *entry, x *detail, renamed bool) {
	if x == nil {
		return
	}
	e.node = d.in.touchpoint(x.rec)
	d.in.remarks(d.in.tables[touchpointsTable], x.rec, e.node)
	if renamed {
		d.in.tell(e.at, fmt.Sprintf("%q is called %q in the list (%s); the board's words are taken", short(e.title), short(x.title), x.rec["title"].at), "")
		e.node.set("title", scalar(e.title, e.at))
	}
}

// left tells which rows of the list are not on the board.
func (d *details) left() {
	for _, x := range d.rows {
		if x.unused {
			d.in.tell(x.rec["title"].at, fmt.Sprintf("%q is not on the board, and was left out", short(x.title)), "")
		}
	}
}

// ways takes the ways that are written below a board without a list behind it:
// "Order → Pay: hungry (20%)".
func (b *boardReader) ways(p *plan, steps []*stepPlan) {
	byTitle := map[string]*node{}
	for _, s := range steps {
		for _, l := range p.lanes.known {
			for _, stack := range s.cells[l.id] {
				for _, t := range stack {
					if key := heading.Fold(t.textOf("title")); byTitle[key] == nil {
						byTitle[key] = t
					}
				}
			}
		}
	}
	for _, r := range b.rows {
		if r.role != heading.Ways {
			continue
		}
		for _, c := range b.steps {
			for _, line := range splitLines(b.cell(r.row, c)) {
				if strings.TrimSpace(line) != "" && !b.way(p, line, byTitle, b.place(r.row, c)) {
					b.tell(b.place(r.row, c), fmt.Sprintf("this way was not understood and was left out: %q", short(line)), "expected \"From → To\", with the titles of touchpoints")
				}
			}
		}
	}
}

func (b *boardReader) way(p *plan, line string, byTitle map[string]*node, at ref) bool {
	line = strings.TrimSpace(line)
	line, fails := strings.CutPrefix(line, signFail+" ")
	for _, sep := range []string{both, linked, arrow, "->", "=>"} {
		from, rest, ok := strings.Cut(line, sep)
		if !ok {
			continue
		}
		source := byTitle[heading.Fold(from)]
		to, chance := strings.TrimSpace(rest), ""
		if open := strings.LastIndex(to, " ("); open > 0 && strings.HasSuffix(to, "%)") {
			to, chance = to[:open], to[open+2:len(to)-1]
		}
		target, when := b.target(to, byTitle)
		switch {
		case source == nil || target == "":
			return false
		case sep == both || sep == linked:
			link := mapping(at)
			link.set("from", scalar(idOf(source), at))
			link.set("to", scalar(target, at))
			if sep == both {
				link.set("both", scalar("true", at))
			}
			if when != "" {
				link.set("title", scalar(when, at))
			}
			appendTo(p.root, "links", link)
		case fails:
			fail := mapping(at)
			fail.set("recover", scalar(target, at))
			source.set("fails", list(fail))
		default:
			next := mapping(at)
			next.set("to", scalar(target, at))
			if when != "" {
				next.set("when", scalar(when, at))
			}
			if chance != "" {
				next.set("chance", scalar(chance, at))
			}
			appendTo(source, "next", next)
		}
		return true
	}
	return false
}

// target finds the touchpoint that a way leads to, and what stands behind it.
func (b *boardReader) target(text string, byTitle map[string]*node) (id, when string) {
	ends := []string{b.vocab.en.End, b.vocab.zh.End, touchpoint.End}
	for cut := len(text); cut > 0; {
		title := strings.TrimSpace(text[:cut])
		when = strings.TrimSpace(strings.TrimLeft(text[cut:], ":： "))
		if t := byTitle[heading.Fold(title)]; t != nil {
			return idOf(t), when
		}
		if slices.ContainsFunc(ends, func(e string) bool { return heading.Fold(e) == heading.Fold(title) }) {
			return touchpoint.End, when
		}
		at := max(strings.LastIndex(text[:cut], ":"), strings.LastIndex(text[:cut], "："))
		if at < 0 {
			break
		}
		cut = at
	}
	return "", ""
}

func appendTo(n *node, key string, item *node) {
	if old := n.get(key); old != nil {
		old.items = append(old.items, item)
		return
	}
	n.set(key, list(item))
}
