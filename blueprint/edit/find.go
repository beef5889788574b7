package edit

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// spot is where a path leads.
type spot struct {
	node   *yamltext.Node
	parent *yamltext.Node // nil at the root
	index  int            // of the node in its parent
	column int            // of the block that holds the node, -1 at the root
	flow   bool           // it stands within brackets
	depth  int            // how many elements of the path exist
}

// find follows a path as far as it exists.
func (t *text) find(path blueprint.Path) (spot, error) {
	s := spot{node: t.root, column: -1}
	for i, e := range path {
		s.depth = i
		if s.node.Alias != nil {
			return s, fault(ErrAlias, path[:i])
		}
		if s.node.Kind == yamltext.Null {
			return s, nil
		}
		next := -1
		switch {
		case e.Key != "" && s.node.Kind == yamltext.Mapping:
			next = slices.IndexFunc(s.node.Pairs, func(p yamltext.Pair) bool { return p.Key.Value == e.Key })
		case e.Key == "" && s.node.Kind == yamltext.Sequence:
			if e.Index >= 0 && e.Index < len(s.node.Items) {
				next = e.Index
			}
		default:
			return s, fault(ErrKind, path[:i])
		}
		if next < 0 {
			return s, nil
		}
		s = s.child(next)
	}
	s.depth = len(path)
	return s, nil
}

// child is the spot of an entry of the spot's collection.
func (s spot) child(i int) spot {
	c := spot{parent: s.node, index: i, flow: s.flow || s.node.Style == yamltext.Flow, column: s.column}
	if !c.flow {
		c.column = s.node.Start.Column - 1
	}
	if s.node.Kind == yamltext.Mapping {
		c.node = s.node.Pairs[i].Value
	} else {
		c.node = s.node.Items[i]
	}
	return c
}

// whole is find for paths that must exist to their end.
func (t *text) whole(path blueprint.Path) (spot, error) {
	s, err := t.find(path)
	if err == nil && s.depth < len(path) {
		err = fault(ErrNotFound, path[:s.depth+1])
	}
	return s, err
}

// wrap nests a value in what is missing of a path.
func wrap(rest blueprint.Path, v *model) *model {
	for _, e := range slices.Backward(rest) {
		outer := &model{kind: yamltext.Sequence}
		if e.Key != "" {
			outer.kind = yamltext.Mapping
		}
		outer.insert(0, e.Key, v)
		v = outer
	}
	return v
}
