package coverage

import (
	"context"
	"slices"
	"sync"

	"github.com/servicemoments/moments/blueprint"
)

// Journey is one customer under way. It is safe for concurrent use: visits count
// in the order in which they arrive.
type Journey struct {
	session *Session
	name    string

	mu      sync.Mutex
	persona string
	visits  []int32
	over    bool
}

type journeyKey struct{}

// NewContext gives a context that carries a journey.
func NewContext(ctx context.Context, j *Journey) context.Context {
	return context.WithValue(ctx, journeyKey{}, j)
}

// FromContext finds the journey that a context carries, or nil.
func FromContext(ctx context.Context) *Journey {
	j, _ := ctx.Value(journeyKey{}).(*Journey)
	return j
}

// Visit notes a visit for the journey that a context carries. Without a journey
// it does nothing, so that a service may call it at its touchpoints whether
// somebody records or not.
func Visit(ctx context.Context, touchpoint string) error {
	if j := FromContext(ctx); j != nil {
		return j.Visit(touchpoint)
	}
	return nil
}

// Visit notes that the customer came to a touchpoint. The error is an
// [UnknownError], [ErrOver] or [ErrTooLong].
func (j *Journey) Visit(touchpoint string) error {
	r := j.session.rec
	at, ok := r.index[touchpoint]
	if !ok {
		return j.session.failed(r.stray(j.name, touchpoint))
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.over:
		return j.session.failed(ErrOver)
	case len(j.visits) >= MaxVisits:
		return j.session.failed(ErrTooLong)
	}
	j.visits = append(j.visits, at)
	return nil
}

// As says which persona the customer is. The error is an [UnknownError].
func (j *Journey) As(persona string) error {
	r := j.session.rec
	if !slices.Contains(r.personas, persona) {
		return j.session.failed(&UnknownError{"persona", persona, blueprint.Nearest(persona, r.personas)})
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.persona = persona
	return nil
}

// End ends the journey. One that belongs to a session is judged as the session
// ends, whatever the outcome says here, unless it is Failed or Skipped. The error
// is [ErrOver] the second time.
func (j *Journey) End(o Outcome) error {
	j.mu.Lock()
	if j.over {
		j.mu.Unlock()
		return ErrOver
	}
	j.over = true
	j.mu.Unlock()
	j.session.ended(j, o)
	return nil
}

// close ends a journey that nobody ended, and tells whether it was open.
func (j *Journey) close() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	open := !j.over
	j.over = true
	return open
}

// snapshot is the journey up to now, as one of its own that is over.
func (j *Journey) snapshot() *Journey {
	j.mu.Lock()
	defer j.mu.Unlock()
	return &Journey{session: j.session, name: j.name, persona: j.persona, visits: slices.Clone(j.visits), over: true}
}
