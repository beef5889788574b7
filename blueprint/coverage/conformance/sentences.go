package conformance

import (
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/figures"
)

// Sentence says what departs from the design, with titles: “Pay” is skipped after
// “Choose”.
func (d Departure) Sentence() figures.Text {
	what := figures.T("an activity that is no touchpoint")
	if d.Touchpoint != "" {
		what = figures.T("“%s”", figures.Plain(d.title))
	}
	after, before := figures.Plain(d.after), figures.Plain(d.before)
	switch {
	case d.Kind == align.Skip && d.After == "":
		return figures.T("%s is skipped at the beginning", what)
	case d.Kind == align.Skip:
		return figures.T("%s is skipped after “%s”", what, after)
	case d.After == "" && d.Before == "":
		return figures.T("%s is extra, in a journey of which nothing fits", what)
	case d.After == "":
		return figures.T("%s is extra before “%s”", what, before)
	case d.Before == "":
		return figures.T("%s is extra after “%s”", what, after)
	}
	return figures.T("%s is extra between “%s” and “%s”", what, after, before)
}

// String is the sentence in English, with the place before it.
func (d Departure) String() string { return placed(d.Place, d.Text) }

func placed(place, text string) string {
	if place == "" {
		return text
	}
	return place + ": " + text
}
