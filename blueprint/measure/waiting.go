package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/touchpoint"
)

// Waiting is where customers wait, by formula: how busy each station is, how long
// its queue is, and what would be needed to keep waits short.
//
// It rests on these assumptions: customers arrive independently of each other
// (Poisson, unless demand.process says evenly) and so do they at every station,
// independently of what happened before; they are served first come, first
// served, have no end of patience, and each station has been open long enough.
// A network of M/M/c stations with random routing is solved exactly by this
// (Jackson 1957), any other approximately.
type Waiting struct {
	How      figures.How // of the visits that all rests on
	Arrivals float64     // customers an hour, on average over the periods of the day
	Busiest  float64     // customers an hour in the busiest period
	Stations []Station   // in reading order of their first touchpoint
	Actors   []ActorLoad // those whose number is known, as written
	Journeys []JourneyWait
	Periods  []DayPeriod // of demand.profile; none: demand is the same all day
	// Wait is the mean time that a customer waits in queues, over all visits, in
	// seconds; Known is false where a station on his way is unstable.
	Wait  float64
	Known bool

	model   *Model
	flow    *Flow
	options Options
	served  []int          // index of the station by touchpoint; -1: nobody is waited for
	serves  func(int) bool // touchpoints that are queued for, whether or not anybody comes
}

// Station is servers with one queue before them: those of one touchpoint, or an
// actor with all touchpoints that have no servers of their own.
type Station struct {
	ID          string // of the touchpoint or the actor
	Title       string
	Actor       bool
	Path        blueprint.Path // of the number of servers
	Touchpoints []int          // in reading order, by index
	Visits      float64        // of one customer
	Queue       Queue          // under the average demand; times in seconds
	Stable      bool           // in every period of the day
	Waits       Waits          // averages over the arrivals of a day, in seconds; without meaning where unstable
	Acceptable  time.Duration  // the shortest wait that customers put up with here; 0: not said
	Expected    time.Duration  // wait that the blueprint expects; 0: not said
	WaitPath    blueprint.Path // of the wait that says so
	Longer      float64        // chance of waiting longer than is acceptable
	Bottleneck  bool           // limits the capacity of the whole

	periods []Waits
}

// Capacity is how many visits an hour the station can take.
func (s *Station) Capacity() float64 { return 3600 * s.Queue.Capacity() }

// Customers is how many customers of the service an hour the station can take;
// infinite where none comes by.
func (s *Station) Customers() float64 { return s.Capacity() / s.Visits }

// ActorLoad is how busy an actor is with everything that he does, touchpoints
// with servers of their own included.
type ActorLoad struct {
	ID, Title   string
	Count       int
	Path        blueprint.Path
	Touchpoints []int
	Load        float64 // how many of them are busy on average
	// Queue is what would be if all this work waited in one queue, in seconds: a
	// second opinion where some touchpoints have servers of their own, and so count
	// the same people twice.
	Queue Queue
	Twice bool // the servers at the actor's touchpoints are more than there are people
}

// Utilisation is the share of their time that they are busy.
func (a ActorLoad) Utilisation() float64 { return a.Load / float64(a.Count) }

// JourneyWait is how long a customer on a journey waits in queues.
type JourneyWait struct {
	ID, Title string
	Wait      float64 // seconds
	Known     bool
}

// ErrNoDemand is the error of a blueprint that does not say how customers
// arrive: nothing can be said of waiting.
var ErrNoDemand = errors.New("the blueprint does not say how many customers arrive (demand)")

// Waiting works out where customers wait. Nobody waits for work of which nothing
// says how many do it, or how long it takes. The error is ErrNoDemand or that of
// Flow. Visits are those of Options.Persona, but the queues that he meets are
// everybody's.
func (m *Model) Waiting(o Options) (*Waiting, error) {
	rates := m.rates()
	if len(rates) == 0 {
		return nil, ErrNoDemand
	}
	f, err := m.Flow(o.everybody())
	if err != nil {
		return nil, err
	}
	w := &Waiting{How: f.How, model: m, flow: f, options: o}
	loads := m.loads(f)
	w.findStations(loads)
	w.demand(rates)
	for i := range w.Stations {
		w.solve(&w.Stations[i], loads, rates)
	}
	w.patience()
	w.bottleneck()
	w.findActors(loads)
	w.findPeriods(rates)
	return w, w.findJourneys(o)
}

// rate is arrivals during a part of the day.
type rate struct {
	from, to touchpoint.Clock
	perHour  float64
	hours    float64
}

// rates lists the arrivals by period; a demand that is always the same is one
// period of an hour.
func (m *Model) rates() []rate {
	d := m.Blueprint.Demand
	switch {
	case d == nil:
		return nil
	case len(d.Profile) > 0:
		var out []rate
		for _, p := range d.Profile {
			if p.To > p.From {
				out = append(out, rate{p.From, p.To, p.Rate.PerHour(), float64(p.To-p.From) / 60})
			}
		}
		slices.SortStableFunc(out, func(a, b rate) int { return int(a.from - b.from) })
		return out
	case d.Arrivals != nil:
		return []rate{{perHour: d.Arrivals.PerHour(), hours: 1}}
	}
	return nil
}

