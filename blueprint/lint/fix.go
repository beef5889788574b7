package lint

import (
	"bytes"
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/edit"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
)

// Bounds of one [Fix].
const (
	maxMending = 8 << 20 // bytes of text that are read again: each change is checked so
	maxRounds  = 8       // what was hidden behind a slip may be mended, too
)

// Fixable tells whether [Fix] can try to mend a finding.
func Fixable(d blueprint.Diagnostic, o Options) bool { return d.Suggest != "" || mender(d, o) != nil }

// Fix mends what needs no judgement in a text: slips for which the reader
// suggests the right word, as [edit.Fix] does, and what the rules know how to
// mend. It returns the new text and how many places were mended; the text is src
// where that is none. What stands between those places stays as it is, comments
// too, and mending the result again changes nothing, unless there was so much to
// mend that some was left for the next time.
//
// The findings are of this text and of one file: whoever has checked a blueprint
// with includes calls Fix for each file. The options are those of the check.
func Fix(src []byte, found blueprint.Diagnostics, o Options) (out []byte, applied int, err error) {
	o.Rules = o.rules()
	out, applied, err = edit.Fix(src, found)
	if err != nil {
		return src, 0, err
	}
	left := maxMending
	for range maxRounds {
		next, n := mendAll(out, found, o, &left)
		out, applied = next, applied+n
		if applied == 0 {
			break
		}
		b, _ := blueprint.Read(bytes.NewReader(out), "") // what is wrong in it beside is said by the next check
		if found = Run(b, o); !slices.ContainsFunc(found, func(d blueprint.Diagnostic) bool { return mender(d, o) != nil }) || left <= 0 {
			break
		}
	}
	return out, applied, nil
}

// mendAll has the rules mend their findings, each rule all of its own at once
// and where that cannot be, as many as can.
func mendAll(text []byte, found blueprint.Diagnostics, o Options, left *int) ([]byte, int) {
	doc, _ := yamltext.Read(text, yamltext.Limits{Bytes: blueprint.MaxBytes})
	done := map[blueprint.Position]bool{} // a part is found once for each blueprint that includes it
	paths := map[string][]blueprint.Path{}
	var names []string
	for _, d := range found.Sort() {
		if mender(d, o) == nil || done[d.Range.Start] {
			continue
		}
		done[d.Range.Start] = true
		if paths[d.Rule] == nil {
			names = append(names, d.Rule)
		}
		paths[d.Rule] = append(paths[d.Rule], inText(doc.Root, d.Path))
	}
	applied := 0
	var edits []edit.Edit
	for _, name := range names {
		r, _ := Find(o.Rules, name)
		more, n := mendSome(text, r.Mend, paths[name], left)
		if _, err := edit.Apply(text, append(slices.Clone(edits), more...)); err == nil && n > 0 {
			edits, applied = append(edits, more...), applied+n
		}
	}
	next, err := edit.Apply(text, edits)
	if err == nil && len(names) > 1 && len(readProblems(next)) > len(readProblems(text)) { // each is safe alone, but not beside the others
		return mendAll(text, slices.DeleteFunc(slices.Clone(found), func(d blueprint.Diagnostic) bool { return d.Rule != names[0] }), o, left)
	}
	if err != nil {
		return text, 0
	}
	return next, applied
}

func readProblems(text []byte) []yamltext.Problem {
	_, problems := yamltext.Read(text, yamltext.Limits{Bytes: blueprint.MaxBytes})
	return problems
}

// mendSome mends what is found at some paths: all at once, or else each half for
// itself. It gives the edits, and for how many paths they are.
func mendSome(text []byte, mend func([]byte, ...blueprint.Path) ([]edit.Edit, error), paths []blueprint.Path, left *int) ([]edit.Edit, int) {
	if *left <= 0 || len(paths) == 0 {
		return nil, 0
	}
	*left -= max(len(text), 1)
	edits, err := mend(text, paths...)
	switch {
	case err == nil && len(edits) > 0:
		return edits, len(paths)
	case len(paths) == 1:
		return nil, 0 // nothing that could be changed safely
	}
	first, n := mendSome(text, mend, paths[:len(paths)/2], left)
	second, m := mendSome(text, mend, paths[len(paths)/2:], left)
	if both := append(slices.Clone(first), second...); m > 0 {
		if _, err := edit.Apply(text, both); err == nil {
			return both, n + m
		}
	}
	return first, n
}

func mender(d blueprint.Diagnostic, o Options) func([]byte, ...blueprint.Path) ([]edit.Edit, error) {
	if r, ok := Find(o.rules(), d.Rule); ok {
		return r.Mend
	}
	return nil
}

// inText is a path as the text has it: without the include that brought it, and
// without the index of what is written as one value though it could be a list.
func inText(n *yamltext.Node, p blueprint.Path) blueprint.Path {
	if len(p) > 2 && p[0].Key == "include" {
		p = p[2:]
	}
	var out blueprint.Path
	for _, e := range p {
		switch {
		case n == nil:
		case e.Key != "":
			n = n.Get(e.Key)
		case n.Kind != yamltext.Sequence:
			continue
		case e.Index < len(n.Items):
			n = n.Items[e.Index]
		default:
			n = nil
		}
		out = append(out, e)
	}
	return out
}
