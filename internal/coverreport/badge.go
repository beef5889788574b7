package coverreport

import (
	"io"
	"slices"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/conformance"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/internal/badge"
)

// Badge draws a badge of one share. name is a criterion, fitness or fitting; empty
// means the first that was asked for, else moments of truth, else touchpoints. The
// colour goes by the share; what is missed is red.
func (r *Report) Badge(w io.Writer, name string, say figures.Sayer) error {
	s, name := r.shown(name)
	title, percent, known := r.share(s, name)
	b := badge.Badge{Label: say(figures.Text{Phrase: title}), Value: say(figures.T("nothing to cover"))}
	if known {
		b.Value, b.Tone = Percent(percent), badge.OfShare(percent)
	}
	if h, ok := r.strictest(s, name); ok && !h.OK {
		b.Tone = badge.Poor
	}
	return badge.Write(w, b)
}

// shown is the share that a badge shows.
func (r *Report) shown(name string) (Source, string) {
	if name == "" && len(r.Held) > 0 {
		return r.Held[0].Source, r.Held[0].Name
	}
	s := r.Ratcheted()
	if name == conformance.ByFitness || name == conformance.ByFitting {
		s = Log
	}
	if name != "" {
		return s, name
	}
	measured := func(name string) bool {
		score, ok := r.Coverage(s).Score(name)
		return ok && score.Total > 0
	}
	all := []string{coverage.Moments, coverage.Touchpoints}
	if i := slices.IndexFunc(all, measured); i >= 0 {
		return s, all[i]
	}
	for _, score := range r.Coverage(s).Criteria {
		return s, score.Name
	}
	return s, coverage.Touchpoints
}