func (w *Waiting) demand(rates []rate) {
	hours := 0.0
	for _, r := range rates {
		w.Arrivals += r.perHour * r.hours
		hours += r.hours
		w.Busiest = max(w.Busiest, r.perHour)
	}
	w.Arrivals /= hours
}

// load is the work that one customer brings to a touchpoint.
type load struct {
	visits float64 // that take time
	mean   float64 // seconds of a visit
	square float64 // mean of the squares, square seconds
	known  bool    // the blueprint says how long it takes
}

// loads works out the work at every touchpoint, over all customers: personas by
// their shares, each with his own times.
func (m *Model) loads(f *Flow) []load {
	out := make([]load, m.Net.Len())
	for _, p := range m.mix() {
		for i, l := range m.laws(Options{Persona: p.id}) {
			out[i].known = out[i].known || l.known
			if l.mean > 0 {
				out[i].visits += p.share * f.Visits[i]
				out[i].mean += p.share * f.Visits[i] * l.mean
				out[i].square += p.share * f.Visits[i] * (l.variance + l.mean*l.mean)
			}
		}
	}
	for i := range out {
		if v := out[i].visits; v > 0 {
			out[i].mean /= v
			out[i].square /= v
		}
	}
	return out
}

type portion struct {
	id    string
	share float64
}

// mix is the personas with their shares of all customers. Those without share
// what is left; where none has a share, all customers are anybody.
func (m *Model) mix() []portion {
	said, open := 0.0, 0
	for _, p := range m.Blueprint.Personas {
		if p.Share == nil {
			open++
		} else {
			said += *p.Share
		}
	}
	if open == len(m.Blueprint.Personas) || said == 0 && open == 0 {
		return []portion{{share: 1}}
	}
	rest := max(1-said, 0)
	var out []portion
	if open == 0 && rest > 0 {
		out = append(out, portion{share: rest})
	}
	sum := said + rest
	for _, p := range m.Blueprint.Personas {
		share := rest / float64(max(open, 1))
		if p.Share != nil {
			share = *p.Share
		}
		out = append(out, portion{p.ID, share})
	}
	for i := range out {
		out[i].share /= sum
	}
	return out
}

// findStations gathers the touchpoints that are waited for.
func (w *Waiting) findStations(loads []load) {
	m := w.model
	w.serves = m.servers()
	w.served = make([]int, m.Net.Len())
	pools := map[string]int{}
	for i := range w.served {
		w.served[i] = -1
		t := m.Net.Touchpoint(i)
		if !(loads[i].mean > 0) {
			continue
		}
		if t.Servers > 0 {
			w.served[i] = len(w.Stations)
			w.Stations = append(w.Stations, Station{ID: t.ID, Title: t.Title, Path: m.Graph.Path(t).Key("servers"), Touchpoints: []int{i}, Queue: Queue{Servers: t.Servers}})
			continue
		}
		k := m.actor(t)
		if k < 0 || m.Blueprint.Actors[k].Count < 1 {
			continue
		}
		a := &m.Blueprint.Actors[k]
		s, known := pools[a.ID]
		if !known {
			s = len(w.Stations)
			pools[a.ID] = s
			w.Stations = append(w.Stations, Station{ID: a.ID, Title: a.Title, Actor: true, Path: actorPath(k), Queue: Queue{Servers: a.Count}})
		}
		w.served[i] = s
		w.Stations[s].Touchpoints = append(w.Stations[s].Touchpoints, i)
	}
}

func actorPath(k int) blueprint.Path { return blueprint.Path{}.Key("actors").At(k).Key("count") }

// actor is the index of who does the work at a touchpoint, -1 for nobody known.
func (m *Model) actor(t *touchpoint.Touchpoint) int {
	id := m.Graph.Actor(t)
	return slices.IndexFunc(m.Blueprint.Actors, func(a blueprint.Actor) bool { return id != "" && a.ID == id })
}

// solve works the queue of a station out, period by period.
func (w *Waiting) solve(s *Station, loads []load, rates []rate) {
	work, square := 0.0, 0.0
	for _, i := range s.Touchpoints {
		s.Visits += loads[i].visits
		work += loads[i].visits * loads[i].mean
		square += loads[i].visits * loads[i].square
	}
	q := &s.Queue
	q.Service = work / s.Visits
	q.ServiceVariation = variation(q.Service, square/s.Visits)
	if w.model.Blueprint.Demand.Process == blueprint.Constant && s.Visits <= 1+1e-9 {
		q.Regularity = min(s.Visits, 1) // picking at random from an even stream leaves 1-p of the variation
	}
	q.Arrivals = w.Arrivals / 3600 * s.Visits
	s.Stable = true
	weight := 0.0
	for _, r := range rates {
		at := *q
		at.Arrivals = r.perHour / 3600 * s.Visits
		waits, err := at.Solve()
		s.Stable = s.Stable && err == nil
		s.periods = append(s.periods, waits)
		s.Waits.add(waits, r.perHour*r.hours)
		weight += r.perHour * r.hours
	}
	s.Waits.finish(weight, *q)
}

