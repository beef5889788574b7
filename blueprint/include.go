package blueprint

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// maxIncludes bounds how many files one blueprint takes in, all together.
const maxIncludes = 100

// include takes the phases of other files in. Problems of an included file are
// found in that file; problems of the include itself at its place.
func (l *loader) include(b *Blueprint, d *decoder) {
	for i := range b.Include {
		inc := &b.Include[i]
		p := Path{}.Key("include").At(i).Key("file")
		fail := func(message, hint string) {
			d.found = append(d.found, Diagnostic{Rule: "include", Severity: Error, Path: p, Range: b.Locate(p), Message: message, Hint: hint})
		}
		if inc.File == "" {
			continue // said by Validate
		}
		if l.root == nil {
			fail("nothing can be included here", "what is read from a stream has no folder; give the file's name")
			continue
		}
		name := path.Join(path.Dir(l.trail[len(l.trail)-1]), filepath.ToSlash(inc.File))
		switch {
		case path.IsAbs(inc.File) || filepath.IsAbs(inc.File) || name == ".." || strings.HasPrefix(name, "../"):
			fail(fmt.Sprintf("%s lies outside the folder of the root file", quoted(inc.File)), "include from this folder and below only")
			continue
		case slices.Contains(l.trail, name):
			fail("this includes itself: "+strings.Join(append(slices.Clone(l.trail), name), " → "), "take one of these includes out")
			continue
		case len(l.trail) > maxIncludes:
			fail(fmt.Sprintf("more than %d files include one another", maxIncludes), "take some of them out")
			continue
		}
		text, err := readFile(l.root, filepath.FromSlash(name))
		if err != nil {
			fail(fmt.Sprintf("%s cannot be included", quoted(inc.File)), plainly(err))
			continue
		}
		l.takeIn(b, d, i, name, text)
	}
}

func (l *loader) takeIn(b *Blueprint, d *decoder, i int, name string, text []byte) {
	other, od := l.decode(text, filepath.Join(l.dir, filepath.FromSlash(name)))
	d.found = append(d.found, od.found...)
	if other == nil {
		return
	}
	if len(other.Include) > 0 {
		p := Path{}.Key("include").At(0)
		d.found = append(d.found, Diagnostic{Rule: "include", Severity: Error, Path: Path{}.Key("include").At(i), Range: other.Locate(p),
			Message: "an included file includes others", Hint: "include them from the root file: " + strings.Join(append(slices.Clone(l.trail), name), " → ")})
	}
	b.source.includes[i] = other.source.file
	prefix := orElse(b.Include[i].Prefix, Slug(strings.TrimSuffix(path.Base(name), path.Ext(name)))) + "-"
	other.prefixIDs(prefix)
	od.adoptLanes(other, b)
	d.found = append(d.found, od.adopted...)
	for k := range other.Phases {
		other.Phases[k].included = i + 1
	}
	at := len(b.Phases)
	if after := b.Include[i].After; after != "" {
		if k := slices.IndexFunc(b.Phases, func(p Phase) bool { return p.ID == after }); k >= 0 {
			at = k + 1
		}
	}
	b.Phases = slices.Insert(b.Phases, at, other.Phases...)
	for _, link := range other.Links {
		link.included = i + 1
		b.Links = append(b.Links, link)
	}
}

// prefixIDs puts a prefix before every id of a touchpoint, phase and step, and
// before what names them.
func (b *Blueprint) prefixIDs(prefix string) {
	add := func(id *string) {
		if *id != "" && *id != touchpoint.End {
			*id = prefix + *id
		}
	}
	b.eachTouchpoint(func(t *touchpoint.Touchpoint, _ Place) {
		add(&t.ID)
		for i := range t.Next {
			add(&t.Next[i].To)
		}
		for i := range t.Fails {
			add(&t.Fails[i].Recover)
		}
		if t.Wait != nil {
			add(&t.Wait.Then)
		}
	})
	for i := range b.Phases {
		add(&b.Phases[i].ID)
		for j := range b.Phases[i].Steps {
			add(&b.Phases[i].Steps[j].ID)
			evidence := b.Phases[i].Steps[j].Evidence
			for k := range evidence {
				for m := range evidence[k].Fails {
					add(&evidence[k].Fails[m].Recover)
				}
			}
		}
	}
	for i := range b.Links {
		add(&b.Links[i].From)
		add(&b.Links[i].To)
	}
}

// adoptLanes moves the cells of an included blueprint into the lanes of the one
// that takes it in: the lane of the same id, else the first one of its kind.
func (d *decoder) adoptLanes(from, to *Blueprint) {
	lanes := to.AllLanes()
	moved := map[string]string{}
	for i, l := range from.AllLanes() {
		k := slices.IndexFunc(lanes, func(x Lane) bool { return x.ID == l.ID && x.Kind == l.Kind })
		if k < 0 {
			k = slices.IndexFunc(lanes, func(x Lane) bool { return x.Kind == l.Kind })
		}
		if k >= 0 {
			moved[l.ID] = lanes[k].ID
			continue
		}
		if slices.ContainsFunc(from.LanesInUse(), func(x Lane) bool { return x.ID == l.ID }) {
			p := Path{}.Key("lanes").At(i)
			d.adopted = append(d.adopted, Diagnostic{Rule: "include", Severity: Error, Path: p, Range: from.Locate(p),
				Message: fmt.Sprintf("the including blueprint has no %s lane for %q", l.Kind, l.ID), Hint: "add one there"})
		}
	}
	for own, taken := range moved {
		if d.file.lanes == nil {
			d.file.lanes = map[string]string{}
		}
		if was, ok := d.file.lanes[taken]; !ok || own < was {
			d.file.lanes[taken] = own
		}
	}
	for i := range from.Phases {
		for j := range from.Phases[i].Steps {
			step := &from.Phases[i].Steps[j]
			step.Cells = moveCells(step.Cells, moved, lanes)
		}
	}
}

func moveCells(cells []Cell, moved map[string]string, lanes []Lane) []Cell {
	var out []Cell
	for _, l := range lanes {
		var cell Cell
		for _, c := range cells {
			if moved[c.Lane] == l.ID {
				cell.Lane = l.ID
				cell.Stacks = append(cell.Stacks, c.Stacks...)
			}
		}
		if len(cell.Stacks) > 0 {
			out = append(out, cell)
		}
	}
	return out
}
