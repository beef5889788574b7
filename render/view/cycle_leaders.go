package view

import "github.com/servicemoments/moments/render/scene"

const leaderGap = 8.0 // from a line that leads to a name, or from the ring, to a name

// leader is the line from the ring to a moment's name, as it is on the right
// half.
type leader struct {
	from        scene.Point // beside the ring
	x, y        float64     // left border of the name, and the height at which the line ends
	top, bottom float64     // borders of the name
}

// giveWay moves names outwards where the line to another one would run through
// them: so crowded that they stand far from their moments, they pass each other.
// A line that passes a name leads to one still farther from the middle of the
// crowd, so that no two names push each other.
func giveWay(all []leader) {
	for range all {
		moved := false
		for i := range all {
			for k := range all {
				if i == k {
					continue
				}
				if x, ok := all[k].reach(all[i].top, all[i].bottom); ok && all[i].x < x+leaderGap/2 {
					all[i].x, moved = x+leaderGap, true
				}
			}
		}
		if !moved {
			return
		}
	}
}

// reach is how far out a line is between two heights, and whether it is there at
// all.
func (l *leader) reach(top, bottom float64) (x float64, ok bool) {
	end := l.x - leaderGap/2
	from, to := min(l.from.Y, l.y), max(l.from.Y, l.y)
	if to <= top || from >= bottom {
		return 0, false
	}
	if from == to {
		return max(l.from.X, end), true
	}
	at := func(y float64) float64 {
		y = min(max(y, from), to)
		return l.from.X + (end-l.from.X)*(y-l.from.Y)/(l.y-l.from.Y)
	}
	return max(at(top), at(bottom)), true
}
