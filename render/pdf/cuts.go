package pdf

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/render/scene"
)

// gap is a stretch of the picture, across or down, where it may be cut. Both
// sheets show it.
type gap struct{ from, to float64 }

// narrowed is a gap of at most twice the overlap.
func (g gap) narrowed() gap {
	middle := (g.from + g.to) / 2
	return gap{max(g.from, middle-overlap), min(g.to, middle+overlap)}
}

// columnCuts lists where the picture may be cut between columns, from left to
// right: first the gaps that leave everything whole, then those that cut the
// legend, then those that cut labels of ways.
func columnCuts(s *scene.Scene) [][]gap {
	solid := []scene.Role{scene.RoleTouchpoint, scene.RoleEvidence, scene.RoleChoice, scene.RoleMark}
	var lists [][]gap
	for _, more := range [][]scene.Role{{scene.RoleLabel, scene.RoleLegend}, {scene.RoleLabel}, nil} {
		roles := append(slices.Clone(solid), more...)
		var spans []gap
		s.Walk(func(g scene.Group) {
			if !slices.Contains(roles, g.Role) {
				return
			}
			for _, item := range g.Items {
				if r, ok := extent(scene.Group{Items: []scene.Item{item}}); ok {
					spans = append(spans, gap{r.X, r.X + r.W})
				}
			}
		})
		lists = append(lists, between(spans))
	}
	return lists
}

// namesWidth is how wide the names of the lanes are, which stand before the
// columns.
func namesWidth(s *scene.Scene) float64 {
	if len(s.Find(scene.RoleLane)) == 0 {
		return 0
	}
	left := s.Width
	for _, g := range s.Find(scene.RoleColumn) {
		if r, ok := area(g); ok {
			left = min(left, r.X)
		}
	}
	if left == s.Width {
		return 0
	}
	return max(left, 0)
}

// laneCuts lists where the picture may be cut across, from above: first between
// the strips of a board that is wrapped, then below lanes.
func laneCuts(s *scene.Scene) [][]gap {
	const around = 2 // the line that runs under a lane, in px
	var strips, lanes []gap
	for _, role := range []scene.Role{scene.RolePhase, scene.RoleLane} {
		for _, g := range s.Find(role) {
			r, ok := area(g)
			if !ok {
				continue
			}
			strips = append(strips, gap{r.Y, r.Y + r.H + apart})
			if role == scene.RoleLane {
				lanes = append(lanes, gap{r.Y + r.H - around, r.Y + r.H + around})
			}
		}
	}
	slices.SortFunc(lanes, order)
	return [][]gap{between(strips), lanes}
}

// apart is how far the parts of a strip may stand from one another, in px.
const apart = 12.0

func order(a, b gap) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) }

// between lists what no span covers, but for the two ends.
func between(spans []gap) []gap {
	const least = 2
	slices.SortFunc(spans, order)
	var gaps []gap
	for i, s := range spans {
		if i == 0 {
			continue
		}
		if s.from >= spans[0].to+least {
			gaps = append(gaps, gap{spans[0].to, s.from})
		}
		spans[0].to = max(spans[0].to, s.to)
	}
	return gaps
}

// area is the first rectangle of a group, the ground of a lane or column.
func area(g scene.Group) (scene.Rect, bool) {
	for _, item := range g.Items {
		if r, ok := item.(scene.Rect); ok && r.W > 0 && r.H > 0 && !bad(r.X) && !bad(r.Y) && !bad(r.W) && !bad(r.H) {
			return r, true
		}
	}
	return scene.Rect{}, false
}

// cut divides a length into spans of at most room, each by lead shorter, which is
// the room for what is repeated before it. A span ends with the last gap in it, taken from the first list that
// has one in its latter half, else where it is full. No spans means that there
// would be too many.
func cut(length, room float64, lead func(from float64) float64, places [][]gap) []gap {
	var spans []gap
	from := 0.0
	for {
		fits := room - lead(from)
		if from+fits >= length-0.01 {
			return append(spans, gap{from, length})
		}
		if fits <= 3*overlap || len(spans) >= MaxPages {
			return nil
		}
		at := lastGap(places, from+fits/2, from+fits)
		spans = append(spans, gap{from, at.to})
		from = at.from
	}
}

func lastGap(places [][]gap, from, to float64) gap {
	for _, list := range places {
		for i := len(list) - 1; i >= 0; i-- {
			if g := list[i].narrowed(); g.to <= to && g.from >= from {
				return g
			}
		}
	}
	return gap{to - 2*overlap, to}
}