// add sums up periods, by how many customers arrive in each.
func (w *Waits) add(x Waits, weight float64) {
	w.Delayed += weight * x.Delayed
	w.Wait += weight * x.Wait
	w.Empty += weight * x.Empty
}

func (w *Waits) finish(weight float64, q Queue) {
	if weight > 0 {
		w.Delayed, w.Wait, w.Empty = w.Delayed/weight, w.Wait/weight, w.Empty/weight
	} else {
		w.Empty = 1
	}
	w.Utilisation = q.Utilisation()
	w.Stay = w.Wait + q.Service
	w.Waiting, w.Inside = q.Arrivals*w.Wait, q.Arrivals*w.Stay
}

// longer is the chance that a customer of a day waits longer than a time.
func (s *Station) longer(t float64, rates []rate) float64 {
	chance, weight := 0.0, 0.0
	for i, r := range rates {
		chance += r.perHour * r.hours * s.periods[i].Longer(t)
		weight += r.perHour * r.hours
	}
	if weight == 0 {
		return 0
	}
	return chance / weight
}

// bottleneck marks the station that can take the fewest customers.
func (w *Waiting) bottleneck() {
	least := -1
	for i := range w.Stations {
		if s := &w.Stations[i]; s.Visits > 0 && (least < 0 || s.Customers() < w.Stations[least].Customers()*(1-1e-9)) {
			least = i
		}
	}
	if least >= 0 {
		w.Stations[least].Bottleneck = true
	}
}

// Bottleneck is the station that limits the capacity of the whole.
func (w *Waiting) Bottleneck() *Station {
	if i := slices.IndexFunc(w.Stations, func(s Station) bool { return s.Bottleneck }); i >= 0 {
		return &w.Stations[i]
	}
	return nil
}

// Capacity is how many customers an hour the service can take: what its
// bottleneck can.
func (w *Waiting) Capacity() float64 {
	if s := w.Bottleneck(); s != nil {
		return s.Customers()
	}
	return math.Inf(1)
}

// Station finds the station that serves a touchpoint or is an actor, by id.
func (w *Waiting) Station(id string) (*Station, bool) {
	if t, ok := w.model.Graph.Touchpoint(id); ok {
		if s := w.served[w.model.Graph.Index(t)]; s >= 0 {
			return &w.Stations[s], true
		}
	}
	i := slices.IndexFunc(w.Stations, func(s Station) bool { return s.Actor && s.ID == id })
	if i < 0 {
		return nil, false
	}
	return &w.Stations[i], true
}

func (w *Waiting) findActors(loads []load) {
	m := w.model
	for k, a := range m.Blueprint.Actors {
		if a.Count < 1 {
			continue
		}
		x := ActorLoad{ID: a.ID, Title: a.Title, Count: a.Count, Path: actorPath(k)}
		visits, work, square, servers := 0.0, 0.0, 0.0, map[int]int{}
		for i := range loads {
			if m.actor(m.Net.Touchpoint(i)) == k && loads[i].mean > 0 {
				x.Touchpoints = append(x.Touchpoints, i)
				visits += loads[i].visits
				work += loads[i].visits * loads[i].mean
				square += loads[i].visits * loads[i].square
				servers[w.served[i]] = w.Stations[w.served[i]].Queue.Servers
			}
		}
		if len(x.Touchpoints) == 0 {
			continue
		}
		all := 0
		for _, n := range servers {
			all += n
		}
		x.Twice = all > a.Count && len(servers) > 1
		x.Load = w.Arrivals / 3600 * work
		x.Queue = Queue{Arrivals: w.Arrivals / 3600 * visits, Service: work / visits, Servers: a.Count}
		x.Queue.ServiceVariation = variation(x.Queue.Service, square/visits)
		w.Actors = append(w.Actors, x)
	}
}

// variation is the squared coefficient of variation of a time with a mean and a
// mean square.
func variation(mean, square float64) float64 {
	if v := square/(mean*mean) - 1; v > 1e-9 {
		return v
	}
	return 0 // what is left of rounding
}

// Staffing is what it takes to keep waits short.
type Staffing struct {
	Station *Station
	Servers int     // the fewest that will do
	Share   float64 // share of customers that wait no longer than the limit then
	Wait    float64 // mean wait then, in seconds
	Busy    float64 // utilisation then
}

// Staffing seeks the fewest servers of a station (id of a touchpoint or an actor)
// with which at least a share of customers waits no longer than a limit, in the
// busiest period of the day.
func (w *Waiting) Staffing(id string, limit time.Duration, share float64) (Staffing, error) {
	s, ok := w.Station(id)
	if !ok {
		return Staffing{}, fmt.Errorf("%q is no station: nothing says how many serve there", id)
	}
	q := s.Queue
	q.Arrivals = w.Busiest / 3600 * s.Visits
	n, waits, err := q.FewestServers(limit.Seconds(), share)
	if err != nil {
		return Staffing{}, err
	}
	return Staffing{Station: s, Servers: n, Share: 1 - waits.Longer(limit.Seconds()), Wait: waits.Wait, Busy: waits.Utilisation}, nil
}
