package sheet

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// fromList makes the plan of a list of touchpoints.
func (in *reader) fromList(p *plan, d *data) {
	in.service(p)
	p.lanes = in.lanesOf()
	in.above(p, d)
	in.inherit(d)
	groups := in.groups(d, p.lanes)
	in.phasesOf(p, groups)
	for _, c := range d.heads {
		if c.path == "" {
			in.tell(d.block.place(d.block.top, c.col), fmt.Sprintf("the column %q is not known: its texts were kept as notes", c.head), hintOr(nearestHint(c.head, in.lists.names()), fmt.Sprintf("to take it for something, say --map %q", c.head+"=…")))
		}
	}
}

func hintOr(hint, other string) string {
	if hint != "" {
		return hint
	}
	return other
}

// above takes what stands above the headings: a title, and notes.
func (in *reader) above(p *plan, d *data) {
	if in.ours || len(d.heads) == 0 {
		return
	}
	top := d.block.top
	for ; top < d.block.bottom; top++ {
		if slices.ContainsFunc(in.headings(d.block, top, in.lists), func(c column) bool { return c.path == colLane }) {
			break
		}
		in.preamble(p, d.block, top)
	}
	d.block.top = top
}

// preamble takes a row above a board or a list: the first text is the title, the
// others are the description.
func (in *reader) preamble(p *plan, b *block, row int) {
	for c := b.left; c < b.right; c++ {
		text := strings.TrimSpace(b.cell(row, c))
		if text == "" {
			continue
		}
		at := b.place(row, c)
		switch {
		case p.root.get("title") == nil:
			p.root.set("title", scalar(plainLine(text), at))
		case p.root.get("description") == nil:
			p.root.set("description", scalar(text, at))
		default:
			p.root.get("description").text += "\n" + text
		}
	}
}

// inherit fills blanks in the columns that say where a touchpoint stands: people
// merge such cells, or write only the first.
func (in *reader) inherit(d *data) {
	if in.ours {
		return
	}
	for _, path := range []string{colPhase, colStep, colHeading, colLane} {
		last := cell{}
		for _, rec := range d.records {
			if c, ok := rec[path]; ok {
				last = c
			} else if last.at.ok && (path != colLane || in.mergedWith(d, last.at, rec.first())) && !rec.blank() {
				rec[path] = last
			}
		}
	}
}

func (r record) blank() bool {
	_, ok := r["title"]
	return !ok
}

// mergedWith tells whether a cell is merged down to a row.
func (in *reader) mergedWith(d *data, at, row ref) bool {
	m, ok := d.block.mergedAt(at.row, at.col)
	return ok && row.row <= m.bottom
}

// group is a step of a list in the making.
type group struct {
	step   *stepPlan
	key    string
	number int // 0: none
	phase  cell
	places map[string][]placed
}

type placed struct {
	place int
	node  *node
}

// groups sorts the touchpoints into steps.
func (in *reader) groups(d *data, ls *lanes) []*group {
	var out []*group
	byKey := map[string]*group{}
	steps := numbered(in.tables[stepsTable])
	if !d.has(colStep) && !d.has(colHeading) {
		in.tell(d.block.place(d.block.top, d.block.left), "no column says which step a touchpoint is in: a new step begins where the lanes begin anew", `if there is one, say --map "Heading=step"`)
	}
	last, lastPhase := -1, ""
	for _, rec := range d.records {
		title, ok := rec["title"]
		if !ok {
			in.untitled(rec)
			continue
		}
		label := rec[colLane]
		l := ls.byName(label.text, label.at)
		if l == nil {
			in.noLane(title, label)
			continue
		}
		key := rec[colStep].text
		if key == "" {
			key = rec[colHeading].text
		}
		n, err := strconv.Atoi(strings.TrimSpace(key))
		if err != nil {
			n = 0
		}
		phase := strings.TrimSpace(rec[colPhase].text)
		switch {
		case !d.has(colStep) && !d.has(colHeading):
			if rank := l.kind.Rank(); rank < last || rank == last && rank == 0 || phase != lastPhase || len(out) == 0 {
				key = strconv.Itoa(len(out) + 1)
			} else {
				key = out[len(out)-1].key
			}
			last, lastPhase = l.kind.Rank(), phase
		case len(steps) == 0:
			key = phase + "\x00" + strings.TrimSpace(key)
		default:
			key = strings.TrimSpace(key)
		}
		g := byKey[key]
		if g == nil {
			g = &group{step: newStep(), key: key, number: n, phase: rec[colPhase], places: map[string][]placed{}}
			if own, ok := steps[n]; ok {
				g.step.node = in.thing("step", own)
			} else if text := strings.TrimSpace(rec[colStep].text); n == 0 && text != "" && !d.has(colHeading) {
				g.step.node.set("title", scalar(plainLine(text), rec[colStep].at))
			}
			byKey[key] = g
			out = append(out, g)
		}
		in.aboutStep(g.step, rec)
		place, err := strconv.Atoi(strings.TrimSpace(rec[colPlace].text))
		if err != nil {
			place = 1_000_000 + len(g.places[l.id])
		}
		t := in.touchpoint(rec)
		in.remarks(d, rec, t)
		g.places[l.id] = append(g.places[l.id], placed{place, t})
	}
	for n, rec := range steps { // steps without a touchpoint
		if byKey[strconv.Itoa(n)] == nil {
			g := &group{step: newStep(), key: strconv.Itoa(n), number: n}
			g.step.node = in.thing("step", rec)
			out = append(out, g)
		}
	}
	arrange(out, len(steps) > 0)
	return out
}

