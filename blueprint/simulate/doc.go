// Package simulate lets customers go through a blueprint: discrete events over
// the flow of package flow, with arrivals, servers, shared actors, priorities,
// impatience, failures and their recovery, opening hours, cost and profit.
//
// What comes in is a blueprint and [Options]; what goes out is a [Result] whose
// figures carry 95% confidence intervals, as typed values, as a [figures.Sheet]
// and as a [layer.Layer]. [Compare] sets several blueprints beside each other,
// [FewestServers] seeks how many must serve. Equal blueprints, options and seeds
// give equal results, byte for byte, on any number of cores.
//
// # What happens
//
// Customers arrive as `demand` says. Where it says nothing, they come one after
// the other, each when the last one has left, and nobody queues: what comes out
// is how the time of a journey spreads.
//
// What may start starts at once, as package flow says, unless it needs a server.
// A touchpoint with `servers` has so many of its own; without, it shares the
// `count` of its actor with all that this actor does. Work without time needs
// nobody. Who waits for servers of a touchpoint's own is served in the order of
// coming there; who waits for an actor with several touchpoints, in the order in
// which customers came in, so that nobody leaves one customer half served for the
// next. Customers of personas with a higher `priority` go first.
//
// `wait.expected` passes before its touchpoint starts. It gives way to the queue
// ahead, where there is one: of the touchpoint itself, else of work in its own step
// that it leads to, else of that in the next steps on the way. Who waits longer than `wait.acceptable` goes where `wait.then`
// leads; who finds `wait.balk` customers waiting does so at once, or turns away if
// nothing has started yet.
//
// A step's own time is that of its topmost touchpoint where none of the step has a
// time. A touchpoint that is not `for` a customer's persona takes no time, costs
// nothing and never fails; it is not visited. Optional touchpoints are passed over by the share of customers that
// [Options.PassOver] says: the language does not say it.
//
// A plain rate of arrivals holds while the service is open; profiles and logs
// speak for themselves, and who comes outside the `hours` is turned away. Who is
// inside at closing time is still served.
//
// # Random numbers
//
// Every draw is keyed by seed, replication, customer, touchpoint and purpose. So
// the same customers come at the same times with the same needs to each of several
// scenarios (common random numbers), whatever happens to them there.
package simulate
