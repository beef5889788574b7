package lint

import (
	"embed"
	"strings"
)

// examples holds for each rule a blueprint that it catches and a mended one.
//
//go:embed testdata/*/avoid.yaml testdata/*/prefer.yaml
var examples embed.FS

// Rules lists the rules of the project, group by group. Every call makes new
// values, so that a caller may change them.
func Rules() []*Rule {
	rules := []*Rule{
		danglingID(),
		unreachable(),
		noEnd(),
		endlessLoop(),
		chances(),
		alternatives(),
		journeyGap(),
		unusedPersona(),
		unusedActor(),
		emptyLane(),
		noEvidence(),
		jumpedLine(),
		momentWithoutStandard(),
		waitWithoutAcceptable(),
		standardAboveAcceptable(),
		unprotectedFail(),
	}
	for _, r := range rules {
		r.Avoid, r.Prefer = example(r.Name, "avoid"), example(r.Name, "prefer")
	}
	return rules
}

func example(rule, which string) string {
	text, err := examples.ReadFile("testdata/" + rule + "/" + which + ".yaml")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text)) + "\n"
}
