package blueprint

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/touchpoint"
)

// cell decodes what stands in one lane of a step.
func (d *decoder) cell(s *Shape, pair yamltext.Pair, step reflect.Value, p Path) {
	rank := slices.IndexFunc(d.lanes, func(l Lane) bool { return l.ID == pair.Key.Value })
	if rank < 0 {
		ids := make([]string, len(d.lanes))
		for i, l := range d.lanes {
			ids[i] = l.ID
		}
		d.unknown(s, pair.Key, p, ids...)
		return
	}
	cell := Cell{Lane: pair.Key.Value, Stacks: d.stacks(pair.Value, p)}
	if len(cell.Stacks) == 0 {
		return
	}
	f := s.Rest.fieldIn(step)
	cells := f.Interface().([]Cell)
	at, _ := slices.BinarySearchFunc(cells, rank, func(c Cell, want int) int { return d.rank(c.Lane) - want })
	f.Set(reflect.ValueOf(slices.Insert(cells, at, cell)))
}

func (d *decoder) rank(lane string) int {
	return slices.IndexFunc(d.lanes, func(l Lane) bool { return l.ID == lane })
}

func (d *decoder) stacks(n *yamltext.Node, p Path) [][]*touchpoint.Touchpoint {
	switch n.Kind {
	case yamltext.Null: // an empty cell, as in a spreadsheet
		return nil
	case yamltext.Sequence:
		var out [][]*touchpoint.Touchpoint
		for i, item := range n.Items { // also what is wrong, so that places stay true
			stack := d.stack(item, p.At(i))
			if len(stack) == 0 {
				stack = []*touchpoint.Touchpoint{{}}
			}
			out = append(out, stack)
		}
		return out
	}
	if stack := d.stack(n, p.At(0)); len(stack) > 0 {
		return [][]*touchpoint.Touchpoint{stack}
	}
	return nil
}

// stack decodes one place of a cell: a touchpoint, or some that stand together.
func (d *decoder) stack(n *yamltext.Node, p Path) []*touchpoint.Touchpoint {
	together := n.Get("together")
	if together == nil {
		return compact(d.touchpoint(n, p))
	}
	for _, pair := range n.Pairs {
		if pair.Key.Value != "together" {
			d.report("unknown-key", pair.Key, p.Key(pair.Key.Value), fmt.Sprintf("%q stands beside together", pair.Key.Value), "put it on one of the touchpoints under together")
		}
	}
	p = p.Key("together")
	if together.Kind != yamltext.Sequence {
		return compact(d.touchpoint(together, p))
	}
	var out []*touchpoint.Touchpoint
	for i, item := range together.Items {
		t := d.touchpoint(item, p.At(i))
		if t == nil {
			t = &touchpoint.Touchpoint{}
		}
		out = append(out, t)
	}
	return out
}

func compact(t *touchpoint.Touchpoint) []*touchpoint.Touchpoint {
	if t == nil {
		return nil
	}
	return []*touchpoint.Touchpoint{t}
}

func (d *decoder) touchpoint(n *yamltext.Node, p Path) *touchpoint.Touchpoint {
	if n.Kind == yamltext.Null || n.Kind == yamltext.Sequence {
		d.report("wrong-kind", n, p, "a touchpoint is "+describe(n), "expected its title, or a mapping with a title")
		return nil
	}
	t := &touchpoint.Touchpoint{}
	d.mapping(d.shapes["touchpoint"], n, reflect.ValueOf(t).Elem(), p)
	d.implied[t] = t.ID == ""
	return t
}
