package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

// boardRow is a row of a board with what it stands for.
type boardRow struct {
	row   int
	role  heading.Role
	label string
	at    ref // of the label
	lane  *lane
}

// boardReader reads one board.
type boardReader struct {
	*reader
	*block
	labels int // column of the labels
	titles int // column of the lanes' titles; -1 for none
	steps  []int
	rows   []boardRow
	matter *details
}

// fromBoard makes the plan of a board, with what the tables behind it know.
func (in *reader) fromBoard(p *plan, f found) {
	in.service(p)
	p.lanes = in.lanesOf()
	b := &boardReader{reader: in, block: f.block, labels: f.labels, titles: -1}
	first := b.roles()
	b.titles = b.titleColumn()
	b.columns()
	b.unlabelled(p, first)
	b.laneRows(p)
	if b.failedHere() {
		return
	}
	b.matter = in.detailsOf(p.lanes)
	b.fill(p)
}

func (b *boardReader) failedHere() bool { return len(b.findings.Failed()) > 0 }

// roles finds out what the rows are, and gives the first that is something.
func (b *boardReader) roles() int {
	first := -1
	var last boardRow
	for r := b.top; r < b.bottom; r++ {
		label := strings.TrimSpace(b.cell(r, b.labels))
		at := b.place(r, b.labels)
		row := boardRow{row: r, label: label, at: at}
		switch {
		case label != "":
			row.role, _ = b.label(b.block, r, b.labels)
		case label == "" && first >= 0 && !b.emptyRow(r):
			if _, ok := b.merge(r, b.labels); ok || last.role.Kind() != "" || last.role == heading.Evidence || last.role == heading.Ignore || last.role == heading.Ways {
				row.role, row.label, row.at = last.role, last.label, last.at // the label is merged, or written once
			}
		}
		if row.role == heading.Unknown && first < 0 {
			continue // above the board
		}
		if first < 0 {
			first = r
		}
		b.rows = append(b.rows, row)
		if label != "" {
			last = row
		}
	}
	return first
}

// titleColumn finds out whether the lanes have their own titles beside the
// labels: a column that is empty where the heads of steps are.
func (b *boardReader) titleColumn() int {
	c := b.labels + 1
	heads, lanes := false, false
	for _, r := range b.rows {
		blank := b.empty(r.row, c)
		switch {
		case r.role == heading.Phase || r.role == heading.Step || r.role == heading.StepTitle:
			if !blank {
				return -1
			}
			heads = true
		case r.role == heading.Evidence && !blank:
			return -1
		case r.role.Kind() != "" && !blank:
			m, merged := b.merge(r.row, b.labels)
			lanes = lanes || heads || merged && m.bottom > m.top
		}
	}
	if !lanes {
		return -1
	}
	return c
}

// columns finds the columns that are steps: those with a head or a content.
func (b *boardReader) columns() {
	from := b.labels + 1
	if b.titles >= 0 {
		from = b.titles + 1
	}
	for c := from; c < b.right; c++ {
		for _, r := range b.rows {
			matter := r.role.Kind() != "" || r.role == heading.Evidence || r.role == heading.Step || r.role == heading.StepTitle || r.role == heading.Unknown
			if number := r.role == heading.Step && b.number(b.cell(r.row, c)) > 0; number && b.tables[stepsTable] == nil {
				continue // a number alone is no step
			}
			if matter && !b.empty(r.row, c) {
				b.steps = append(b.steps, c)
				break
			}
		}
	}
}

func (b *boardReader) number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// unlabelled takes the rows above the first with a label: heads of steps and
// phases without a label, and before them the title and notes.
func (b *boardReader) unlabelled(p *plan, first int) {
	top := first
	var heads, rows []boardRow
	for r := first - 1; r >= b.top; r-- {
		filled := 0
		for _, c := range b.steps {
			if !b.empty(r, c) {
				filled++
			}
		}
		label := strings.TrimSpace(b.cell(r, b.labels))
		if label != "" && filled > 0 && !b.ours { // it may be a lane
			rows = append(rows, boardRow{row: r, label: label, at: b.place(r, b.labels)})
		} else if label == "" && filled >= min(2, len(b.steps)) {
			heads = append(heads, boardRow{row: r})
		} else {
			break
		}
		top = r
	}
	slices.Reverse(rows)
	b.rows = append(rows, b.rows...)
	known := func(role heading.Role) bool {
		return slices.ContainsFunc(b.rows, func(r boardRow) bool { return r.role == role })
	}
	for i, h := range heads { // from the lanes upwards
		h.role = heading.Step
		if known(heading.Step) || known(heading.StepTitle) || i > 0 || b.spans(h.row) {
			h.role = heading.Phase
		}
		if h.role == heading.Phase && known(heading.Phase) {
			b.tell(b.place(h.row, b.steps[0]), "this row of heads is one too many and was left out", "")
			continue
		}
		b.rows = append(b.rows, h)
	}
	if b.ours {
		b.ownTitle(p, top)
		return
	}
	for r := b.top; r < top && !b.flip; r++ {
		b.preamble(p, b.block, r)
	}
	b.outside(p)
}

