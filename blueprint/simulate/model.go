package simulate

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/distribution"
	"github.com/servicemoments/moments/blueprint/flow"
	"github.com/servicemoments/moments/touchpoint"
)

const none = -1

// model is a blueprint made ready to be simulated. It never changes.
type model struct {
	bp       *blueprint.Blueprint
	graph    *blueprint.Graph
	net      *flow.Net
	points   []point
	pools    []pool
	personas []persona // the first is anybody
	actions  []flow.Outcome
	arrivals arrivals
	hours    *schedule // nil: always open
	demand   bool
	passOver float64
	economy  economy
	missing  gaps
}

// point is what simulating needs to know of a touchpoint.
type point struct {
	key      uint64 // for random numbers; follows from the id
	laws     []distribution.Law
	absent   []bool // by persona: not for it
	delay    int64  // expected wait
	patience int64  // 0: without end
	giveUp   int32  // action; none: nowhere to go
	balk     int32  // 0: never
	pool     int32  // none: nobody is needed
	pass     int32  // action of passing over; none: not optional
	awaited  bool   // it is a wait point
	takes    bool   // it takes time, for anybody or for some persona
	onstage  bool
	fails    []fail
	certain  int32    // action of finishing, where there is no choice
	choice   []branch // else
	limit    int64    // acceptable wait; 0: not said
	perUse   float64
	perNano  float64 // money for a nanosecond
}

// fail is a fail point with a chance.
type fail struct {
	chance float64
	action int32 // none: nobody mends it, and work goes on
	cost   float64
	absent []bool // by persona: does not happen to it
}

// branch is a way of a choice.
type branch struct {
	upTo   float64 // running sum of chances
	action int32
}

// pool is servers: of one touchpoint, or an actor with all that he does.
type pool struct {
	id      string // of the touchpoint or the actor
	title   string
	actor   bool
	count   int32
	shared  bool // by several touchpoints
	path    blueprint.Path
	perHour float64 // what one of them costs, busy or not; 0: not said
}

type persona struct {
	id, title string
	priority  int32
	upTo      float64 // running sum of shares
}

type economy struct {
	price             float64
	perNano, perVisit float64
	known             bool
}

// override sets the number of servers of a touchpoint or the count of an actor.
type override struct {
	id    string
	count int
}

// newModel makes a blueprint ready. The error is a [blueprint.Diagnostics].
func newModel(b *blueprint.Blueprint, o Options, set ...override) (*model, error) {
	g := b.Graph()
	net, err := flow.New(g)
	if err != nil {
		return nil, err
	}
	m := &model{bp: b, graph: g, net: net, passOver: o.PassOver}
	m.demand = o.Arrivals != nil || b.Demand != nil && (b.Demand.Arrivals != nil || len(b.Demand.Profile) > 0 || b.Demand.Log != "")
	m.findPersonas()
	m.findEconomy()
	found := m.findPoints()
	m.findPools(set)
	m.findWaits()
	m.findHours()
	found = append(found, m.findArrivals(o)...)
	found = append(found, m.check()...)
	if err := b.LocateAll(found).Sort().Err(); err != nil {
		return nil, err
	}
	m.findMissing()
	return m, nil
}

// problem is a single located error.
func (m *model) problem(rule string, p blueprint.Path, message, hint string) error {
	return m.bp.LocateAll(blueprint.Diagnostics{{Rule: rule, Severity: blueprint.Error, Path: p, Message: message, Hint: hint}})
}

