package change

import (
	"maps"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// spot is a place on the board: a step of a file, a lane of it, and the place
// in the cell.
type spot struct {
	step  blueprint.Path
	lane  string
	stack int
}

func spotOf(p blueprint.Path) spot {
	step := stepPath(p)
	return spot{step, p[len(step)].Key, p[len(step)+1].Index}
}

func (s spot) sameCell(o spot) bool { return s.lane == o.lane && slices.Equal(s.step, o.step) }

// path is that of a touchpoint at the spot.
func (s spot) path() blueprint.Path { return s.step.Key(s.lane).At(s.stack) }

// length is how many places a cell has.
func (p *page) length(s spot) int {
	n := p.node(p.spell(s.step)).Get(s.lane)
	switch {
	case n == nil || n.Kind == yamltext.Null:
		return 0
	case n.Kind == yamltext.Sequence:
		return len(n.Items)
	}
	return 1
}

// destination is where the op puts a touchpoint. The target tells in which file,
// and where the touchpoint stands if it is there already: its cell counts
// without it then.
func (r *run) destination(t *target) (spot, error) {
	var to, from spot
	if t.page != nil {
		from = spotOf(t.path)
		to = from
	}
	alone := t.page == nil || t.path[len(t.path)-2].Key != "together"
	fixed := false
	for _, beside := range []string{r.op.Before, r.op.After} {
		if beside == "" {
			continue
		}
		n, err := r.touchpoint(beside)
		if err != nil {
			return to, err
		}
		if t.page != nil && (n.page != t.page || n.include != t.include) {
			return to, refuse("%q stands in another file", beside)
		}
		t.page, t.include, t.prefix = n.page, n.include, n.prefix
		to = spotOf(n.path)
		if beside == r.op.After {
			to.stack++
		}
		if from.step != nil && to.sameCell(from) && alone && to.stack > from.stack {
			to.stack--
		}
		fixed = true
	}
	if r.op.Step != "" && !fixed {
		s, err := r.step(r.op.Step)
		if err != nil {
			return to, err
		}
		if t.page != nil && (s.page != t.page || s.include != t.include) {
			return to, refuse("step %s stands in another file", r.op.Step)
		}
		t.page, t.include, t.prefix = s.page, s.include, s.prefix
		to.step = s.path
	}
	if r.op.Lane != "" && !fixed {
		lane, err := r.ownLane(t.page, t.include, r.op.Lane)
		if err != nil {
			return to, err
		}
		to.lane = lane
	}
	if fixed {
		return to, nil
	}
	length := t.page.length(to)
	if from.step != nil && to.sameCell(from) && alone {
		length--
	}
	var err error
	to.stack, err = r.index(length)
	return to, err
}

// insert puts a piece into a cell.
func (p *page) insert(s spot, piece edit.Piece) error {
	step := p.spell(s.step)
	cell := step.Key(s.lane)
	switch n := p.node(step).Get(s.lane); {
	case n == nil:
		return p.do(edit.PutKey(p.text, step, s.lane, piece, p.stepKeys()...))
	case n.Kind == yamltext.Null:
		edits, empty, err := edit.Take(p.text, cell)
		if err := p.do(edits, err); err != nil {
			return err
		}
		return p.do(edit.PutKey(p.text, step, s.lane, piece.Under(empty), p.stepKeys()...))
	}
	return p.do(edit.Put(p.text, cell, s.stack, piece))
}

// extract takes a touchpoint out of its cell, and what would be empty then.
func (p *page) extract(path blueprint.Path) (edit.Piece, error) {
	at := p.spell(path)
	edits, piece, err := edit.Take(p.text, at)
	if err := p.do(edits, err); err != nil {
		return piece, err
	}
	for lane := len(p.spell(stepPath(path))) + 1; len(at) > lane; {
		at = at[:len(at)-1]
		if n := p.node(at); n == nil || len(n.Items)+len(n.Pairs) > 0 {
			break
		}
		var shell edit.Piece
		edits, shell, err = edit.Take(p.text, at)
		if err := p.do(edits, err); err != nil {
			return piece, err
		}
		piece = piece.Under(shell)
	}
	return piece, nil
}

func (r *run) addTouchpoint() error {
	var t target
	to, err := r.destination(&t)
	if err != nil {
		return err
	}
	fields := maps.Clone(r.op.Fields)
	if fields == nil {
		fields = map[string]any{}
	}
	fields["title"] = r.op.Title
	if slug := blueprint.Slug(r.op.Title); fields["id"] == nil {
		if taken := r.ids(t.page); taken[slug] {
			fields["id"] = free(taken, slug)
		}
	}
	piece, err := r.newPiece("touchpoint", fields, t.prefix, nil)
	if err != nil {
		return err
	}
	r.page, r.include, r.focus, r.came = t.page, t.include, to.path(), to.path()
	return t.page.insert(to, piece)
}

// newPiece makes a piece of the fields of something new: the plain value where
// there is but the one that it is short for.
func (r *run) newPiece(shape string, fields map[string]any, prefix string, order []string) (edit.Piece, error) {
	s := blueprint.ShapeNamed(blueprint.Shapes(), shape)
	m, err := r.fieldsFor(s, fields, prefix, order)
	if err != nil {
		return edit.Piece{}, err
	}
	if len(m) == 1 && m[0].Key == s.Short {
		return edit.NewPiece(m[0].Value)
	}
	return edit.NewPiece(m)
}

func (r *run) moveTouchpoint() error {
	t, err := r.one()
	if err != nil {
		return err
	}
	to, err := r.destination(&t)
	if err != nil {
		return err
	}
	r.about(t)
	r.gone = t.path
	from := spotOf(t.path)
	if to.sameCell(from) && to.stack == from.stack && t.path[len(t.path)-2].Key != "together" {
		r.came, r.focus = t.path, t.path
		return nil
	}
	piece, err := t.page.extract(t.path)
	if err != nil {
		return err
	}
	r.came, r.focus = to.path(), to.path()
	return t.page.insert(to, piece)
}

// one is the touchpoint that the op is about.
func (r *run) one() (target, error) {
	t, key, err := r.subject()
	switch {
	case err != nil:
		return t, err
	case t.t == nil || len(key) > 0:
		return t, refuse("there is no touchpoint at %s", orElse(r.op.Path, "the whole"))
	}
	return t, nil
}

func (r *run) duplicateTouchpoint() error {
	t, err := r.one()
	if err != nil {
		return err
	}
	at := t.page.spell(t.path)
	piece, err := edit.Copy(t.page.text, at)
	if err != nil {
		return err
	}
	r.about(t)
	if n := len(t.path); t.path[n-2].Key == "together" { // the copy stands beside it, too
		r.came = t.path[:n-1].At(t.path[n-1].Index + 1)
		err = t.page.do(edit.Put(t.page.text, at[:len(at)-1], at[len(at)-1].Index+1, piece))
	} else {
		to := spotOf(t.path)
		to.stack++
		r.came = to.path()
		err = t.page.insert(to, piece)
	}
	if err != nil {
		return err
	}
	r.focus = r.came
	copied := t
	copied.path = r.came
	return r.put(copied, blueprint.Path{}.Key("id"), free(r.ids(t.page), blueprint.Slug(t.t.Title)))
}

func (r *run) deleteTouchpoint() error {
	t, err := r.one()
	if err != nil {
		return err
	}
	r.about(t)
	if err := r.unname(t.page, map[string]bool{t.t.ID: true}, t.page.spell(t.path)); err != nil {
		return err
	}
	r.gone = t.path
	if _, err := t.page.extract(t.path); err != nil {
		return err
	}
	from := spotOf(t.path)
	r.focus = from.step
	if n := t.page.length(from); n > 0 {
		from.stack = min(from.stack, n-1)
		r.focus = from.path()
	}
	return nil
}