// arrange puts the steps into the order of their numbers, where these name one
// step each, and the touchpoints into that of their places.
func arrange(groups []*group, ours bool) {
	seen := map[int]bool{}
	sorted := true
	for _, g := range groups {
		sorted = sorted && g.number > 0 && !seen[g.number]
		seen[g.number] = true
	}
	if sorted || ours {
		sort.SliceStable(groups, func(i, j int) bool {
			a, b := groups[i].number, groups[j].number
			return a > 0 && b > 0 && a < b || a > 0 && b == 0
		})
	}
	for _, g := range groups {
		for lane, list := range g.places {
			sort.SliceStable(list, func(i, j int) bool { return list[i].place < list[j].place })
			for i, x := range list {
				g.step.put(lane, x.node, i > 0 && x.place == list[i-1].place)
			}
		}
	}
}

func (in *reader) untitled(rec record) {
	var texts []string
	for _, c := range rec {
		texts = append(texts, strings.TrimSpace(c.text))
	}
	slices.Sort(texts)
	in.tell(rec.first(), fmt.Sprintf("this row names no touchpoint and was left out: %s", short(strings.Join(texts, " | "))), "")
}

func (in *reader) noLane(title, label cell) {
	if strings.TrimSpace(label.text) == "" {
		in.tell(title.at, fmt.Sprintf("%q stands in no lane and was left out", short(title.text)), "say in which lane it is")
		return
	}
	in.fail(label.at, fmt.Sprintf("the lane %q is not recognised", short(label.text)), fmt.Sprintf("say what it is: --map %q", plainLine(label.text)+"=frontstage"))
}

// short is a text for a message.
func short(text string) string {
	text = plainLine(text)
	if r := []rune(text); len(r) > 60 {
		return string(r[:59]) + more
	}
	return text
}

// aboutStep takes what a row says of its step.
func (in *reader) aboutStep(s *stepPlan, rec record) {
	if c, ok := rec[colHeading]; ok && s.node.get("title") == nil {
		s.node.set("title", scalar(plainLine(c.text), c.at))
	}
	c, ok := rec[colEvidence]
	if !ok {
		return
	}
	old := s.node.get("evidence")
	if old == nil {
		old = list()
		s.node.set("evidence", old)
	}
	for _, line := range splitLines(c.text) {
		line = lineKey(line)
		if line == "" || slices.ContainsFunc(old.items, func(n *node) bool { return n.text == line || n.textOf("title") == line }) {
			continue
		}
		old.items = append(old.items, scalar(line, c.at))
	}
}

// touchpoint makes a touchpoint of a row. Columns that are not known become notes.
func (in *reader) touchpoint(rec record) *node {
	t := in.thing("touchpoint", rec)
	var paths []string
	for path := range rec {
		if strings.HasPrefix(path, other) {
			paths = append(paths, path)
		}
	}
	slices.SortFunc(paths, func(a, b string) int { return rec[a].at.col - rec[b].at.col })
	for _, path := range paths {
		t.note(rec[path].head+": "+strings.TrimSpace(rec[path].text), rec[path].at)
	}
	return t
}

// phasesOf sorts steps into phases.
func (in *reader) phasesOf(p *plan, groups []*group) {
	steps := numbered(in.tables[stepsTable])
	if d := in.tables[phasesTable]; d != nil {
		for i, rec := range d.records {
			n := in.thing("phase", rec)
			p.phases = append(p.phases, &phasePlan{node: n, title: plainLine(n.textOf("title")), number: i + 1})
		}
	}
	for _, g := range groups {
		title := plainLine(g.phase.text)
		var phase *phasePlan
		if rec, ok := steps[g.number]; ok {
			if n, err := strconv.Atoi(strings.TrimSpace(rec[colPhase].text)); err == nil && n > 0 && n <= len(p.phases) {
				phase = p.phases[n-1]
				if title != "" && title != phase.title && g.phase.at.ok {
					in.tell(g.phase.at, fmt.Sprintf("the phase %q was not taken: step %d is in the phase %q", short(title), g.number, short(phase.title)), "change the phase in the table of steps")
				}
			}
		}
		if last := len(p.phases) - 1; phase == nil && len(steps) == 0 && last >= 0 && p.phases[last].title == title {
			phase = p.phases[last]
		}
		if i := slices.IndexFunc(p.phases, func(x *phasePlan) bool { return x.title == title }); phase == nil && len(steps) > 0 && i >= 0 {
			phase = p.phases[i]
		}
		if phase == nil {
			phase = &phasePlan{node: mapping(g.phase.at), title: title}
			if title != "" {
				phase.node.set("title", scalar(title, g.phase.at))
			}
			p.phases = append(p.phases, phase)
		}
		phase.steps = append(phase.steps, g.step)
	}
}
