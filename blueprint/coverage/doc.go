// Package coverage says how much of a blueprint journeys went through: which
// touchpoints, moments of truth, ways, choices and recoveries, and what nobody
// has tried yet.
//
// What comes in is a blueprint and a [Profile] of journeys. A [Recorder] makes
// profiles while tests run; [Read] and [ReadDir] take them from files. What goes
// out is a [Result]: for each [Criterion] its items with counts and places, and
// besides them whatever did not fit. [Thresholds] and a [Ratchet] hold the line.
//
//	rec := coverage.NewRecorder(b)
//	ctx := rec.Begin(ctx, "top-up")
//	err := rec.Visit(ctx, "inquire")
//	rec.End(ctx, coverage.Passed)
//	result, err := coverage.Measure(b, rec.Profile(), coverage.Options{})
//
// Which ways a journey took is not guessed from neighbouring visits: package align
// finds the run of the blueprint that explains the visits best, and the ways of that
// run count. Touchpoints in lanes that no journey visits may happen unseen, and a
// journey may stop anywhere. In tests, package blueprinttest ties journeys to the
// tests that make them.
//
// [Measure] takes profiles. Who has alignments already, of a log of real customers
// say, counts them with a [Counter]; package conformance does.
package coverage
