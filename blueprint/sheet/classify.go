package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
)

// found is a block that holds a blueprint: a board, or a list.
type found struct {
	block  *block
	labels int   // of a board: the column that names its rows
	list   *data // of a list
}

func (f found) name() string { return f.block.grid.name }

// searched bounds how far from a block's corner its headings are looked for.
const searched = 40

// choose parts the sheets into blocks and finds the one that is the blueprint.
func (in *reader) choose(grids []*grid) (found, error) {
	if err := in.known(grids); err != nil {
		return found{}, err
	}
	boards, lists := in.candidates(grids)
	details := in.tables[touchpointsTable]
	in.ours = details != nil && len(in.tables) > 1
	all := append(slices.Clone(boards), lists...)
	switch {
	case len(boards) == 1 && (details != nil || len(lists) == 0):
		return boards[0], nil
	case len(boards) == 0 && details != nil:
		return found{block: details.block, list: details}, nil
	case len(all) == 1:
		return all[0], nil
	case len(all) == 0:
		return found{}, in.nothing(grids)
	}
	var names []string
	for _, f := range all {
		if !slices.Contains(names, f.name()) {
			names = append(names, f.name())
		}
	}
	if len(names) == 1 {
		in.tell(all[1].block.place(all[1].block.top, all[1].block.left), "there is a second table here, which was left out", "move it to a sheet of its own to import it")
		return all[0], nil
	}
	return found{}, Findings{{Message: "several sheets could be the blueprint: " + strings.Join(names, ", "), Hint: "choose one with --sheet", Failed: true}}
}

// candidates lists the blocks that could be the blueprint, and reads our own
// tables on the way.
func (in *reader) candidates(grids []*grid) (boards, lists []found) {
	in.tables = map[string]*data{}
	asked := in.options.Sheet
	for _, g := range grids {
		for _, b := range g.blocks() {
			f, kind := in.classify(b)
			if kind == "table" || asked != "" && asked != g.name || asked == "" && g.hidden {
				continue
			}
			switch kind {
			case "board":
				boards = append(boards, f)
			case "list":
				lists = append(lists, f)
			default:
				if asked == "" && len(grids) > 1 {
					in.tell(g.ref(b.top, b.left), fmt.Sprintf("sheet %q was left out: no board and no list was found there", g.name), "")
				}
			}
		}
	}
	return boards, lists
}

// known checks that the sheet that is asked for is there.
func (in *reader) known(grids []*grid) error {
	if in.options.Sheet == "" {
		return nil
	}
	var names []string
	for _, g := range grids {
		if g.name == in.options.Sheet {
			return nil
		}
		if g.name != "" {
			names = append(names, g.name)
		}
	}
	if len(names) == 0 {
		return Findings{{Message: "this file has one sheet without a name", Hint: "leave out --sheet", Failed: true}}
	}
	hint := "there are " + strings.Join(names, ", ")
	if near := blueprint.Nearest(in.options.Sheet, names); near != "" {
		hint = fmt.Sprintf("did you mean %q? There are %s", near, strings.Join(names, ", "))
	}
	return Findings{{Message: fmt.Sprintf("there is no sheet %q", in.options.Sheet), Hint: hint, Failed: true}}
}

// nothing says what was seen where no blueprint was found.
func (in *reader) nothing(grids []*grid) error {
	out := Findings{{Message: "no blueprint was found: neither rows or columns that are called customer, frontstage, backstage or support, nor a list with a lane for each touchpoint", Failed: true}}
	names := heading.Names()
	for _, g := range grids {
		n := 0
		for r := 0; r < min(len(g.rows), searched) && n < 12; r++ {
			for c := 0; c < min(g.width(r), searched) && n < 12; c++ {
				label := strings.TrimSpace(g.at(r, c))
				if label == "" || len(label) > 60 {
					continue
				}
				if near := blueprint.Nearest(heading.Fold(label), names); near != "" && n < 12 {
					out = append(out, Finding{Cell: g.ref(r, c).String(), Message: fmt.Sprintf("%q may stand for something", label), Hint: fmt.Sprintf("is it %q? Say --map %q", near, label+"="+in.targetOf(near)), Failed: true})
					n++
				}
			}
		}
	}
	if len(out) == 1 {
		out[0].Hint = `say what the headings stand for: --map "Waiters=frontstage"; targets are ` + strings.Join(roleNames(), ", ")
	}
	return out
}

