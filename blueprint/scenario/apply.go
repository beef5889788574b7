package scenario

import (
	"fmt"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// problem is what is wrong with a setting: at its value, or at a stretch of its
// key.
type problem struct {
	rule, message, hint, suggest string
	atKey                        bool
	from, to                     int
}

// applier applies settings to a copy of a blueprint.
type applier struct {
	before, after *blueprint.Blueprint
	shapes        map[string]*blueprint.Shape
	owners        []owner // nil: to be listed anew
	settings      []written
	data          []*datum // parallel to settings; nil: there is no such datum
	found         blueprint.Diagnostics
}

func apply(b *blueprint.Blueprint, settings []written) (*blueprint.Blueprint, error) {
	a := &applier{before: b, after: b.Clone(), shapes: map[string]*blueprint.Shape{}, settings: settings, data: make([]*datum, len(settings))}
	if len(settings) > MaxSettings {
		a.report(MaxSettings, &problem{rule: "limit", message: fmt.Sprintf("%d settings are more than the %d that are read", len(settings), MaxSettings), atKey: true})
		return nil, a.found
	}
	for _, s := range blueprint.Shapes() {
		a.shapes[s.Name] = s
	}
	for i, s := range settings {
		if p := a.set(i, s); p != nil {
			a.report(i, p)
		}
	}
	if len(a.found) == 0 && len(settings) > 0 {
		a.after.Complete()
		a.complement()
		a.validate()
		a.effects()
	}
	if len(a.found) > 0 {
		return nil, a.found.Sort()
	}
	return a.after, nil
}

// set resolves a setting and gives its datum the value.
func (a *applier) set(i int, s written) *problem {
	path, ok := blueprint.ParsePath(s.Key)
	if !ok || len(path) == 0 || path[0].Key == "" {
		return &problem{rule: "bad-value", message: fmt.Sprintf("%q names no datum", shorten(s.Key)), hint: `expected an id and a key, such as "counter.servers"`, atKey: true, to: len(s.Key)}
	}
	d, p := a.resolve(path, s.Value == null)
	if p != nil {
		return p
	}
	a.data[i] = d
	if d.touchpoint == nil {
		a.owners = nil // lists of owners may become others
	}
	return d.assign(s.Value)
}

// null is the value that takes a datum away.
const null = "null"

func (a *applier) report(i int, p *problem) {
	s := a.settings[i]
	d := blueprint.Diagnostic{Rule: p.rule, Path: s.path, Message: p.message, Hint: p.hint, Suggest: p.suggest, Range: s.value}
	if p.atKey {
		d.Range = s.key(p.from, p.to)
	}
	a.found = append(a.found, d)
}

// validate checks the blueprint as loading does, and lays what is wrong now and
// was not before to the setting that comes nearest.
func (a *applier) validate() {
	known := map[string]bool{}
	for _, d := range a.before.Validate() {
		known[d.Path.String()+"\x00"+d.Message] = true
	}
	for _, d := range a.after.Validate() {
		if !known[d.Path.String()+"\x00"+d.Message] {
			a.report(a.nearest(d.Path), &problem{rule: d.Rule, message: d.Message, hint: d.Hint})
		}
	}
}

// nearest is the setting whose datum shares most of a path; of several the last.
func (a *applier) nearest(path blueprint.Path) int {
	best, length := len(a.settings)-1, -1
	for i, d := range a.data {
		if d == nil {
			continue
		}
		n := 0
		for n < min(len(path), len(d.path)) && path[n] == d.path[n] {
			n++
		}
		if n >= length {
			best, length = i, n
		}
	}
	return best
}

// effects reports settings that change nothing, as another datum goes before
// theirs, and chances that no longer fit together.
func (a *applier) effects() {
	checked := map[*touchpoint.Touchpoint]bool{}
	for i, d := range a.data {
		if p := d.idle(a.settings[i]); p != nil {
			a.report(i, p)
		}
		if t := d.touchpoint; t != nil && !checked[t] && (d.first == "next" || d.first == "fails") {
			checked[t] = true
			if p := chances(t); p != nil {
				a.report(i, p)
			}
		}
	}
}

// tolerance is how far a sum of chances may be off, for chances that were
// rounded.
const tolerance = 0.001

// chances says why the chances of a touchpoint cannot be true together.
func chances(t *touchpoint.Touchpoint) *problem {
	sum, open := 0.0, 0
	for _, n := range t.Next {
		if n.Chance == nil {
			open++
		} else {
			sum += *n.Chance
		}
	}
	wrong := sum > 1+tolerance || open == 0 && sum < 1-tolerance || open > 0 && sum >= 1-1e-9
	if open < len(t.Next) && wrong {
		return &problem{rule: "chances", message: fmt.Sprintf("the ways out of %q now have chances of %.4g%% in sum", t.Title, 100*sum),
			hint: fmt.Sprintf("exactly one way is taken: set the chances of the others, too, such as %s.next.%s.chance", t.ID, t.Next[len(t.Next)-1].To)}
	}
	if fail, _ := t.FailChance(); fail > 1+1e-9 {
		return &problem{rule: "chances", message: fmt.Sprintf("the fail points of %q now happen with %.4g%% in sum", t.Title, 100*fail),
			hint: "fail points exclude one another: their chances sum to 100% at most"}
	}
	return nil
}

// complement gives the one way of a choice that no setting speaks of what the
// others leave: nothing else can be meant.
func (a *applier) complement() {
	set := map[*touchpoint.Touchpoint][]int{}
	var order []*touchpoint.Touchpoint
	for _, d := range a.data {
		if d.way >= 0 && d.way < len(d.touchpoint.Next) {
			if set[d.touchpoint] == nil {
				order = append(order, d.touchpoint)
			}
			set[d.touchpoint] = append(set[d.touchpoint], d.way)
		}
	}
	for _, t := range order {
		rest, left := -1, 1.0
		for i := range t.Next {
			switch {
			case !slices.Contains(set[t], i) && rest >= 0:
				left = -1 // more than one
			case !slices.Contains(set[t], i):
				rest = i
			case t.Next[i].Chance == nil:
				left = -1
			default:
				left -= *t.Next[i].Chance
			}
		}
		if rest >= 0 && left >= -1e-9 && t.Next[rest].Chance != nil {
			t.Next[rest].Chance = touchpoint.Of(rounded(max(left, 0)))
		}
	}
}
