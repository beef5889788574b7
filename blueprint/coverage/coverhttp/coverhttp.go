// Package coverhttp lets the requests that a web server answers count as visits
// to touchpoints: a middleware for the server, and a transport for clients that
// tells the server whose request it is.
//
// What comes in is a table from the patterns of a net/http ServeMux to the ids of
// touchpoints; what goes out are visits to a coverage.Visitor.
package coverhttp

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
)

// Header carries the name of a request's journey from a [Transport] to a
// [Middleware].
const Header = "Moments-Journey"

// Routes says which touchpoint a request comes to: patterns as they are registered
// with a ServeMux ("POST /tickets/{id}"), with ids of touchpoints.
type Routes map[string]string

// Check says which of the touchpoints are not in a blueprint, each with the
// nearest id.
func (r Routes) Check(b *blueprint.Blueprint) error {
	var ids []string
	for _, t := range b.Touchpoints() {
		ids = append(ids, t.ID)
	}
	var wrong []string
	for pattern, id := range r {
		if !slices.Contains(ids, id) {
			err := &coverage.UnknownError{What: "touchpoint", ID: id, Suggest: blueprint.Nearest(id, ids)}
			wrong = append(wrong, fmt.Sprintf("route %q: %v", pattern, err))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	slices.Sort(wrong)
	return errors.New(strings.Join(wrong, "\n"))
}

// Middleware tells a visitor of the requests that a handler answers. It is safe for
// concurrent use; its fields must not change meanwhile. One without a Visitor
// passes requests on, so a server may always have it.
type Middleware struct {
	Visitor coverage.Visitor
	Routes  Routes
	// Journeys makes the journeys of requests that name one in [Header]: the first
	// request of a name begins it. nil: such requests belong to the journey that
	// their context carries, as all others do.
	Journeys interface{ Journey() *coverage.Journey }
	// Failed is told of visits that did not count, besides whoever records them;
	// nil: nobody is.
	Failed func(r *http.Request, err error)

	mu    sync.Mutex
	named map[string]*coverage.Journey
}

// maxJourneys bounds the journeys that requests may name.
const maxJourneys = 1_000_000

// Handler wraps a handler, best a whole ServeMux: a visit is noted before its
// handler runs. Around a single handler of a ServeMux it works as well, as the
// request knows its pattern there.
func (m *Middleware) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m.Visitor != nil {
			r = m.visit(next, r)
		}
		next.ServeHTTP(w, r)
	})
}

// visit notes the visit of a request and gives the request with its journey.
func (m *Middleware) visit(next http.Handler, r *http.Request) *http.Request {
	ctx := r.Context()
	if name := r.Header.Get(Header); name != "" && m.Journeys != nil {
		if j := m.journey(name); j != nil {
			ctx = coverage.NewContext(ctx, j)
			r = r.WithContext(ctx)
		}
	}
	if coverage.FromContext(ctx) == nil {
		if v, ok := m.Visitor.(interface{ Own() *coverage.Journey }); ok { // so that handlers can note visits as well
			ctx = coverage.NewContext(ctx, v.Own())
			r = r.WithContext(ctx)
		}
	}
	id, ok := m.Routes[pattern(next, r)]
	if !ok {
		return r
	}
	if err := m.Visitor.Visit(ctx, id); err != nil && m.Failed != nil {
		m.Failed(r, err)
	}
	return r
}

// journey finds the journey of a name, or begins it.
func (m *Middleware) journey(name string) *coverage.Journey {
	m.mu.Lock()
	defer m.mu.Unlock()
	if j := m.named[name]; j != nil {
		return j
	}
	if len(m.named) >= maxJourneys {
		return nil
	}
	if m.named == nil {
		m.named = map[string]*coverage.Journey{}
	}
	j := m.Journeys.Journey()
	m.named[name] = j
	return j
}

// pattern is the pattern that a request matches.
func pattern(next http.Handler, r *http.Request) string {
	if mux, ok := next.(interface {
		Handler(*http.Request) (http.Handler, string)
	}); ok {
		_, p := mux.Handler(r)
		return p
	}
	return r.Pattern
}

// Transport tells the server that all requests of a client are of one journey.
type Transport struct {
	Name string            // of the journey
	Base http.RoundTripper // nil: http.DefaultTransport
}

// RoundTrip sends a request with the journey's name.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context()) // a transport must not change what it is given
	r.Header.Set(Header, t.Name)
	if t.Base != nil {
		return t.Base.RoundTrip(r)
	}
	return http.DefaultTransport.RoundTrip(r)
}
