package baseline

import (
	"maps"

	"github.com/servicemoments/moments/blueprint"
)

// Filter tells new findings from known ones, blueprint by blueprint. Make one
// for each run, by [Baseline.Filter]; it is not safe for several goroutines.
type Filter struct {
	dir   string
	left  map[Entry]int
	seen  map[string]bool
	known int
}

// Filter starts a run. Dir is the folder of the baseline, from which files are
// named.
func (b *Baseline) Filter(dir string) *Filter {
	left := maps.Clone(b.entries)
	if left == nil {
		left = map[Entry]int{}
	}
	return &Filter{dir: dir, left: left, seen: map[string]bool{}}
}

// Fresh gives those of the findings in a blueprint that are not known. Where
// more findings look the same than are known, the last of them are new. The
// blueprint is what could be read of the file, nil where that was nothing; file
// is its name.
func (f *Filter) Fresh(file string, b *blueprint.Blueprint, found blueprint.Diagnostics) blueprint.Diagnostics {
	f.seen[name(f.dir, file)] = true
	if b != nil {
		for _, s := range b.Sources() {
			f.seen[name(f.dir, s.File)] = true
		}
	}
	return f.FreshInPart(b, found)
}

// FreshInPart is [Filter.Fresh] for a blueprint that could be read in part only:
// what is known and was not found there may still be there, so [Filter.Gone] says
// nothing of it.
func (f *Filter) FreshInPart(b *blueprint.Blueprint, found blueprint.Diagnostics) blueprint.Diagnostics {
	if len(found) == 0 {
		return nil
	}
	a := anchorsOf(b)
	var fresh blueprint.Diagnostics
	for _, d := range found {
		e := entryOf(f.dir, a, d)
		if f.left[e] > 0 {
			f.left[e]--
			f.known++
			continue
		}
		fresh = append(fresh, d)
	}
	return fresh
}

// Known counts the findings so far that were known.
func (f *Filter) Known() int { return f.known }

// Gone lists, once all blueprints went through [Filter.Fresh], what is known but
// was not found any more. Of files that were not looked at nothing is said,
// unless removed tells that there is no such file any more; it gets the file's
// name as in [Entry], and may be nil.
func (f *Filter) Gone(removed func(file string) bool) []Entry {
	gone := map[Entry]int{}
	away := map[string]bool{}
	for _, e := range sorted(f.left) {
		if e.Count == 0 {
			continue
		}
		if _, asked := away[e.File]; !asked {
			away[e.File] = f.seen[e.File] || removed != nil && removed(e.File)
		}
		if away[e.File] {
			n := e.Count
			e.Count = 0
			gone[e] = n
		}
	}
	return sorted(gone)
}
