package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// entry is a line of a cell of a board.
type entry struct {
	key     string // what it has in common with the touchpoint of the list
	title   string
	signs   string
	stacked bool
	at      ref
	node    *node
	note    string // remark on the cell
}

// fill reads the cells.
func (b *boardReader) fill(p *plan) {
	records := numbered(b.tables[stepsTable])
	var steps []*stepPlan
	var numbers []int
	used := map[int]bool{}
	for _, c := range b.steps {
		s, n := newStep(), b.stepNumber(c)
		if rec, ok := records[n]; ok && !used[n] {
			s.node = b.thing("step", rec)
			used[n] = true
		} else {
			n = 0
		}
		steps, numbers = append(steps, s), append(numbers, n)
		b.heads(s, c)
	}
	cells := b.lines(numbers)
	b.matter.match(cells)
	for i, s := range steps {
		for _, cell := range cells[i] {
			for _, e := range cell.entries {
				if e.note != "" {
					e.node.note(e.note, e.at)
				}
				s.put(cell.lane.id, e.node, e.stacked)
			}
		}
	}
	b.matter.left()
	b.phases(p, steps, numbers)
	if b.matter.empty() {
		b.ways(p, steps)
	}
	b.merges()
}

func (b *boardReader) stepNumber(col int) int {
	for _, r := range b.rows {
		if r.role == heading.Step {
			if n := b.number(b.cell(r.row, col)); n > 0 {
				return n
			}
		}
	}
	return 0
}

// heads takes what rows other than lanes say of a step.
func (b *boardReader) heads(s *stepPlan, col int) {
	for _, r := range b.rows {
		text, at := strings.TrimSpace(b.cell(r.row, col)), b.place(r.row, col)
		if text == "" {
			continue
		}
		switch r.role {
		case heading.Step, heading.StepTitle:
			if r.role == heading.Step && b.number(text) > 0 || plainLine(s.node.textOf("title")) == plainLine(text) {
				continue
			}
			if old := s.node.get("title"); old != nil && !b.ours {
				s.node.set("title", scalar(old.text+": "+plainLine(text), at))
				continue
			}
			s.node.set("title", scalar(plainLine(text), at))
		case heading.Evidence:
			b.evidence(s, text, at)
		case heading.Time, heading.Emotion, heading.Policy:
			if s.node.get(string(r.role)) == nil {
				key, _ := b.shapes["step"].Key(string(r.role))
				if v := b.key(b.shapes["step"], key, string(r.role), record{string(r.role): cell{text, r.label, at}}); v != nil {
					s.node.set(string(r.role), v)
				}
			}
		case heading.Notes:
			if heading.Fold(r.label) != "note" && r.label != "备注" {
				text = r.label + ": " + text
			}
			s.node.note(text, at)
		case heading.Line:
			if role, _ := heading.Of(text); role != heading.Line {
				b.tell(at, fmt.Sprintf("this stands in a row that is a line, and was left out: %q", short(text)), "")
			}
		}
		b.remark(r.row, col, s.node, r.role.Kind() == "" && r.role != heading.Phase)
	}
	if b.tables[stepsTable] != nil {
		b.dropEvidence(s, col)
	}
}