// findPersonas gives personas the shares that are said; those without share what
// is left. Where no share is said, all customers are anybody.
func (m *model) findPersonas() {
	m.personas = []persona{{}}
	said, open := 0.0, 0
	for _, p := range m.bp.Personas {
		if p.Share == nil {
			open++
		} else {
			said += *p.Share
		}
	}
	if open == len(m.bp.Personas) {
		return
	}
	rest := max(1-said, 0)
	sum := 0.0
	if open == 0 && rest > 1e-9 {
		sum = rest // customers of no persona
	}
	m.personas[0].upTo = sum
	for _, p := range m.bp.Personas {
		if p.Share != nil {
			sum += *p.Share
		} else {
			sum += rest / float64(open)
		}
		m.personas = append(m.personas, persona{p.ID, orElse(p.Title, p.ID), int32(p.Priority), sum})
	}
	for i := range m.personas {
		m.personas[i].upTo /= sum
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (m *model) findEconomy() {
	e := m.bp.Economics
	if e == nil {
		return
	}
	m.economy.known = e.Price != nil
	m.economy.price = valueOf(e.Price)
	for _, c := range e.Costs {
		m.economy.perNano += valueOf(c.PerMinute) / nanosPerMinute
		m.economy.perVisit += valueOf(c.PerCustomer)
	}
}

const (
	nanosPerSecond = 1e9
	nanosPerMinute = 60e9
	nanosPerHour   = 3600e9
)

func valueOf(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

func (m *model) findPoints() blueprint.Diagnostics {
	var found blueprint.Diagnostics
	m.points = make([]point, m.net.Len())
	actors := map[string]*blueprint.Actor{}
	for i := range m.bp.Actors {
		actors[m.bp.Actors[i].ID] = &m.bp.Actors[i]
	}
	times := make([][]*touchpoint.Time, len(m.personas))
	for k, who := range m.personas {
		times[k] = distribution.Times(m.bp, m.graph, who.id)
	}
	for i := range m.points {
		t, p := m.net.Touchpoint(i), &m.points[i]
		*p = point{key: hash(t.ID), giveUp: none, pool: none, pass: none, certain: none, onstage: m.graph.Kind(t).Onstage()}
		for k, who := range m.personas {
			law, err := distribution.Of(times[k][i], who.id)
			if err != nil && k == 0 {
				found = append(found, blueprint.Diagnostic{Rule: "bad-value", Severity: blueprint.Error, Path: m.graph.Path(t).Key("time"), Message: "the time of " + name(t) + " is impossible: " + err.Error()})
			}
			p.laws = append(p.laws, law)
			p.takes = p.takes || law.Mean() > 0
			p.absent = append(p.absent, !t.ForPersona(who.id))
		}
		if a := actors[m.graph.Actor(t)]; a != nil {
			p.perNano = valueOf(a.CostPerMinute) / nanosPerMinute
		}
		if t.Cost != nil {
			p.perUse = valueOf(t.Cost.PerUse)
			if t.Cost.PerMinute != nil {
				p.perNano = *t.Cost.PerMinute / nanosPerMinute
			}
		}
	}
	m.findActions()
	return found
}

// action numbers an outcome; actions below the number of touchpoints are starts.
func (m *model) action(o flow.Outcome) int32 {
	m.actions = append(m.actions, o)
	return int32(m.net.Len() + len(m.actions) - 1)
}

// findActions lists what can become of each touchpoint, from its ways.
func (m *model) findActions() {
	recover := make([]map[int]int32, len(m.points))
	for id, w := range m.net.Ways() {
		i := m.graph.Index(w.From)
		p := &m.points[i]
		switch {
		case w.Role == blueprint.OnFail:
			if recover[i] == nil {
				recover[i] = map[int]int32{}
			}
			recover[i][w.Index] = m.action(flow.Outcome{Touchpoint: i, Kind: flow.Failed, Way: id})
		case w.Role == blueprint.OnWait:
			p.giveUp = m.action(flow.Outcome{Touchpoint: i, Kind: flow.GaveUp, Way: id})
		case w.Choice:
			sum := chanceOf(w.From, w.Index)
			if n := len(p.choice); n > 0 {
				sum += p.choice[n-1].upTo
			}
			p.choice = append(p.choice, branch{sum, m.action(flow.Outcome{Touchpoint: i, Kind: flow.Finished, Way: id})})
		}
	}
	for i := range m.points {
		p, t := &m.points[i], m.net.Touchpoint(i)
		if len(p.choice) == 0 {
			p.certain = m.action(flow.Outcome{Touchpoint: i, Kind: flow.Finished, Way: none})
		} else if last := p.choice[len(p.choice)-1].upTo; last > 0 {
			for k := range p.choice {
				p.choice[k].upTo /= last // what rounding left
			}
		}
		if t.Optional && len(p.choice) == 0 {
			p.pass = m.action(flow.Outcome{Touchpoint: i, Kind: flow.PassedOver, Way: none})
		}
		for k, f := range t.Fails {
			if f.Chance == nil || *f.Chance <= 0 {
				continue
			}
			x := fail{chance: *f.Chance, action: none, cost: valueOf(f.Cost)}
			if a, ok := recover[i][k]; ok {
				x.action = a
			}
			for _, who := range m.personas {
				x.absent = append(x.absent, who.id != "" && len(f.For) > 0 && !slices.Contains(f.For, who.id))
			}
			p.fails = append(p.fails, x)
		}
	}
}

func chanceOf(t *touchpoint.Touchpoint, i int) float64 {
	if c := t.Chances(); i < len(c) {
		return max(c[i], 0)
	}
	return 0
}

// findPools gives touchpoints their servers.
func (m *model) findPools(set []override) {
	if !m.demand {
		return
	}
	count := func(id string, said int) int32 {
		for _, s := range set {
			if s.id == id {
				said = s.count
			}
		}
		return int32(min(said, 1<<30))
	}
	byActor := map[string]int32{}
	for i := range m.points {
		t := m.net.Touchpoint(i)
		path := m.graph.Path(t).Key("servers")
		if n := count(t.ID, t.Servers); n > 0 {
			m.points[i].pool = int32(len(m.pools))
			m.pools = append(m.pools, pool{id: t.ID, title: orElse(t.Title, t.ID), count: n, path: path, perHour: m.points[i].perNano * nanosPerHour})
			continue
		}
		actor := m.graph.Actor(t)
		at, known := byActor[actor]
		if !known {
			at = none
			k := slices.IndexFunc(m.bp.Actors, func(a blueprint.Actor) bool { return a.ID == actor })
			if k >= 0 {
				a := &m.bp.Actors[k]
				if n := count(a.ID, a.Count); n > 0 {
					at = int32(len(m.pools))
					m.pools = append(m.pools, pool{id: a.ID, title: orElse(a.Title, a.ID), actor: true, count: n, path: blueprint.Path{}.Key("actors").At(k).Key("count"), perHour: valueOf(a.CostPerMinute) * 60})
				}
			}
			byActor[actor] = at
		}
		m.points[i].pool = at
	}
	users := make([]int, len(m.pools))
	for i := range m.points {
		if p := &m.points[i]; p.pool != none {
			users[p.pool]++
		}
	}
	for i := range m.pools {
		m.pools[i].shared = users[i] > 1
	}
}

// serves tells whether customers queue for a touchpoint: it takes time, and it is
// said how many do it.
func (m *model) serves(i int) bool {
	p := &m.points[i]
	return p.pool != none && p.takes
}

// findWaits gives touchpoints their wait points. An expected wait gives way to the
// queue ahead, where there is one; and a wait point that has no servers itself speaks
// of those ahead: what is acceptable in the waiting room is so at the counter.
func (m *model) findWaits() {
	for i := range m.points {
		t, p := m.net.Touchpoint(i), &m.points[i]
		if t.Wait == nil {
			continue
		}
		p.awaited = true
		p.limit = int64(t.Wait.Acceptable)
		p.patience = p.limit
		p.balk = int32(min(t.Wait.Balk, 1<<30))
	}
	for i := range m.points {
		t := m.net.Touchpoint(i)
		if t.Wait == nil {
			continue
		}
		ahead := distribution.Ahead(m.graph, i, m.serves)
		if len(ahead) == 0 {
			m.points[i].delay = int64(t.Wait.Expected)
		}
		for _, at := range ahead {
			if p := &m.points[at]; p.limit == 0 {
				p.limit = int64(t.Wait.Acceptable)
			}
		}
	}
}

// name is how messages call a touchpoint.
func name(t *touchpoint.Touchpoint) string { return `"` + orElse(t.Title, t.ID) + `"` }
