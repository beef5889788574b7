// Package eventlog reads what real customers did, and counts it: event logs as
// CSV, XES and JSON lines, of any size, in any order, damaged or not.
//
// What comes in is a log ([Open], [NewReader]) and the names of a blueprint's
// touchpoints ([NewMapper]). What goes out is a [Tally] of all journeys: how often
// each touchpoint was visited, in which sequences ([Variant]), and how long
// customers took at touchpoints and between them. [Report] says what was decided
// while reading, and which records were no good, each at its place.
//
//	log, err := eventlog.Open("hall.csv", eventlog.Options{})
//	defer log.Close()
//	names, err := eventlog.NewMapper(graph, nil)
//	tally, err := eventlog.Count(ctx, log, names, eventlog.CaseOptions{})
//
// # Cases
//
// Events with the same case are one journey. Within it they are ordered by time;
// the order in the file breaks ties, and an event without a time stays behind the
// one that stands before it in the file. A start and the next complete of the same
// touchpoint are one visit with a beginning and an end.
//
// A case of an XES log ends with its trace. Elsewhere it ends with the log, or
// with the next case where [CaseOptions].Grouped promises that each case stands
// together. What is open beyond [CaseOptions].Memory goes to sorted temporary
// files, which are merged at the end: memory is bounded, whatever the order.
//
// # Order does not matter
//
// A Tally counts: it does not depend on the order in which cases are added, or on
// which parts were added apart and merged. So a log gives the same bytes
// ([Tally.AppendBinary]) as CSV, as XES and as JSON lines, sorted by time or by
// case, on any number of cores; and a pipeline that spreads cases over many
// machines ends with the figures of one: [Records] gives what goes to the machines,
// and [Tally.MergeBinary] brings their counts together. [Cases] gives single cases:
// those of XES and grouped logs as they end, all others by the bytes of their ids.
package eventlog
