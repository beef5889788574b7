package change

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// target is what a change is about: where it stands in its file.
type target struct {
	page    *page
	include int            // index of the include that brought the file in, -1 for the blueprint's own
	prefix  string         // of the ids of that file
	path    blueprint.Path // in that file
	shape   string         // what it is: touchpoint, step, phase; empty for anything else
	t       *touchpoint.Touchpoint
}

// split takes the include off a path of the whole blueprint.
func split(p blueprint.Path) (include int, own blueprint.Path) {
	if len(p) > 2 && p[0].Key == "include" {
		switch p[2].Key {
		case "phases", "steps", "links":
			return p[1].Index, p[2:]
		}
	}
	return -1, p
}

// at makes a target of a path of the whole blueprint.
func (r *run) at(p blueprint.Path, shape string) (target, error) {
	include, own := split(p)
	if shape == "phase" && len(p) == 2 && p[0].Key == "include" { // its steps stand without a phase
		include, own = p[1].Index, nil
	}
	page, err := r.open(r.fileOf(include))
	if err != nil {
		return target{}, err
	}
	return target{page: page, include: include, prefix: prefixOf(r.before, include), path: own, shape: shape}, nil
}

// touchpoint finds a touchpoint by its id.
func (r *run) touchpoint(id string) (target, error) {
	t, ok := r.graph.Touchpoint(id)
	if !ok {
		var ids []string
		for _, t := range r.before.Touchpoints() {
			ids = append(ids, t.ID)
		}
		return target{}, unknown("touchpoint", id, ids)
	}
	out, err := r.at(r.graph.Path(t), "touchpoint")
	if err != nil {
		return target{}, err
	}
	own, ok := out.page.graph.Touchpoint(strings.TrimPrefix(id, out.prefix))
	if !ok {
		return target{}, refuse("%q cannot be found in %s", id, out.page.file)
	}
	out.path, out.t = out.page.graph.Path(own), own // lanes have their own names there
	return out, nil
}

func unknown(what, id string, known []string) error {
	hint := ""
	if near := blueprint.Nearest(id, known); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return refuse("there is no %s %q%s", what, id, hint)
}

// subject finds what the op is about, by ID or Path. A path may lead further
// down than a touchpoint, step or phase: key is the rest of it.
func (r *run) subject() (target, blueprint.Path, error) {
	if r.op.ID != "" {
		t, err := r.touchpoint(r.op.ID)
		return t, nil, err
	}
	p, ok := blueprint.ParsePath(r.op.Path)
	if !ok {
		return target{}, nil, refuse("%q is no path; expected one such as phases[0].steps[2].customer[0]", r.op.Path)
	}
	within := func(outer blueprint.Path) bool { return len(outer) <= len(p) && slices.Equal(outer, p[:len(outer)]) }
	for _, t := range r.before.Touchpoints() {
		if at := r.graph.Path(t); within(at) {
			out, err := r.touchpoint(t.ID)
			return out, p[len(at):], err
		}
	}
	for i := range r.before.Steps() {
		if at := r.graph.StepPath(i); within(at) {
			out, err := r.at(at, "step")
			return out, p[len(at):], err
		}
	}
	for _, at := range r.phasePaths() {
		if within(at) && len(at) > 0 && at[len(at)-1].Key == "" && at[0].Key != "include" || within(at) && len(at) == 4 {
			out, err := r.at(at, "phase")
			return out, p[len(at):], err
		}
	}
	out, err := r.at(nil, "blueprint")
	return out, p, err
}

// phasePaths are the paths of all phases, in their order; one whose steps stand
// without a phase has the path of what holds them.
func (r *run) phasePaths() []blueprint.Path {
	out := make([]blueprint.Path, len(r.before.Phases))
	column := 0
	for i := range r.before.Phases {
		if n := len(r.before.Phases[i].Steps); n > 0 {
			step := r.graph.StepPath(column)
			out[i] = step[:len(step)-2]
			column += n
		}
	}
	return out
}

// step finds a step by id, path or number.
func (r *run) step(name string) (target, error) {
	steps := r.before.Steps()
	var ids []string
	for i, s := range steps {
		if at := r.graph.StepPath(i); s.ID == name || at.String() == name {
			return r.at(at, "step")
		}
		if s.ID != "" {
			ids = append(ids, s.ID)
		}
	}
	if n, err := strconv.Atoi(name); err == nil {
		if n < 0 || n >= len(steps) {
			return target{}, refuse("there is no step %d; the last one is %d", n, len(steps)-1)
		}
		return r.at(r.graph.StepPath(n), "step")
	}
	return target{}, unknown("step", name, ids)
}

// phase finds a phase by id, path or number.
func (r *run) phase(name string) (target, error) {
	var ids []string
	paths := r.phasePaths()
	number, err := strconv.Atoi(name)
	for i, p := range r.before.Phases {
		if p.ID == name && name != "" || paths[i].String() == name {
			return r.at(paths[i], "phase")
		}
		ids = append(ids, p.ID)
	}
	if err == nil && number >= 0 && number < len(paths) {
		return r.at(paths[number], "phase")
	}
	return target{}, unknown("phase", name, ids)
}

// ownLane is what a lane of the board is called in a file.
func (r *run) ownLane(p *page, include int, lane string) (string, error) {
	var ids []string
	for _, l := range r.graph.Lanes() {
		if l.ID != lane {
			ids = append(ids, l.ID)
			continue
		}
		if include < 0 {
			return lane, nil
		}
		fallback := ""
		for _, own := range p.own.AllLanes() {
			if own.Kind == l.Kind && own.ID == l.ID {
				return own.ID, nil
			}
			if own.Kind == l.Kind && fallback == "" {
				fallback = own.ID
			}
		}
		if fallback == "" {
			return "", refuse("%s has no %s lane", p.file, l.Kind)
		}
		return fallback, nil
	}
	return "", unknown("lane", lane, ids)
}

// stepKeys are the keys of a step in the order of the board: what every step may
// have, then the lanes.
func (p *page) stepKeys() []string {
	keys := blueprint.ShapeNamed(blueprint.Shapes(), "step").Names()
	for _, l := range p.own.AllLanes() {
		keys = append(keys, l.ID)
	}
	return keys
}

// index finds where in a list something goes that is not at the end.
func (r *run) index(length int) (int, error) {
	switch i := r.op.Index; {
	case i == nil:
		return length, nil
	case *i < 0 || *i > length:
		return 0, refuse("index %d is outside of 0 to %d", *i, length)
	default:
		return *i, nil
	}
}

func alternatives(need string) []string { return strings.Split(need, "|") }
