package coverhttp_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/coverhttp"
)

func bakery(t testing.TB) *blueprint.Blueprint {
	b, err := blueprint.Read(strings.NewReader("title: Bakery\nsteps:\n  - customer: Enter\n    frontstage: Greet\n  - customer: Pay\n"), "bakery.yaml")
	require.NoError(t, err)
	return b
}

func mux() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		_ = coverage.Visit(r.Context(), "greet")
		fmt.Fprint(w, "good morning")
	})
	m.HandleFunc("POST /bills/{number}", func(http.ResponseWriter, *http.Request) {})
	return m
}

var routes = coverhttp.Routes{"GET /{$}": "enter", "POST /bills/{number}": "pay"}

func visits(p *coverage.Profile) []string {
	var out []string
	for _, t := range p.Traces() {
		out = append(out, fmt.Sprint(t.Count, " ", t.Of.Visits))
	}
	return out
}

func send(t testing.TB, h http.Handler, method, path string) {
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, path, nil))
}

func TestRequestsAreVisits(t *testing.T) {
	s := coverage.NewRecorder(bakery(t)).Session("TestX")
	h := (&coverhttp.Middleware{Visitor: s, Routes: routes}).Handler(mux())
	send(t, h, "GET", "/")
	send(t, h, "POST", "/bills/7")
	send(t, h, "GET", "/bills/7")
	send(t, h, "GET", "/nowhere")
	assert.Equal(t, []string{"1 [enter greet pay]"}, visits(s.Profile(coverage.Passed)), "the touchpoint of the request comes before those of its handler")
}

func TestAroundASingleHandler(t *testing.T) {
	s := coverage.NewRecorder(bakery(t)).Session("TestX")
	watch := &coverhttp.Middleware{Visitor: s, Routes: routes}
	m := http.NewServeMux()
	m.Handle("POST /bills/{number}", watch.Handler(http.NotFoundHandler()))
	send(t, m, "POST", "/bills/7")
	assert.Equal(t, []string{"1 [pay]"}, visits(s.Profile(coverage.Passed)))
}

func TestTheRequestsContextMayCarryTheJourney(t *testing.T) {
	rec := coverage.NewRecorder(bakery(t))
	h := (&coverhttp.Middleware{Visitor: rec, Routes: routes}).Handler(mux())
	ctx := rec.Begin(t.Context(), "TestX")
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodPost, "/bills/7", nil))
	require.NoError(t, rec.End(ctx, coverage.Passed))
	assert.Equal(t, []string{"1 [pay]"}, visits(rec.Profile()))
}

func TestClientsNameTheirJourneys(t *testing.T) {
	rec := coverage.NewRecorder(bakery(t))
	s := rec.Session("TestX")
	server := httptest.NewServer((&coverhttp.Middleware{Visitor: s, Routes: routes, Journeys: s}).Handler(mux()))
	defer server.Close()
	var all sync.WaitGroup
	for i := range 10 {
		all.Add(1)
		go func() {
			defer all.Done()
			client := &http.Client{Transport: &coverhttp.Transport{Name: fmt.Sprint(i)}}
			for _, path := range []string{"/", "/"} {
				answer, err := client.Get(server.URL + path)
				if assert.NoError(t, err) {
					_, _ = io.Copy(io.Discard, answer.Body)
					assert.NoError(t, answer.Body.Close())
				}
			}
		}()
	}
	all.Wait()
	s.End(coverage.Passed)
	assert.Equal(t, []string{"10 [enter greet enter greet]"}, visits(rec.Profile()))
}

func TestWhatDoesNotCountIsTold(t *testing.T) {
	var failed []string
	h := (&coverhttp.Middleware{
		Visitor: coverage.NewRecorder(bakery(t)).Session("TestX"),
		Routes:  coverhttp.Routes{"GET /{$}": "entre"},
		Failed:  func(r *http.Request, err error) { failed = append(failed, r.URL.Path+": "+err.Error()) },
	}).Handler(mux())
	send(t, h, "GET", "/")
	assert.Equal(t, []string{`/: there is no touchpoint "entre" in the blueprint; did you mean "enter"?`}, failed)
}

func TestWithoutAVisitorRequestsPass(t *testing.T) {
	answer := httptest.NewRecorder()
	(&coverhttp.Middleware{}).Handler(mux()).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	assert.Equal(t, "good morning", answer.Body.String())
}

func TestRoutesAreChecked(t *testing.T) {
	assert.NoError(t, routes.Check(bakery(t)))
	err := coverhttp.Routes{"GET /a": "entre", "GET /b": "pya", "GET /c": "pay"}.Check(bakery(t))
	assert.EqualError(t, err, "route \"GET /a\": there is no touchpoint \"entre\" in the blueprint; did you mean \"enter\"?\n"+
		"route \"GET /b\": there is no touchpoint \"pya\" in the blueprint; did you mean \"pay\"?")
}

func Example() {
	b, err := blueprint.Read(strings.NewReader("title: Bakery\nsteps:\n  - customer: Enter\n    frontstage: Greet\n  - customer: Pay\n"), "bakery.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	session := coverage.NewRecorder(b).Session("TestBakery")
	watch := &coverhttp.Middleware{Visitor: session, Routes: coverhttp.Routes{"GET /{$}": "enter"}}
	server := httptest.NewServer(watch.Handler(mux()))
	defer server.Close()
	if answer, err := http.Get(server.URL); err == nil {
		defer answer.Body.Close()
	}
	fmt.Println(visits(session.Profile(coverage.Passed)))
	// Output: [1 [enter greet]]
}
