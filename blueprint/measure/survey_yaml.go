package measure

import "github.com/servicemoments/moments/blueprint/internal/yamltext"

// yaml reads a list of answers, each a mapping with the columns as keys; the list
// may stand under the key answers.
func (r *answerReader) yaml() {
	root, problems := yamltext.Parse(r.source.Text, yamltext.Limits{Nodes: MaxAnswers * 8})
	for _, p := range problems {
		r.reportAt(placeOf(p.Start), placeOf(p.End), p.Message, p.Hint)
	}
	if root == nil {
		return
	}
	if list := root.Get("answers"); root.Kind == yamltext.Mapping && list != nil {
		root = list
	}
	if root.Kind != yamltext.Sequence {
		r.reportAt(placeOf(root.Start), placeOf(root.End), "this is no list of answers", "begin with - {touchpoint: pay, adequate: 5, desired: 7, perceived: 6}")
		return
	}
	for _, n := range root.Items {
		if !r.entry(n) {
			return
		}
	}
}

// entry reads one answer, and tells whether to go on.
func (r *answerReader) entry(n *yamltext.Node) bool {
	from, to := placeOf(n.Start), placeOf(n.End)
	if n.Kind != yamltext.Mapping {
		r.reportAt(from, to, "this is no answer", "expected a mapping such as {touchpoint: pay, perceived: 6}")
		return true
	}
	a, good := Answer{Line: from.line}, true
	for _, pair := range n.Pairs {
		f, ok := r.field(pair.Key.Value)
		start, end := placeOf(pair.Value.Start), placeOf(pair.Value.End)
		switch {
		case !ok:
			r.unknownColumn(pair.Key.Value, placeOf(pair.Key.Start), placeOf(pair.Key.End))
			good = false
		case pair.Value.Kind == yamltext.Null:
		case pair.Value.Kind != yamltext.Scalar:
			r.reportAt(start, end, f.name+" is a list or a mapping", "expected one value")
			good = false
		default:
			good = r.fill(&a, f, pair.Value.Value, start, end) && good
		}
	}
	if !good {
		return true
	}
	return r.add(a, from, to)
}

func placeOf(p yamltext.Pos) textSpot { return textSpot{p.Line, p.Column, p.Offset} }
