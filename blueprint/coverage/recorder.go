package coverage

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/servicemoments/moments/blueprint"
)

// MaxVisits bounds the visits of one journey.
const MaxVisits = 100_000

// Errors of recording. A visit to a touchpoint that is not there is an
// [UnknownError].
var (
	ErrNoJourney = errors.New("no journey has begun in this context")
	ErrOver      = errors.New("the journey is over")
	ErrTooLong   = fmt.Errorf("a journey has at most %d visits", MaxVisits)
)

// UnknownError is an id that names nothing in the blueprint.
type UnknownError struct {
	What    string // touchpoint or persona
	ID      string
	Suggest string // the nearest id, or ""
}

func (e *UnknownError) Error() string {
	if e.Suggest == "" {
		return fmt.Sprintf("there is no %s %q in the blueprint", e.What, e.ID)
	}
	return fmt.Sprintf("there is no %s %q in the blueprint; did you mean %q?", e.What, e.ID, e.Suggest)
}

// Visitor is told of visits to touchpoints. A [Recorder] and a [Session] are
// visitors; whatever carries customers about (a web server, a queue, a phone
// menu) needs no more than this.
type Visitor interface {
	Visit(ctx context.Context, touchpoint string) error
}

// VisitorFunc is a function as a Visitor.
type VisitorFunc func(ctx context.Context, touchpoint string) error

// Visit calls the function.
func (f VisitorFunc) Visit(ctx context.Context, touchpoint string) error { return f(ctx, touchpoint) }

// Recorder records journeys through one blueprint. It is safe for concurrent use.
type Recorder struct {
	blueprint *blueprint.Blueprint
	name      string
	version   string
	ids       []string
	index     map[string]int32
	personas  []string
	root      *Session // of journeys that belong to no session

	mu   sync.Mutex
	done Profile
}

// NewRecorder begins to record. The blueprint must not change afterwards.
func NewRecorder(b *blueprint.Blueprint) *Recorder {
	g := b.Graph()
	r := &Recorder{blueprint: b, name: Name(b), version: version(g), index: map[string]int32{}}
	for i, t := range g.Touchpoints() {
		r.ids = append(r.ids, t.ID)
		r.index[t.ID] = int32(i)
	}
	for _, p := range b.Personas {
		r.personas = append(r.personas, p.ID)
	}
	r.root = &Session{rec: r}
	return r
}

// Blueprint is what journeys are recorded against.
func (r *Recorder) Blueprint() *blueprint.Blueprint { return r.blueprint }

// Begin begins a journey and gives a context that carries it. Names need not
// differ: several journeys of one name are counted.
func (r *Recorder) Begin(ctx context.Context, name string) context.Context {
	return NewContext(ctx, r.Journey(name))
}

// Journey begins a journey without a context.
func (r *Recorder) Journey(name string) *Journey {
	return &Journey{session: r.root, name: name}
}

// Visit notes that the customer of the context's journey came to a touchpoint. The
// error is an [UnknownError], [ErrNoJourney], [ErrOver] or [ErrTooLong].
func (r *Recorder) Visit(ctx context.Context, touchpoint string) error {
	if j := FromContext(ctx); j != nil {
		return j.Visit(touchpoint)
	}
	return ErrNoJourney
}

// End ends the context's journey, once.
func (r *Recorder) End(ctx context.Context, o Outcome) error {
	j := FromContext(ctx)
	if j == nil {
		return ErrNoJourney
	}
	return j.End(o)
}

// Profile gives what has been recorded up to now: journeys that are over, and of
// sessions that have ended. The profile is the caller's.
func (r *Recorder) Profile() *Profile {
	r.mu.Lock()
	defer r.mu.Unlock()
	var p Profile
	p.Merge(&r.done)
	return &p
}

// keep takes a journey that is over.
func (r *Recorder) keep(j *Journey, o Outcome) {
	t := Trace{Blueprint: r.name, Version: r.version, Test: j.name, Outcome: o, Persona: j.persona, Visits: make([]string, len(j.visits))}
	for i, v := range j.visits {
		t.Visits[i] = r.ids[v]
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done.Add(t, 1)
}

// stray notes a visit to what is not there.
func (r *Recorder) stray(test, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done.AddStray(Stray{r.name, r.version, test, id}, 1)
	return &UnknownError{"touchpoint", id, blueprint.Nearest(id, r.ids)}
}
