package coverage

import (
	"context"
	"sync"

	"github.com/servicemoments/moments/blueprint"
)

// Session is what one test records. Its journeys are judged together when it ends:
// they passed, failed or were skipped as the test was. It is safe for concurrent
// use.
type Session struct {
	rec  *Recorder
	name string
	held bool // journeys wait for the session's end

	mu       sync.Mutex
	journeys []held
	own      *Journey // of visits whose context carries no journey
	errs     []error
	over     bool
}

// held is a journey that waits for the end of its session.
type held struct {
	journey *Journey
	outcome Outcome // empty while the journey goes on
}

// maxErrs bounds the problems that a session keeps.
const maxErrs = 100

// Session begins a session; name is that of the test.
func (r *Recorder) Session(name string) *Session {
	return &Session{rec: r, name: name, held: true}
}

// Blueprint is what journeys are recorded against.
func (s *Session) Blueprint() *blueprint.Blueprint { return s.rec.blueprint }

// Recorder is what the session belongs to.
func (s *Session) Recorder() *Recorder { return s.rec }

// Begin begins a journey and gives a context that carries it.
func (s *Session) Begin(ctx context.Context) context.Context { return NewContext(ctx, s.Journey()) }

// Journey begins a journey without a context.
func (s *Session) Journey() *Journey {
	j := &Journey{session: s, name: s.name}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		j.over = true
		return j
	}
	s.journeys = append(s.journeys, held{journey: j})
	return j
}

// Visit notes a visit for the context's journey, and where it carries none, for
// the session's own one: a test with a single customer begins no journey at all.
func (s *Session) Visit(ctx context.Context, touchpoint string) error {
	if j := FromContext(ctx); j != nil {
		return j.Visit(touchpoint)
	}
	return s.Own().Visit(touchpoint)
}

// Own is the journey of visits whose context carries none.
func (s *Session) Own() *Journey {
	s.mu.Lock()
	j := s.own
	s.mu.Unlock()
	if j != nil {
		return j
	}
	j = s.Journey()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.own == nil {
		s.own = j
	}
	return s.own
}

// End ends the session and all its journeys, once. Journeys that visited nothing
// are no journeys.
func (s *Session) End(o Outcome) {
	s.mu.Lock()
	journeys := s.journeys
	s.journeys, s.over = nil, true
	s.mu.Unlock()
	for _, h := range journeys {
		h.journey.close()
		s.rec.keepVisited(h.journey, h.judge(o))
	}
}

// judge is how a journey counts in a session that ended so: a journey that failed
// or was skipped by itself does not pass with its test.
func (h held) judge(o Outcome) Outcome {
	if o == Passed && h.outcome != "" {
		return h.outcome
	}
	return o
}

func (r *Recorder) keepVisited(j *Journey, o Outcome) {
	if len(j.visits) > 0 {
		r.keep(j, o)
	}
}

// Profile gives what the recorder has, and of this session its journeys up to now
// as if it ended so: what an assertion at the end of the very test looks at.
func (s *Session) Profile(o Outcome) *Profile {
	p := s.rec.Profile()
	s.mu.Lock()
	journeys := append([]held{}, s.journeys...)
	s.mu.Unlock()
	scratch := &Recorder{name: s.rec.name, version: s.rec.version, ids: s.rec.ids}
	for _, h := range journeys {
		scratch.keepVisited(h.journey.snapshot(), h.judge(o))
	}
	p.Merge(&scratch.done)
	return p
}

// Errs lists what went wrong, such as visits to touchpoints that are not there, up
// to a hundred: whoever calls Visit far from the test need not hand errors back.
func (s *Session) Errs() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]error{}, s.errs...)
}

// failed remembers an error and returns it.
func (s *Session) failed(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held && len(s.errs) < maxErrs {
		s.errs = append(s.errs, err)
	}
	return err
}

// ended takes a journey that was ended by itself.
func (s *Session) ended(j *Journey, o Outcome) {
	if !s.held {
		s.rec.keepVisited(j, o)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.journeys {
		if s.journeys[i].journey == j {
			s.journeys[i].outcome = o
		}
	}
}