func (in *reader) targetOf(name string) string {
	role, _ := heading.Of(name)
	return strings.ReplaceAll(string(role), " ", "-")
}

// role is what a label stands for on a board: as it was mapped, else as it is
// recognised.
func (in *reader) role(label string) (heading.Role, bool) {
	if target, ok := in.mapped[heading.Fold(label)]; ok {
		if r := heading.Role(strings.ReplaceAll(target, "-", " ")); slices.Contains(heading.Roles(), r) {
			in.used[heading.Fold(label)] = true
			return r, true
		}
		if key, ok := map[string]heading.Role{"time": heading.Time, "emotion": heading.Emotion, "policy": heading.Policy, "notes": heading.Notes}[target]; ok {
			in.used[heading.Fold(label)] = true
			return key, true
		}
	}
	return heading.Of(label)
}

// classify tells what a block is: one of our tables, a list, a board or nothing
// that is known.
func (in *reader) classify(b *block) (found, string) {
	if b.name != "" {
		in.table(b)
		return found{}, "table"
	}
	if d := in.findList(b); d != nil {
		if d.has(colPlace) && d.has("id") && in.tables[touchpointsTable] == nil { // a list of ours, whatever its sheet is called
			in.tables[touchpointsTable] = d
			return found{}, "table"
		}
		return found{block: b, list: d}, "list"
	}
	upright, labels, score := in.labelColumn(b)
	turned, labels2, score2 := in.labelColumn(b.turned())
	switch {
	case upright && (!turned || score >= score2):
		return found{block: b, labels: labels}, "board"
	case turned:
		return found{block: b.turned(), labels: labels2}, "board"
	}
	return found{}, ""
}

// labelColumn finds the column that names the rows of a board: it names two
// kinds of lanes, or one of them and something else of a board.
func (in *reader) labelColumn(b *block) (ok bool, column, score int) {
	for c := b.left; c < min(b.right, b.left+searched); c++ {
		lanes, others, n := map[heading.Role]bool{}, map[heading.Role]bool{}, 0
		for r := b.top; r < min(b.bottom, b.top+2_000); r++ {
			role, certain := in.label(b, r, c)
			switch {
			case role.Kind() != "":
				lanes[role] = true
				if n++; certain {
					n += 2
				}
			case role != heading.Unknown && certain:
				others[role] = true
				n += 2
			}
		}
		if (len(lanes) > 1 || len(lanes) == 1 && (others[heading.Evidence] || others[heading.Line] || others[heading.Phase] || others[heading.Step])) && n > score {
			ok, column, score = true, c, n
		}
	}
	return ok, column, score
}

// label is what a cell stands for as the label of its row. One that is only
// recognised by a word needs a content beside it: titles and notes hold such
// words, too.
func (in *reader) label(b *block, row, col int) (heading.Role, bool) {
	text := strings.TrimSpace(b.cell(row, col))
	if text == "" || len(text) > 200 {
		return heading.Unknown, false
	}
	role, certain := in.role(text)
	if kind, _, sure := in.lane(text); role == heading.Unknown && kind != "" {
		role, certain = kind, sure
	}
	if m, ok := b.merge(row, col); role != heading.Line && (ok && m.right > m.left+1 || !certain && b.aloneFrom(row, col+1)) {
		return heading.Unknown, false
	}
	return role, certain
}

// aloneFrom tells whether nothing stands in a row from a column on.
func (b *block) aloneFrom(row, col int) bool {
	for c := col; c < b.right; c++ {
		if !b.empty(row, c) {
			return false
		}
	}
	return true
}

// lane is the kind and the title of the lane that a label names.
func (in *reader) lane(label string) (kind heading.Role, title string, certain bool) {
	if target, ok := in.mapped[heading.Fold(label)]; ok {
		if r := heading.Role(target); r.Kind() != "" {
			in.used[heading.Fold(label)] = true
			return r, strings.TrimSpace(label), true
		}
	}
	k, title, certain := heading.Lane(label)
	return heading.Role(k), title, certain
}
