package lint

import (
	"embed"
	"strings"
)

// examples holds for each rule a blueprint that it catches and a mended one.
//
//go:embed testdata/*/avoid.yaml testdata/*/prefer.yaml testdata/broken-see/complaints.yaml
var examples embed.FS

// Rules lists the rules of the project, group by group. Every call makes new
// values, so that a caller may change them.
func Rules() []*Rule {
	rules := []*Rule{
		danglingID(),
		brokenSee(),
		unreachable(),
		noEnd(),
		endlessLoop(),
		chances(),
		alternatives(),
		journeyGap(),
		unusedPersona(),
		unusedActor(),
		singleWayChoice(),
		unnamedWays(),
		sameCondition(),
		sameWay(),
		tooManyWays(),
		endBesideOthers(),
		journeyCutShort(),
		sameName(),
		emptyStep(),
		emptyLane(),
		noEvidence(),
		jumpedLine(),
		actionWithoutCustomer(),
		customerLeftAlone(),
		unneededWork(),
		nothingBehind(),
		tooManyHands(),
		momentWithoutStandard(),
		criticalWithoutOwner(),
		criticalWithoutFail(),
		criticalWithoutRecovery(),
		detractorWithoutEnhancer(),
		noMoment(),
		tooManyCritical(),
		waitWithoutAcceptable(),
		standardAboveAcceptable(),
		waitBeforeFirstContact(),
		unexplainedWait(),
		unoccupiedWait(),
		waitWithoutWayOut(),
		journeyTooLong(),
		unprotectedFail(),
		severeFail(),
		unpreventedFail(),
		highRPN(),
		oneSidedPrevention(),
		recoveryLeadsNowhere(),
		recoveryPastTheCustomer(),

		missingPetal(),
		noCore(),
		coreEverywhere(),
		petalOrder(),
		petalOutOfSight(),

		noWayToComplain(),
		failureWithoutVoice(),
		complaintBarrier(),
		complaintStages(),
		complaintUnanswered(),
		complaintKinds(),

		oneSidedStandards(),
		serviceQuadrant(),
		vagueStandard(),
		standardNotMet(),

		momentWithoutExpectation(),
		expectationWithoutStandard(),
		slowerThanStandard(),
		overpromise(),
		belowAdequate(),

		patienceOutlastsProfit(),
		priceBelowCost(),
		overloaded(),

		mostlyAssumed(),
		proposedInAsIs(),
		unsourced(),
		oldSource(),

		longTitle(),
		sameTitleInStep(),
		shouting(),
		companyVoice(),
		mixedLanguages(),
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