// outside takes what stands beside the board: above one that lies on its side
// there are a title and notes, all else is told.
func (b *boardReader) outside(p *plan) {
	if b.flip {
		upright := b.turned()
		for r := b.left; r < b.labels; r++ {
			b.preamble(p, upright, r)
		}
	}
	for _, r := range b.rows {
		for c := b.left; c < b.right; c++ {
			switch {
			case b.empty(r.row, c) || c == b.labels || c == b.titles && r.role.Kind() != "" || slices.Contains(b.steps, c) || c < b.labels && b.flip:
			case r.role == heading.Ignore || r.role == heading.Unknown || r.role == heading.Line:
			case r.role == heading.Step && b.number(b.cell(r.row, c)) > 0: // the number of a step that is empty
			default:
				b.tell(b.place(r.row, c), fmt.Sprintf("this is in no step and was left out: %q", short(b.cell(r.row, c))), "")
			}
		}
	}
}

// spans tells whether cells of a row are merged over several steps.
func (b *boardReader) spans(row int) bool {
	for _, c := range b.steps {
		if m, ok := b.merge(row, c); ok && m.right > m.left {
			return true
		}
	}
	return false
}

// ownTitle takes the title and the description that stand above a board of ours,
// where somebody changed them there.
func (b *boardReader) ownTitle(p *plan, top int) {
	keys := []string{"title", "description"}
	for r := b.top; r < top && len(keys) > 0; r++ {
		text := plainLine(b.cell(r, b.labels))
		if text == "" {
			continue
		}
		if old := p.root.textOf(keys[0]); plainLine(old) != text {
			b.tell(b.place(r, b.labels), fmt.Sprintf("the %s was changed here, and is taken from here", keys[0]), "")
			p.root.set(keys[0], scalar(text, b.place(r, b.labels)))
		}
		keys = keys[1:]
	}
}

// laneRows finds the lane of every row of touchpoints, and asks where a row with
// a content is not recognised.
func (b *boardReader) laneRows(p *plan) {
	for i := range b.rows {
		r := &b.rows[i]
		if r.role == heading.Unknown {
			b.unknown(*r)
			continue
		}
		if r.role.Kind() == "" {
			continue
		}
		kind, title, certain := b.lane(r.label)
		if own := b.titleOf(*r); own != "" {
			title, certain = own, true
			if b.kindName(own) && b.tables[lanesTable] == nil {
				title = ""
			}
		}
		r.lane = b.boardLane(p.lanes, touchpoint.Kind(kind), title, certain, r)
	}
}

// kindName tells whether a title is no more than what we call a kind of lane.
func (in *reader) kindName(title string) bool {
	for _, w := range []wording.Words{in.vocab.en, in.vocab.zh} {
		for _, name := range w.Kinds {
			if heading.Fold(name) == heading.Fold(title) {
				return true
			}
		}
	}
	return false
}

func (b *boardReader) titleOf(r boardRow) string {
	if b.titles < 0 {
		return ""
	}
	return plainLine(b.cell(r.row, b.titles))
}

// boardLane finds the lane that a row stands for. Of lanes with the same name the
// rows stand for one after the other.
func (b *boardReader) boardLane(ls *lanes, kind touchpoint.Kind, title string, certain bool, r *boardRow) *lane {
	if ls.table {
		for _, l := range ls.known {
			name := l.title
			if name == "" {
				if b.kindName(title) || title == "" {
					name = title // called after its kind
				}
			}
			if !l.taken && l.kind == kind && heading.Fold(name) == heading.Fold(title) {
				l.taken = true
				return l
			}
		}
		if b.kindName(title) {
			title = ""
		}
	}
	return ls.ensure(kind, title, certain, r.at)
}

// unknown is a row that is not recognised. With a content it may be a lane, so
// it is asked for.
func (b *boardReader) unknown(r boardRow) {
	filled := false
	for _, c := range b.steps {
		filled = filled || !b.empty(r.row, c)
	}
	switch {
	case r.label == "" && !filled || len(b.findings) >= maxFindings:
	case !filled:
		b.tell(r.at, fmt.Sprintf("this row was left out: %q", short(r.label)), "")
	case r.label == "":
		b.fail(b.place(r.row, b.steps[0]), "this row has no label", "say in the column of labels what it is")
	default:
		hint := fmt.Sprintf("say what it is: --map %q, or =ignore", plainLine(r.label)+"=frontstage")
		if near := blueprint.Nearest(heading.Fold(r.label), heading.Names()); near != "" {
			hint = fmt.Sprintf("is it %q? Say --map %q", near, plainLine(r.label)+"="+b.targetOf(near))
		}
		b.fail(r.at, fmt.Sprintf("the row %q is not recognised", short(r.label)), hint)
	}
}
