package edit

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// model is what a text says, without how it is written: what edits are
// checked against.
type model struct {
	kind  yamltext.Kind
	tag   string // of scalars
	text  string
	keys  []string
	items []*model // values of a mapping, or items
}

func modelOf(n *yamltext.Node) *model {
	if n.Alias != nil {
		return &model{kind: n.Kind, tag: "alias", text: n.Anchor}
	}
	m := &model{kind: n.Kind}
	switch n.Kind {
	case yamltext.Scalar:
		m.tag, m.text = n.Tag, n.Value
	case yamltext.Sequence:
		for _, item := range n.Items {
			m.items = append(m.items, modelOf(item))
		}
	case yamltext.Mapping:
		for _, p := range n.Pairs {
			m.keys = append(m.keys, p.Key.Value)
			m.items = append(m.items, modelOf(p.Value))
		}
	}
	return m
}

func (m *model) equal(o *model) bool {
	return m.kind == o.kind && m.tag == o.tag && m.text == o.text && slices.Equal(m.keys, o.keys) &&
		slices.EqualFunc(m.items, o.items, (*model).equal)
}

// at finds the model at a path that is known to be there.
func (m *model) at(path blueprint.Path) *model {
	for _, e := range path {
		if e.Key != "" {
			m = m.items[slices.Index(m.keys, e.Key)]
		} else {
			m = m.items[e.Index]
		}
	}
	return m
}

func (m *model) insert(i int, key string, v *model) {
	if m.kind == yamltext.Mapping {
		m.keys = slices.Insert(m.keys, i, key)
	}
	m.items = slices.Insert(m.items, i, v)
}

func (m *model) remove(i int) {
	if m.kind == yamltext.Mapping {
		m.keys = slices.Delete(m.keys, i, i+1)
	}
	m.items = slices.Delete(m.items, i, i+1)
}
