package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

// path is a chain of ways on stage without a circle. Ways are named by the first
// of their class.
type path struct {
	points []int
	ways   []int
}

// defaultPaths bounds the paths where [Options.Paths] says nothing.
const defaultPaths = 1000

// paths are all simple paths, with what of a journey matters to them.
type paths struct {
	list   []path
	cut    bool
	points []int // that lie on some path
	ways   []int
}

func (m *model) findPaths() paths {
	limit := m.opts.Paths
	if limit == 0 {
		limit = defaultPaths
	}
	f := pathFinder{m: m, limit: limit, steps: 500 * limit, on: make([]bool, len(m.points))}
	f.find()
	out := paths{list: f.paths, cut: f.cut}
	points, ways := make([]bool, len(m.points)), make([]bool, len(m.ways))
	for _, p := range f.paths {
		for _, t := range p.points {
			points[t] = true
		}
		for _, w := range p.ways {
			ways[w] = true
		}
	}
	out.points, out.ways = which(points), which(ways)
	return out
}

func which(list []bool) []int {
	var out []int
	for i, x := range list {
		if x {
			out = append(out, i)
		}
	}
	return out
}

func pathItems(m *model) ([]Item, []figures.Text) {
	out := make([]Item, 0, len(m.paths.list))
	undecided := 0
	counts := m.countPaths()
	for k, p := range m.paths.list {
		item := m.pathItem(p, counts[k])
		m.settle(&item, func() goal { return newPathGoal(m, p) }, &undecided)
		out = append(out, item)
	}
	var cut []figures.Text
	if m.paths.cut {
		cut = append(cut, figures.T("there are more paths: only %d are counted", len(out)))
	}
	return out, cutTexts(cut, undecided)
}

func (m *model) pathItem(p path, count int) Item {
	ids := make([]string, 0, len(p.points)+1)
	for _, x := range p.points {
		ids = append(ids, m.points[x].ID)
	}
	for k, w := range p.ways { // say which way it is where there are two
		switch way := m.ways[w]; {
		case way.To == nil:
			ids = append(ids, idOf(nil))
		case strings.HasSuffix(wayID(way), ")"):
			ids[k+1] += fmt.Sprintf(" (%s)", way.Role)
		}
	}
	id := strings.Join(ids, " > ")
	item := m.item(id, id, m.pointPath(p.points[0]), count, p.points...)
	if slices.ContainsFunc(p.ways, func(w int) bool { return impossible(m.ways[w]) }) {
		item.unfeasible(zeroChance)
	}
	return item
}

// What the key of a journey says of a touchpoint.
const (
	cameOnce = 1 << iota
	cameMore
	wasSeen
)

// key is what of a journey matters to paths.
func (p *paths) key(b []byte, t *travel) []byte {
	for _, i := range p.points {
		k := byte(0)
		switch {
		case t.came[i] == 1:
			k = cameOnce
		case t.came[i] > 1:
			k = cameMore
		}
		if t.seen[i] {
			k |= wasSeen
		}
		b = append(b, k)
	}
	for _, w := range p.ways {
		k := byte(0)
		if t.ran[w] {
			k = 1
		}
		b = append(b, k)
	}
	return b
}

// countPaths counts the journeys that took all ways of a path and visited each of
// its touchpoints exactly once; optional ones may have been left out.
func (m *model) countPaths() []int {
	out := make([]int, len(m.paths.list))
	point, way := make([]int, len(m.points)), make([]int, len(m.ways)) // places in keys
	for k, i := range m.paths.points {
		point[i] = k
	}
	for k, w := range m.paths.ways {
		way[w] = len(m.paths.points) + k
	}
	for key, n := range m.counts.paths { // sums: the order does not matter
		for k, p := range m.paths.list {
			covers := !slices.ContainsFunc(p.points, func(i int) bool {
				seen := key[point[i]]
				return seen != cameOnce|wasSeen && (seen&(cameOnce|cameMore) != 0 || !m.points[i].Optional)
			})
			if covers && !slices.ContainsFunc(p.ways, func(w int) bool { return key[way[w]] == 0 }) {
				out[k] += n
			}
		}
	}
	return out
}

// pathFinder lists paths, in reading order.
type pathFinder struct {
	m     *model
	ends  []bool
	leads []bool // touchpoints from which an end can be come to
	limit int    // paths
	steps int    // ways that may be tried
	cut   bool
	on    []bool
	here  path
	paths []path
}

func (f *pathFinder) find() {
	m := f.m
	f.ends, f.leads = make([]bool, len(m.points)), make([]bool, len(m.points))
	for _, t := range m.g.Ends() {
		f.ends[m.g.Index(t)] = true
	}
	for i, end := range f.ends {
		if !end {
			continue
		}
		f.leads[i] = true
		for j, ok := range m.spread(i, -1, true, m.g.In, blueprintFrom) {
			f.leads[j] = f.leads[j] || ok
		}
	}
	for _, t := range m.g.Starts() {
		f.enter(m.g.Index(t))
	}
}

// enter goes on to a touchpoint, and back.
func (f *pathFinder) enter(at int) {
	if f.cut || f.on[at] || !f.leads[at] || !f.m.inScope(at) || !f.stage(at) {
		return
	}
	f.on[at] = true
	f.here.points = append(f.here.points, at)
	f.leave(at)
	f.here.points = f.here.points[:len(f.here.points)-1]
	f.on[at] = false
}

// stage tells whether paths lead over a touchpoint: customers see it, or a thread
// has its station there.
func (f *pathFinder) stage(at int) bool {
	t := f.m.points[at]
	if f.m.g.Kind(t).Onstage() {
		return true
	}
	return slices.ContainsFunc(f.m.g.Threads(), func(th blueprint.Thread) bool {
		return slices.ContainsFunc(th.Stations, func(s blueprint.Station) bool { return slices.Contains(s.Touchpoints, t) })
	})
}

func (f *pathFinder) leave(at int) {
	ended, seen := false, map[int]bool{}
	for _, i := range f.m.leaving[at] {
		w := f.m.ways[i]
		c := f.m.class[i]
		if seen[c] {
			continue
		}
		seen[c] = true
		if f.steps--; f.steps < 0 {
			f.cut = true
			return
		}
		f.here.ways = append(f.here.ways, c)
		if w.To == nil {
			ended = true
			f.keep()
		} else {
			f.enter(f.m.g.Index(w.To))
		}
		f.here.ways = f.here.ways[:len(f.here.ways)-1]
	}
	if f.ends[at] && !ended {
		f.keep()
	}
}

func (f *pathFinder) keep() {
	if len(f.paths) == f.limit {
		f.cut = true
		return
	}
	f.paths = append(f.paths, path{slices.Clone(f.here.points), slices.Clone(f.here.ways)})
}