// evidence takes lines of evidence. What is known of a thing of the same name
// stays.
func (b *boardReader) evidence(s *stepPlan, text string, at ref) {
	known := s.node.get("evidence")
	if known != nil && !b.ours {
		for _, line := range splitLines(text) {
			if line = lineKey(line); line != "" {
				known.items = append(known.items, scalar(line, at))
			}
		}
		return
	}
	name := func(n *node) string {
		if n.kind == yamltext.Scalar {
			return boardText(n.text)
		}
		return boardText(n.textOf("title"))
	}
	var lines []string
	for _, line := range splitLines(text) {
		if !b.ours {
			line = lineKey(line)
		}
		if line = plainLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	out, taken := list(), map[int]bool{}
	for i, line := range lines {
		var n *node
		if known != nil {
			for j, k := range known.items {
				if !taken[j] && name(k) == line {
					n, taken[j] = k, true
					break
				}
			}
			if n == nil && len(known.items) == len(lines) && !taken[i] && !slices.Contains(lines, name(known.items[i])) { // renamed
				n, taken[i] = known.items[i], true
				if n.kind == yamltext.Scalar {
					n.text = line
				} else {
					n.set("title", scalar(line, at))
				}
			}
		}
		if n == nil {
			n = scalar(line, at)
		}
		out.items = append(out.items, n)
	}
	s.node.set("evidence", out)
}

// dropEvidence takes evidence away that is no longer on the board.
func (b *boardReader) dropEvidence(s *stepPlan, col int) {
	for _, r := range b.rows {
		if r.role == heading.Evidence && b.empty(r.row, col) && s.node.get("evidence") != nil {
			b.tell(b.place(r.row, col), "the evidence of this step was emptied here, and is taken as emptied", "")
			s.node.drop("evidence")
		}
	}
}

// boardCell is a cell of a lane with its lines.
type boardCell struct {
	lane    *lane
	number  int // of the step in the table of steps; 0: none
	entries []*entry
}

// lines reads the touchpoints of all steps.
func (b *boardReader) lines(numbers []int) [][]*boardCell {
	out := make([][]*boardCell, len(b.steps))
	for i, c := range b.steps {
		for _, r := range b.rows {
			if r.lane == nil || b.empty(r.row, c) {
				continue
			}
			at := b.place(r.row, c)
			var target *boardCell
			for _, known := range out[i] {
				if known.lane == r.lane {
					target = known
				}
			}
			if target == nil {
				target = &boardCell{lane: r.lane, number: numbers[i]}
				out[i] = append(out[i], target)
			}
			for _, line := range splitLines(b.cell(r.row, c)) {
				if strings.TrimSpace(line) == "" {
					continue
				}
				if !b.ours {
					line = bullet.ReplaceAllString(strings.TrimSpace(line), "")
				}
				title, signs, stacked := splitMarks(line)
				if title == "" {
					title, signs = strings.TrimSpace(line), ""
				}
				e := &entry{key: lineKey(line), title: plainLine(title), signs: signs, stacked: stacked && len(target.entries) > 0, at: at}
				if e.title != "" {
					target.entries = append(target.entries, e)
				}
			}
			if key := [2]int{at.row, at.col}; b.notes[key] != "" && len(target.entries) > 0 { // it goes to the first line of the cell
				target.entries[0].note = b.notes[key]
				delete(b.notes, key)
			}
		}
	}
	return out
}

// phases sorts the steps into phases by the row above them.
func (b *boardReader) phases(p *plan, steps []*stepPlan, numbers []int) {
	var row *boardRow
	for i := range b.rows {
		if b.rows[i].role == heading.Phase {
			row = &b.rows[i]
			break
		}
	}
	stepRecords := numbered(b.tables[stepsTable])
	var known []*phasePlan
	if d := b.tables[phasesTable]; d != nil {
		for i, rec := range d.records {
			n := b.thing("phase", rec)
			known = append(known, &phasePlan{node: n, title: plainLine(n.textOf("title")), number: i + 1})
		}
	}
	taken := map[int]bool{}
	var current *phasePlan
	currentText, lastOwn, merged := "", 0, area{}
	for i, s := range steps {
		col := b.steps[i]
		own := 0
		if rec, ok := stepRecords[numbers[i]]; ok && numbers[i] > 0 {
			own = b.number(rec[colPhase].text)
		}
		text, at, block := "", ref{}, area{}
		if row != nil {
			text, at = plainLine(b.cell(row.row, col)), b.place(row.row, col)
			if m, ok := b.merge(row.row, col); ok {
				block = m
				if text == "" {
					text, at = plainLine(b.cell(m.top, m.left)), b.place(m.top, m.left)
				}
			}
		}
		goesOn := current != nil
		switch {
		case current == nil:
		case row == nil:
			goesOn = own == lastOwn || own == 0
		case block != area{}:
			goesOn = block == merged
		case text == "":
			goesOn = merged == area{} && (own == lastOwn || own == 0 || own > len(known) || known[own-1].title != "")
		default:
			goesOn = merged == area{} && text == currentText && own == lastOwn
		}
		if !goesOn {
			current = b.phase(known, taken, own, text, at)
			p.phases = append(p.phases, current)
			if row != nil {
				b.remark(row.row, col, current.node, true)
			}
			currentText = text
		}
		merged, lastOwn = block, own
		if own == 0 {
			lastOwn = current.number
		}
		current.steps = append(current.steps, s)
	}
	for _, k := range known {
		if !taken[k.number] {
			b.tell(ref{}, fmt.Sprintf("the phase %q has no steps on the board and was left out", short(k.title)), "")
		}
	}
}

// phase is the phase of the table that a step was in, with the title that the
// board gives it; a new one where there is none.
func (b *boardReader) phase(known []*phasePlan, taken map[int]bool, own int, text string, at ref) *phasePlan {
	if own > 0 && own <= len(known) && !taken[own] {
		k := known[own-1]
		taken[own] = true
		switch {
		case k.title == text || !at.ok:
		case text == "":
			k.node.drop("title")
		default:
			b.tell(at, fmt.Sprintf("the phase %q is called %q here, and is taken so", short(k.title), short(text)), "")
			k.node.set("title", scalar(text, at))
		}
		return k
	}
	out := &phasePlan{node: mapping(at), title: text}
	if text != "" {
		out.node.set("title", scalar(text, at))
	}
	return out
}
