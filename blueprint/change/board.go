package change

import (
	"maps"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// items is how many items a list of a text has, which may be written as a single
// value.
func (p *page) items(list blueprint.Path) int {
	n := p.node(p.spell(list))
	switch {
	case n == nil || n.Kind == yamltext.Null:
		return 0
	case n.Kind == yamltext.Sequence:
		return len(n.Items)
	}
	return 1
}

// listOf is the list that a step or phase stands in.
func listOf(p blueprint.Path) (blueprint.Path, int) { return p[:len(p)-1], p[len(p)-1].Index }

// steps is where the op puts a step: the list and the place in it, which counts
// without the step at from.
func (r *run) steps(t *target, from blueprint.Path) (blueprint.Path, int, error) {
	for _, beside := range []string{r.op.Before, r.op.After} {
		if beside == "" {
			continue
		}
		s, err := r.step(beside)
		if err != nil {
			return nil, 0, err
		}
		if t.page != nil && (s.page != t.page || s.include != t.include) {
			return nil, 0, refuse("step %s stands in another file", beside)
		}
		*t = s
		list, at := listOf(s.path)
		if beside == r.op.After {
			at++
		}
		if from != nil && slices.Equal(list, from[:len(from)-1]) && at > from[len(from)-1].Index {
			at--
		}
		return list, at, nil
	}
	var phase target
	var err error
	switch {
	case r.op.Phase != "":
		phase, err = r.phase(r.op.Phase)
	case from != nil:
		phase = *t
		phase.path = from[:len(from)-2]
	default:
		phase, err = r.lastPhase()
	}
	if err != nil {
		return nil, 0, err
	}
	if t.page != nil && (phase.page != t.page || phase.include != t.include) {
		return nil, 0, refuse("phase %s stands in another file", r.op.Phase)
	}
	*t = phase
	list := phase.path.Key("steps")
	length := t.page.items(list)
	if from != nil && slices.Equal(list, from[:len(from)-1]) {
		length--
	}
	at, err := r.index(length)
	return list, at, err
}

// lastPhase is the last phase of the blueprint's own file.
func (r *run) lastPhase() (target, error) {
	paths := r.phasePaths()
	for _, p := range slices.Backward(paths) {
		if len(p) == 0 || p[0].Key != "include" {
			return r.at(p, "phase")
		}
	}
	return target{}, refuse("there is no phase to add to")
}

func (r *run) addStep() error {
	var t target
	list, at, err := r.steps(&t, nil)
	if err != nil {
		return err
	}
	fields := maps.Clone(r.op.Fields)
	if fields == nil {
		fields = map[string]any{}
	}
	if r.op.Title != "" {
		fields["title"] = r.op.Title
	}
	if t.include >= 0 {
		for _, l := range r.graph.Lanes() {
			if v, ok := fields[l.ID]; ok {
				own, err := r.ownLane(t.page, t.include, l.ID)
				if err != nil {
					return err
				}
				delete(fields, l.ID)
				fields[own] = v
			}
		}
	}
	taken := r.ids(t.page)
	for _, l := range t.page.own.AllLanes() {
		title, ok := fields[l.ID].(string)
		if slug := blueprint.Slug(title); ok && title != "" && taken[slug] {
			fields[l.ID] = map[string]any{"title": title, "id": free(taken, slug)}
		} else if ok {
			taken[slug] = true
		}
	}
	piece, err := r.newPiece("step", fields, t.prefix, t.page.stepKeys())
	if err != nil {
		return err
	}
	r.page, r.include, r.came = t.page, t.include, list.At(at)
	r.focus = r.came
	return t.page.do(edit.Put(t.page.text, t.page.spell(list), at, piece))
}

// theStep is the step that the op is about.
func (r *run) theStep() (target, error) {
	if r.op.Step != "" {
		return r.step(r.op.Step)
	}
	t, key, err := r.subject()
	if err == nil && (t.shape != "step" || len(key) > 0) {
		err = refuse("there is no step at %s", r.op.Path)
	}
	return t, err
}

func (r *run) moveStep() error {
	t, err := r.theStep()
	if err != nil {
		return err
	}
	from := t.path
	list, at, err := r.steps(&t, from)
	if err != nil {
		return err
	}
	r.page, r.include, r.gone = t.page, t.include, from
	r.came, r.focus = list.At(at), list.At(at)
	return t.page.moveItem(from, list, at, "the only step of its phase")
}

// moveItem moves an item of a list to another place, or to another list.
func (p *page) moveItem(from, list blueprint.Path, at int, only string) error {
	switch was, i := listOf(from); {
	case slices.Equal(was, list) && i == at:
		return nil
	case p.items(was) == 1:
		return refuse("it is %s", only)
	}
	edits, piece, err := edit.Take(p.text, p.spell(from))
	if err := p.do(edits, err); err != nil {
		return err
	}
	return p.do(edit.Put(p.text, p.spell(list), at, piece))
}

func (r *run) duplicateStep() error {
	t, err := r.theStep()
	if err != nil {
		return err
	}
	piece, err := edit.Copy(t.page.text, t.page.spell(t.path))
	if err != nil {
		return err
	}
	list, at := listOf(t.path)
	r.page, r.include, r.came = t.page, t.include, list.At(at+1)
	r.focus = r.came
	if err := t.page.do(edit.Put(t.page.text, t.page.spell(list), at+1, piece)); err != nil {
		return err
	}
	return r.rebrand(t, r.came)
}

// rebrand gives a copied step and its touchpoints ids of their own, and leads
// the ways between them to the copies.
func (r *run) rebrand(t target, to blueprint.Path) error {
	p := t.page
	copied := t
	copied.path = to
	if r.written(copied, "id") {
		if err := r.clearAt(copied, blueprint.Path{}.Key("id")); err != nil {
			return err
		}
	}
	taken := r.ids(p)
	ids := map[string]string{}
	for _, was := range p.own.Touchpoints() {
		at := p.graph.Path(was)
		if !below(at, t.path) {
			continue
		}
		one := t
		one.path, one.shape = append(slices.Clone(to), at[len(t.path):]...), "touchpoint"
		ids[was.ID] = free(taken, blueprint.Slug(was.Title))
		if err := r.put(one, blueprint.Path{}.Key("id"), ids[was.ID]); err != nil {
			return err
		}
	}
	spelled := p.spell(to)
	for _, m := range p.mentions() {
		if is := ids[m.id]; is != "" && below(m.path, spelled) && slices.Contains(m.targets, blueprint.ToTouchpoint) {
			if err := p.mend(m, is); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) deleteStep() error {
	t, err := r.theStep()
	if err != nil {
		return err
	}
	if err := r.remove(t, "the only step of its phase; delete the phase"); err != nil {
		return err
	}
	list, at := listOf(t.path)
	r.focus = list.At(min(at, t.page.items(list)-1))
	return nil
}

// remove deletes a step or phase with its touchpoints.
func (r *run) remove(t target, only string) error {
	r.about(t)
	list, _ := listOf(t.path)
	if t.page.items(list) == 1 {
		return refuse("it is %s", only)
	}
	ids := map[string]bool{}
	for _, x := range t.page.own.Touchpoints() {
		if below(t.page.graph.Path(x), t.path) {
			ids[x.ID] = true
		}
	}
	if err := r.unname(t.page, ids, t.page.spell(t.path)); err != nil {
		return err
	}
	r.gone = t.path
	edits, _, err := edit.Take(t.page.text, t.page.spell(t.path))
	return t.page.do(edits, err)
}

// thePhase is the phase that the op is about.
func (r *run) thePhase() (target, error) {
	var t target
	var err error
	if r.op.Phase != "" {
		t, err = r.phase(r.op.Phase)
	} else {
		t, _, err = r.subject()
	}
	switch {
	case err != nil:
		return t, err
	case t.shape != "phase" || len(t.path) == 0:
		return t, refuse("there is no phase at %s; the steps stand without one", orElse(r.op.Path, r.op.Phase))
	}
	return t, nil
}

// phases is where the op puts a phase.
func (r *run) phases(t *target, from blueprint.Path) (int, error) {
	for _, beside := range []string{r.op.Before, r.op.After} {
		if beside == "" {
			continue
		}
		p, err := r.phase(beside)
		if err != nil {
			return 0, err
		}
		if t.page != nil && (p.page != t.page || p.include != t.include) {
			return 0, refuse("phase %s stands in another file", beside)
		}
		*t = p
		at := 0
		if len(p.path) > 0 {
			at = p.path[len(p.path)-1].Index
		}
		if beside == r.op.After {
			at++
		}
		if from != nil && at > from[len(from)-1].Index {
			at--
		}
		return at, nil
	}
	if t.page == nil {
		own, err := r.lastPhase()
		if err != nil {
			return 0, err
		}
		*t = own
	}
	list := blueprint.Path{}.Key("phases")
	length := t.page.items(list)
	if len(t.path) == 0 {
		length = 1
	}
	if from != nil {
		length--
	}
	return r.index(length)
}

func (r *run) addPhase() error {
	var t target
	at, err := r.phases(&t, nil)
	if err != nil {
		return err
	}
	list := blueprint.Path{}.Key("phases")
	if len(t.path) == 0 { // the steps stand alone: they become those of a phase without a title
		steps := blueprint.Path{}.Key("steps")
		for _, change := range []func() ([]edit.Edit, error){
			func() ([]edit.Edit, error) { return edit.Nest(t.page.text, steps, "steps") },
			func() ([]edit.Edit, error) { return edit.List(t.page.text, steps, false) },
			func() ([]edit.Edit, error) { return edit.Rename(t.page.text, steps, "phases") },
		} {
			if err := t.page.do(change()); err != nil {
				return err
			}
		}
	}
	fields := maps.Clone(r.op.Fields)
	if fields == nil {
		fields = map[string]any{}
	}
	fields["title"] = r.op.Title
	if fields["steps"] == nil {
		fields["steps"] = []any{map[string]any{}}
	}
	if slug := blueprint.Slug(r.op.Title); fields["id"] == nil {
		taken := map[string]bool{}
		for _, p := range append(slices.Clone(t.page.own.Phases), r.before.Phases...) {
			taken[p.ID] = true
		}
		if taken[slug] {
			fields["id"] = free(taken, slug)
		}
	}
	piece, err := r.newPiece("phase", fields, t.prefix, nil)
	if err != nil {
		return err
	}
	r.page, r.include, r.came = t.page, t.include, list.At(at)
	r.focus = r.came
	return t.page.do(edit.Put(t.page.text, t.page.spell(list), at, piece))
}

func (r *run) movePhase() error {
	t, err := r.thePhase()
	if err != nil {
		return err
	}
	from := t.path
	at, err := r.phases(&t, from)
	if err != nil {
		return err
	}
	list, _ := listOf(from)
	r.page, r.include, r.gone = t.page, t.include, from
	r.came, r.focus = list.At(at), list.At(at)
	return t.page.moveItem(from, list, at, "the only phase")
}

func (r *run) deletePhase() error {
	t, err := r.thePhase()
	if err != nil {
		return err
	}
	if err := r.remove(t, "the only phase"); err != nil {
		return err
	}
	list, at := listOf(t.path)
	r.focus = list.At(min(at, t.page.items(list)-1))
	return nil
}
