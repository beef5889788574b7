// Package flow says what runs when a customer goes through a blueprint. It is
// the one semantics for measuring, simulating, replaying and covering: tokens
// that travel along the ways of a [blueprint.Graph].
//
// What comes in is a graph; [New] makes a [Net] of it. A [State] is where one
// customer is: which touchpoints may start is [Net.Enabled], [Net.Start] starts
// one, [Net.Outcomes] lists what can become of it, [Net.Finish] lets it happen.
// States are values that never change, so a search may keep as many as it likes;
// a [Run] changes in place, for whoever follows millions of customers.
//
// Touchpoints are named by their index in reading order, ways by their index in
// [blueprint.Graph.Ways].
//
// # Customers and their work
//
// A customer is one token per thread, plus tokens for the work that is set off.
// The first thread begins at its first station; each other one begins when the
// first reaches the step of its first station or one behind it. A thread that has
// not begun when the first one ends never does.
//
//   - Entering a step puts tokens on the thread's station and on those touchpoints
//     of the step that are off the threads and have no way in. Recoveries, returns
//     and ways back are no way in here: what is mended or repeated by them must
//     have been begun first. Where several threads meet in a step, such work waits
//     until all that can still come are there.
//   - A way that brings a thread to an onstage touchpoint beside its station enters
//     the step all the same: both get tokens. In a step where the thread has no
//     station it comes to that touchpoint alone.
//   - Touchpoints side by side are entered as one, and left, by all their ways,
//     when all have finished. Those that lead to one another are not side by side
//     in truth: they get their tokens together and each goes on by itself.
//
// # Starting
//
// A touchpoint starts when a token is there and no other token of this customer
// can still reach it by forward ways; tokens that meet become one. A touchpoint
// never runs twice at once. A station also needs its own thread's token: other
// tokens park there, block nothing, and are dropped at the end. A running
// touchpoint no longer reaches what it has set off.
//
// Starting sends tokens down the implied ways within the step. A thread that
// comes in at a later touchpoint of a cell takes the cell's way down from there.
//
// Recoveries that lead elsewhere and the ways of impatience count among the
// forward ways that are waited for; calls do not, as they come back.
//
// # Finishing
//
// Work goes on along all plain ways. A choice is drawn when the choosing
// touchpoint finishes. A way that stays within the step is taken at once. A way
// that takes a thread out of its step is taken when the step is left: when the
// station is done and so is the onstage work of the step, with whatever off stage
// still leads to such work. Work off stage, and another customer's station, holds
// nobody back.
//
// A way back within the step to what sets onstage work off there is taken only then,
// too: the work begins anew, and a way back to a station enters the step again. It
// is taken at once only where an employee chooses it and a station of the step still
// waits for what is chosen.
//
// A thread leaves its step by one choice (of several the topmost decides), else by
// the plain written ways of what it stands on or of what its way along begins at,
// else by its way along. Several plain ways split the thread. Of a split's ways
// those that lead on stage carry the thread and those that lead off stage only
// work, but a thread whose ways all lead off stage goes with them. Where nothing
// follows, and at "end", the thread ends; work off stage still finishes.
//
// A choice of an employee decides for all threads of the step, save that one which
// leads to customers decides for those; a customer's choice decides for himself. A
// choice of work off stage sends that work one way, and no thread.
//
// # Failing
//
// Only fails with a recovery are outcomes: a fail that nobody mends changes nothing
// in the flow. A recovery that returns is a call: what failed waits, the detour
// starts without waiting for anybody, and when the detour and the onstage work it
// set off are done, what failed starts again. It then sets nothing off anew; the
// work that the first start set off has gone on meanwhile. A call that would
// call itself goes back to where it was made; a touchpoint that fails in a call of
// its own begins that call anew.
//
// A recovery that leads elsewhere withdraws the step's onstage tokens and takes the
// thread along, out of any call. While another customer is in the step, the work
// there goes on and only the thread of who failed is taken. Where both ends are off
// stage, or no thread is in the step, only the work moves. Impatience (wait.then)
// does the same before the start.
//
// # Passing over
//
// An optional touchpoint that could start may be passed over: the token goes
// through as if it took no time and cost nothing. What it sets off is set off all
// the same, since a step's work must not hang on a part that customers leave out.
package flow
