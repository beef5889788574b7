package blueprint

import (
	"reflect"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// touchpointShapes are the touchpoint and its facets of flow and time.
func touchpointShapes() []*Shape {
	return []*Shape{touchpointShape(), nextShape(), timeShape(), measuredShape(), waitShape(), failShape(), preventionShape(), costShape(), proofShape(), facetsShape(), metricShape(), waiverShape()}
}

func touchpointShape() *Shape {
	return &Shape{Name: "touchpoint", Doc: "One contact or one piece of work. A plain value is its title.", Short: "title", zero: typeOf[touchpoint.Touchpoint](), Keys: []Key{
		text("title", "Title", "What happens, in the words of whose lane it is.", "Brush shoes").required(),
		id("Name for references.", "brush").byDefault("the title's slug; later twins get -2, -3"),
		text("description", "Description", "More about it.", "Dust and old wax come off."),
		{Name: "channel", Field: "Channel", Doc: "Where the contact happens.", Example: "in-person", Form: FormWord, Words: touchpoint.Channels(), Open: true},
		ref("actor", "Actor", "Who does it.", "clerk", ToActor).byDefault("the lane's actor"),
		text("owner", "Owner", "Who answers for it.", "Head of hall").byDefault("the lane's owner"),
		word("service", "Service", "Element of the service: the core or a petal.", "payment", touchpoint.Services()),
		shape("moment", "Moment", "moment", "Makes it a moment of truth.", "critical"),
		shape("time", "Time", "time", "How long it takes.", "30s"),
		shape("wait", "Wait", "wait", "The customer waits before it.", "{expected: 6m, acceptable: 10m}"),
		shape("fails", "Fails", "fail", "Fail points. They exclude one another.", "[{title: Wrong colour wax, chance: 5%, recover: clean-shoes}]").many(),
		shape("standards", "Standards", "standards", "What good work means here.", "{procedural: [Within two minutes], personal: [Smile]}"),
		shape("promise", "Promise", "promise", "What customers are told to expect.", "{title: Served in ten minutes, time: 10m}"),
		shape("expects", "Expects", "expectation", "What customers expect and perceive.", "{adequate: 5.8, desired: 7.2, perceived: 6.4}").many(),
		shape("emotion", "Emotion", "emotion", "How customers feel.", "-1"),
		shape("cost", "Cost", "cost", "What it costs.", "{per-use: 1.50, per-minute: 0.60}"),
		count("servers", "Servers", "How many serve side by side.", "3", 1).byDefault("the actor's count"),
		shape("proof", "Proof", "proof", "How it is known.", "observed"),
		shape("facets", "Facets", "facets", "Kind of service.", "{stage: before, place: fixed}"),
		shape("metrics", "Metrics", "metric", "Figures that are watched.", "[{title: First contact resolution, value: 71, target: 80, unit: \"%\"}]").many(),
		text("policy", "Policy", "Rule or regulation that binds it.", "Identity must be checked."),
		word("complaint", "Complaint", "Its part in the handling of a complaint.", "recorded", touchpoint.ComplaintStages()),
		word("latitude", "Latitude", "How freely it may be carried out; all together are the divergence (Shostack 1987).", "low", touchpoint.Levels()),
		word("adds-value", "AddsValue", "Whether its time adds value in the customer's eyes.", "yes", touchpoint.AddsValueWords()),
		shape("next", "Next", "next", "Written ways on. Several with when or chance are a choice, several plain ones are all taken.", "[{to: pay, when: satisfied}, {to: complain, chance: 5%}]").many(),
		text("see", "See", "Another blueprint, or a place in it, that tells more.", "complaint.yaml#record"),
		yesNo("detour", "Detour", "Whether it stands off the customer's way.", "true").byDefault("true where a recovery names it, it stands after what fails, and no next names it"),
		yesNo("optional", "Optional", "Whether a customer may pass it over.", "true").byDefault("false"),
		personas(),
		{Name: "at", Field: "At", Doc: "Place in calendar time, from the journey's start.", Example: "80d", Form: FormSpan},
		text("aliases", "Aliases", "Names that event logs use for it.", "[POS_PAY]").many(),
		shape("waive", "Waive", "waiver", "Not to be covered by tests, with the reason.", "{reason: no test kitchen, until: 2026-12-31}"),
		shape("quarantine", "Quarantine", "waiver", "Its tests are not trusted now, with the reason.", "{reason: flaky till}"),
		notes(), refs(),
	}}
}

func nextShape() *Shape {
	return &Shape{Name: "next", Doc: "A written way on.", Short: "to", zero: typeOf[touchpoint.Next](), Keys: []Key{
		ref("to", "To", "Where it leads; end leaves the journey.", "pay", ToTouchpoint, ToEnd).required(),
		text("when", "When", "Condition, in the customer's words.", "satisfied"),
		share("chance", "Chance", "How likely it is taken; ways without share what is left.", "95%"),
	}}
}

func timeShape() *Shape {
	return &Shape{Name: "time", Doc: "How long something takes: a duration, a range such as 1w..2w (uniform), or more.", Short: "standard", plain: plainTime, write: writeTime, zero: typeOf[touchpoint.Time](), Keys: []Key{
		duration("standard", "Standard", "Time the design sets.", "2m"),
		duration("acceptable", "Acceptable", "Time a customer puts up with.", "5m").positive(),
		word("distribution", "Distribution", "How the time varies.", "triangular", touchpoint.Distributions()).byDefault("fixed"),
		duration("mean", "Mean", "Mean, for exponential, lognormal and gamma.", "4m").positive(),
		duration("deviation", "Deviation", "Standard deviation, for lognormal and gamma.", "90s"),
		duration("min", "Min", "Least time, for uniform, triangular and pert.", "2m"),
		duration("mode", "Mode", "Likeliest time, for triangular and pert.", "4m"),
		duration("max", "Max", "Longest time, for uniform, triangular and pert.", "12m"),
		duration("samples", "Samples", "Observed times, for empirical.", "[2m, 3m, 3m, 7m]").many(),
		shape("measured", "Measured", "measured", "Time that was observed.", "{mean: 3m, p90: 6m}"),
		{Name: "by", Field: "By", Doc: "Standard time for single personas.", Example: "{regular: 90s}", Form: FormMap, Of: FormDuration, Targets: []Target{ToPersona}},
	}}
}

// plainTime reads a range; plain durations are left to the short key.
func plainTime(text string, v reflect.Value) (bool, error) {
	if !strings.Contains(text, "..") {
		return false, nil
	}
	span, err := touchpoint.ParseSpan(text)
	if err != nil {
		return true, err
	}
	v.Set(reflect.ValueOf(touchpoint.Time{Distribution: touchpoint.Uniform, Min: span.Min, Max: span.Max}))
	return true, nil
}

func writeTime(v reflect.Value) (string, bool) {
	t := v.Interface().(touchpoint.Time)
	plain := touchpoint.Time{Distribution: touchpoint.Uniform, Min: t.Min, Max: t.Max}
	if t.Min >= t.Max || !reflect.DeepEqual(t, plain) {
		return "", false
	}
	return touchpoint.Span{Min: t.Min, Max: t.Max}.String(), true
}

func measuredShape() *Shape {
	return &Shape{Name: "measured", Doc: "A time that was observed.", Short: "mean", zero: typeOf[touchpoint.Measured](), Keys: []Key{
		duration("mean", "Mean", "Mean.", "3m"),
		duration("median", "Median", "Median.", "2m40s"),
		duration("p90", "P90", "90th percentile.", "6m"),
		count("count", "Count", "Number of observations.", "240", 1),
		text("source", "Source", "Where the figures are from.", "Queue system, May"),
		date("on", "On", "Day they were taken.", "2026-05-31"),
	}}
}

func waitShape() *Shape {
	return &Shape{Name: "wait", Doc: "A wait point: the customer waits before the touchpoint.", Short: "expected", Flag: true, zero: typeOf[touchpoint.Wait](), Keys: []Key{
		duration("expected", "Expected", "Expected wait; it gives way to queueing where servers and demand are known.", "6m"),
		duration("acceptable", "Acceptable", "Wait that a customer puts up with.", "10m").positive(),
		ref("then", "Then", "Where the customer goes when patience runs out.", "leave", ToTouchpoint, ToEnd),
		count("balk", "Balk", "Length of the queue from which on customers do not join.", "12", 1),
		text("occupied", "Occupied", "What the customer can do meanwhile.", "Tea and newspapers"),
		yesNo("explained", "Explained", "Whether the customer is told why and how long.", "true").byDefault("false"),
	}}
}

func failShape() *Shape {
	return &Shape{Name: "fail", Doc: "A fail point. true marks the spot where nothing more is known.", Short: "title", Flag: true, zero: typeOf[touchpoint.Fail](), Keys: []Key{
		text("title", "Title", "What goes wrong.", "Wrong colour wax"),
		id("Name for references.", "wrong-wax"),
		text("cause", "Cause", "Why it happens.", "Tins look alike."),
		word("kind", "Kind", "Kind of complaint it leads to.", "service", touchpoint.FailKinds()),
		share("chance", "Chance", "How likely it is, each time.", "5%"),
		count("severity", "Severity", "How bad it is, 10 the worst.", "8", 1).between(1, 10),
		count("occurrence", "Occurrence", "How often it happens, 10 the most.", "4", 1).between(1, 10),
		count("detection", "Detection", "How hard it is to find in time, 10 the hardest.", "6", 1).between(1, 10),
		shape("prevent", "Prevent", "prevention", "What keeps it from happening.", "[{kind: task, title: Coloured tins}]").many(),
		ref("recover", "Recover", "Touchpoint that mends it.", "clean-shoes", ToTouchpoint),
		money("cost", "Cost", "What one failure costs.", "2.40"),
		{Name: "tags", Field: "Tags", Doc: "Irritants and other tags.", Example: "[slow]", Form: FormWord, Words: touchpoint.Irritants(), Open: true, Many: true},
		personas(), notes(), refs(),
	}}
}

func preventionShape() *Shape {
	return &Shape{Name: "prevention", Doc: "What keeps a failure from happening.", Short: "title", zero: typeOf[touchpoint.Prevention](), Keys: []Key{
		text("title", "Title", "What it is.", "Coloured tins").required(),
		word("kind", "Kind", "Kind of poka-yoke: task, treatment and tangibles of the server; preparation, encounter and resolution of the customer.", "task", touchpoint.PreventionKinds()),
		money("cost", "Cost", "What it costs a month.", "12"),
	}}
}

func costShape() *Shape {
	return &Shape{Name: "cost", Doc: "What a touchpoint costs.", Short: "per-use", zero: typeOf[touchpoint.Cost](), Keys: []Key{
		money("per-use", "PerUse", "Each time it happens.", "1.50"),
		money("per-minute", "PerMinute", "For every minute it takes.", "0.60").byDefault("the actor's"),
	}}
}

func proofShape() *Shape {
	return &Shape{Name: "proof", Doc: "How a touchpoint is known.", Short: "status", zero: typeOf[touchpoint.Proof](), Keys: []Key{
		word("status", "Status", "Seen, taken for granted, or not there yet.", "observed", touchpoint.ProofStatuses()),
		text("source", "Source", "Who or what says so.", "Two days at the counter"),
		date("checked", "Checked", "Day it was last checked.", "2026-03-01"),
	}}
}

func facetsShape() *Shape {
	return &Shape{Name: "facets", Doc: "Kind of service.", zero: typeOf[touchpoint.Facets](), Keys: []Key{
		word("stage", "Stage", "Before, during or after the sale.", "before", touchpoint.Stages()),
		yesNo("technical", "Technical", "Whether it takes technical skill.", "true"),
		word("place", "Place", "Where it is given.", "fixed", touchpoint.Places()),
		yesNo("paid", "Paid", "Whether the customer pays for it.", "false"),
		word("audience", "Audience", "Whom it is for.", "end-user", touchpoint.Audiences()),
		word("recipient", "Recipient", "What it is done to.", "buyer", touchpoint.Recipients()),
	}}
}

func metricShape() *Shape {
	return &Shape{Name: "metric", Doc: "A figure that is watched.", zero: typeOf[touchpoint.Metric](), Keys: []Key{
		text("title", "Title", "What is counted.", "Visitors a day").required(),
		number("value", "Value", "The figure now.", "310"),
		number("target", "Target", "What it should be.", "350"),
		text("unit", "Unit", "Unit of both.", "people"),
		text("source", "Source", "Where it is from.", "Door counter"),
	}}
}

func waiverShape() *Shape {
	return &Shape{Name: "waiver", Doc: "Why coverage leaves a touchpoint out.", Short: "reason", zero: typeOf[touchpoint.Waiver](), Keys: []Key{
		text("reason", "Reason", "Why.", "No test kitchen").required(),
		date("until", "Until", "Last day it holds.", "2026-12-31").byDefault("for good"),
	}}
}
