// Package conformance compares what real customers did with what was designed:
// how much of a blueprint they went through, where they departed from it, where
// they were slow, and where they were seen no more.
//
// What comes in is a blueprint and the [eventlog.Tally] of its journeys, counted on
// one machine or on many; what goes out is a [Result], with its figures as sheets
// ([Result.Sheets]) and as layers to be painted over a picture ([Result.Layers]).
//
//	tally := eventlog.NewTally(b.Graph(), 0)
//	log, err := eventlog.Count(ctx, reader, names, tally, eventlog.CaseOptions{})
//	result, err := conformance.Measure(ctx, b, tally, []eventlog.Log{log}, conformance.Options{})
//
// Every variant (a sequence of touchpoints) is explained once, by the cheapest
// alignment that package align finds. Fitness, departures, ways, choices and
// recoveries are counted along it, as often as customers went that way. The result
// holds counts only: neither the order of the log nor the number of cores makes a
// difference to a single byte.
package conformance
