package conformance

import (
	"cmp"
	"slices"

	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// reading adds up how logs were read.
func reading(logs []eventlog.Log) Reading {
	r := Reading{Unmapped: []Unmapped{}}
	at := map[string]int{}
	for _, l := range logs {
		r.Events += l.Events
		r.Bad += l.Bad
		r.Untimed += l.Untimed
		r.Ignored += l.Ignored
		r.Cut += l.Cut
		r.More += l.More
		for _, u := range l.Unmapped {
			i, known := at[u.Activity]
			if !known {
				i = len(r.Unmapped)
				at[u.Activity] = i
				r.Unmapped = append(r.Unmapped, Unmapped{Activity: u.Activity, Suggest: u.Suggest})
			}
			r.Unmapped[i].Events += u.Count
		}
	}
	slices.SortFunc(r.Unmapped, func(a, b Unmapped) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Activity, b.Activity))
	})
	return r
}
