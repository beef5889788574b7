// Package align says how a real journey departs from the designed one: the
// cheapest explanation of a trace of touchpoints by what package flow lets happen.
//
// What comes in is a flow.Net and the touchpoints that a customer was seen at, in
// order; what goes out is an [Alignment]: a whole run of the net, each start of which
// is shown by an event or was not seen, with the events that the run does not
// explain.
//
// # Cost
//
// A touchpoint that started unseen, though the log would know of it, costs 1: it was
// skipped. An event that the run does not explain costs 1: it is extra; so is an
// event of an unknown activity, given as -1. What was seen in the order in which it
// happened costs nothing, nor does whatever happens where the log does not look
// ([Aligner.Observed]). Journeys that may stop anywhere, as those of tests do, need
// only the beginning of a run ([Aligner.Open]). The cost of an alignment is proved to be the least, unless
// the search came to its bound and says so.
//
// # Which of several
//
// Of the cheapest explanations the canonical one is taken, so that ways, choices
// and recoveries can be counted along it. It has, in this order,
//
//   - the fewest ways that the blueprint says nobody takes (chance 0),
//   - the fewest extra events, so that what happened is explained where it can be,
//   - the fewest failures, lost patiences and unseen parts passed over,
//   - the fewest steps, not counting the background work that nobody waits for,
//   - and where two first differ, what was seen goes before what the log does not
//     show, that before a skip, and a skip before an extra event; then the order of
//     the blueprint decides.
//
// Work off stage that nothing waits for happens as soon as it can where nobody
// sees it, and is skipped as late as possible where somebody would have.
//
// # How it is found
//
// By A* (Hart, Nilsson, Raphael 1968) over pairs of a state of the net and a place
// in the trace. States are numbered and their moves remembered, for all traces
// together. Background work is taken out first; what is left of the net has few
// states, and over those the exact cost of the rest of a trace is worked out from
// its end, which together with the background work that must be skipped is the
// lower bound that leads the search.
package align
