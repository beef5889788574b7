package coverage

import (
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// Criterion is one way to ask how much was covered.
type Criterion struct {
	Name  string // as thresholds call it: "moments"
	Title string
	Doc   string // what its items are, and what covers one
	items func(*model) (list []Item, cut []figures.Text)
}

// Names of the criteria.
const (
	Touchpoints         = "touchpoints"
	Moments             = "moments"
	Critical            = "critical"
	Ways                = "ways"
	Pairs               = "pairs"
	Paths               = "paths"
	Journeys            = "journeys"
	Choices             = "choices"
	Recoveries          = "recoveries"
	Interaction         = string(touchpoint.Interaction)
	Visibility          = string(touchpoint.Visibility)
	InternalInteraction = string(touchpoint.InternalInteraction)
	Channels            = "channels"
)

// Criteria lists the criteria in the order in which reports show them.
func Criteria() []Criterion {
	return []Criterion{
		criterion(Touchpoints, "Every touchpoint. One is covered when a journey visits it.", touchpointItems),
		criterion(Moments, "Every touchpoint that is a moment of truth, critical or not. One is covered when a journey visits it.", momentItems),
		criterion(Critical, "Every critical moment of truth. One is covered when a journey visits it.", criticalItems),
		criterion(Ways, "Every way between two touchpoints, or to the end, whether it is written, follows from the board or is a recovery. "+
			"One is covered when a journey takes it and visits both its ends. Ways that visits cannot tell apart are one.", wayItems),
		criterion(Pairs, "Every way into a touchpoint with every way out of it. A pair is covered when a journey comes by the one and, "+
			"of the same visit, goes on by the other, and visits all three touchpoints.", pairItems),
		criterion(Paths, "Every chain of ways that begins where customers come in, ends where they leave, stays on stage and comes to no "+
			"touchpoint twice. One is covered when a journey takes all its ways and visits each of its touchpoints exactly once; optional ones may be left out. "+
			"A path that no run of the blueprint takes, or that needs a choice of chance 0, is infeasible.", pathItems),
		criterion(Journeys, "Every journey that the blueprint names. One is covered when a recorded journey visits its touchpoints in this order "+
			"and nothing else of their lanes from the first to the last, save what lies between two that do not follow one another directly. "+
			"Where both name a persona, it must be the same.", journeyItems),
		criterion(Choices, "Every way out of a choice. One is covered when a journey takes it and visits both its ends.", choiceItems),
		criterion(Recoveries, "Every fail point with a recovery. One is covered when a journey fails there, takes the way to the recovery "+
			"and visits both its ends.", recoveryItems),
		crossing(touchpoint.Interaction, "interaction"),
		crossing(touchpoint.Visibility, "visibility"),
		crossing(touchpoint.InternalInteraction, "internal interaction"),
		criterion(Channels, "Every channel that a touchpoint names. One is covered when a journey visits a touchpoint of it.", channelItems),
	}
}

// CriterionNames lists the names of the criteria.
func CriterionNames() []string {
	var out []string
	for _, c := range Criteria() {
		out = append(out, c.Name)
	}
	return out
}

func crossing(l touchpoint.Line, name string) Criterion {
	return criterion(string(l), "Every way that crosses the line of "+name+". One is covered when a journey takes it and visits both its ends.",
		func(m *model) ([]Item, []figures.Text) { return crossingItems(m, l), nil })
}

func criterion(name, doc string, items func(*model) ([]Item, []figures.Text)) Criterion {
	return Criterion{name, titleOfCriterion(name).String(), doc, items}
}
