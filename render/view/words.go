package view

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// time writes how long something takes: the standard or the range, and the
// bound that customers accept. Only between the two a line may be broken.
func (l labels) time(t *touchpoint.Time) string {
	if t == nil {
		return ""
	}
	var facts []string
	switch {
	case t.Standard > 0:
		facts = append(facts, bind(l.Duration(t.Standard)))
	case t.Max > 0 && t.Distribution != touchpoint.Empirical:
		facts = append(facts, bind(l.Span(t.Min, t.Max)))
	case t.Expected("") > 0:
		facts = append(facts, bind(fmt.Sprintf(l.Mean, l.Duration(t.Expected("")))))
	}
	if t.Acceptable > 0 {
		facts = append(facts, bind(fmt.Sprintf(l.AtMost, l.Duration(t.Acceptable))))
	}
	return strings.Join(facts, l.Comma)
}

// wait writes how long a wait lasts and how long customers put up with it.
func (l labels) wait(w *touchpoint.Wait) string {
	if w == nil {
		return ""
	}
	return l.time(&touchpoint.Time{Standard: w.Expected, Acceptable: w.Acceptable})
}

// chance writes a share as percent, with one decimal where it has one.
func chance(share float64) string {
	tenths := math.Round(share * 1000)
	return strconv.FormatFloat(tenths/10, 'f', -1, 64) + "%"
}
