package desk

import "github.com/servicemoments/moments/internal/merge"

// region is a stretch of a file: common to both, or changed by both, where a
// person has to choose.
type region struct {
	Common string `json:"common,omitempty"`
	Base   string `json:"base,omitempty"`
	Ours   string `json:"ours,omitempty"`
	Theirs string `json:"theirs,omitempty"`
	Line   int    `json:"line,omitempty"` // of theirs, from 1
	Choose bool   `json:"choose,omitempty"`
}

// combine makes one text of two that were made from a third. It is not ok where
// both have changed the same place.
func combine(base, ours, theirs []byte) (text []byte, parts []region, ok bool) {
	merged := merge.Three(base, ours, theirs)
	if text, ok := merged.Text(); ok {
		return text, nil, true
	}
	for _, p := range merged {
		if c := p.Conflict; c != nil {
			parts = append(parts, region{Base: string(c.Base.Text), Ours: string(c.Mine.Text), Theirs: string(c.Theirs.Text), Line: c.Theirs.From, Choose: true})
			continue
		}
		parts = append(parts, region{Common: string(p.Text)})
	}
	return nil, parts, false
}
