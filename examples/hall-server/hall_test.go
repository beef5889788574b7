package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/coverhttp"
)

var recorder *coverage.Recorder

func TestMain(m *testing.M) {
	b, err := blueprint.Load("../telecom-hall/blueprint.yaml")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	recorder = coverage.NewRecorder(b)
	os.Exit(blueprinttest.Main(m, blueprinttest.Suite{
		Recorder: recorder,
		// What clerks, machines and suppliers do is not played here.
		Options:    coverage.Options{Observe: []string{"customer", "manager"}},
		Thresholds: coverage.Thresholds{coverage.Moments: 100, coverage.Journeys: 100, coverage.Choices: 100, coverage.Ways: 90},
	}))
}

// customer is somebody in the hall: a client whose requests are one journey.
type customer struct {
	t      *testing.T
	base   string
	client *http.Client
}

// open opens a hall with places for bicycles, and lets one customer come.
func open(t *testing.T, racks int, persona string) *customer {
	server, rec := serve(t, racks)
	if persona != "" {
		require.NoError(t, rec.Own().As(persona))
	}
	return &customer{t, server.URL, server.Client()}
}

func serve(t *testing.T, racks int) (*httptest.Server, *blueprinttest.Recording) {
	rec := blueprinttest.Join(t, recorder)
	watch := &coverhttp.Middleware{Visitor: rec, Routes: routes(), Journeys: rec}
	server := httptest.NewServer(watch.Handler(newHall(racks).mux()))
	t.Cleanup(server.Close)
	return server, rec
}

// does sends a request and gives the answer: "POST /inquiries errand=top-up".
func (c *customer) does(what string, wantStatus int) string {
	c.t.Helper()
	words := strings.Fields(what)
	form := strings.NewReader(strings.Join(words[2:], "&"))
	r, err := http.NewRequest(words[0], c.base+words[1], form)
	require.NoError(c.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.client.Do(r)
	require.NoError(c.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(c.t, err)
	require.Equal(c.t, wantStatus, answer.StatusCode, "%s: %s", what, text)
	return strings.TrimSpace(string(text))
}

// arrives parks, enters and inquires.
func (c *customer) arrives(errand, wantSent string) {
	c.t.Helper()
	c.does("POST /bicycles", 200)
	c.does("POST /visits", 200)
	assert.Equal(c.t, wantSent, c.does("POST /inquiries errand="+url.QueryEscape(errand), 200))
}

func (c *customer) queues() {
	c.t.Helper()
	number := c.does("POST /tickets", 200)
	assert.Equal(c.t, "number "+number+" please", c.does("GET /tickets/"+number, 200))
}

func (c *customer) leaves() {
	c.t.Helper()
	assert.Equal(c.t, "goodbye", c.does("DELETE /visits", 200))
	assert.Equal(c.t, "ride safely", c.does("DELETE /bicycles/1", 200))
}

func TestTheRoutesAreTouchpoints(t *testing.T) {
	assert.NoError(t, coverhttp.Routes(routes()).Check(recorder.Blueprint()))
}

func TestAQuickTopUp(t *testing.T) {
	c := open(t, 40, "basic")
	c.arrives("top-up", "terminal")
	assert.Equal(t, "booked", c.does("POST /top-ups note=new", 200))
	c.leaves()
}

func TestAQuestionIsAnsweredAtOnce(t *testing.T) {
	c := open(t, 40, "")
	c.arrives("opening hours", "half past eight to six")
	c.leaves()
}

func TestACrumpledNoteLeadsToACounter(t *testing.T) {
	c := open(t, 40, "")
	c.arrives("top-up", "terminal")
	assert.Contains(t, c.does("POST /top-ups note=crumpled", 422), "refused")
	c.queues()
	c.does("POST /requests papers=card", 200)
	c.does("POST /payments amount=48", 200)
	c.leaves()
}

func TestPapersAreMissing(t *testing.T) {
	c := open(t, 40, "")
	c.arrives("new number", "counter")
	c.queues()
	assert.Contains(t, c.does("POST /requests", 422), "papers missing")
	c.queues()
	c.does("POST /requests papers=card", 200)
	c.does("POST /payments amount=48", 200)
	c.leaves()
}

func TestTheCustomerLosesPatience(t *testing.T) {
	c := open(t, 40, "")
	c.arrives("new number", "counter")
	c.does("POST /tickets", 200)
	c.leaves()
}

func TestTheRacksAreFull(t *testing.T) {
	c := open(t, 0, "")
	assert.Contains(t, c.does("POST /bicycles", 409), "ask the guard")
}

// One complaint is settled at once, the other one is looked into: that customer
// goes through the whole cycle, with the washroom and the comment book.
func TestComplaintsAreHeard(t *testing.T) {
	c := open(t, 40, "business")
	c.arrives("new number", "counter")
	c.queues()
	c.does("POST /requests papers=card", 200)
	c.does("POST /payments amount=84", 402)
	assert.Equal(t, "settled", c.does("POST /complaints about=the+bill", 200))
	c.leaves()

	c = open(t, 40, "mass")
	c.arrives("new number", "counter")
	c.queues()
	c.does("POST /requests papers=card", 200)
	c.does("POST /washroom", 200)
	c.does("POST /payments amount=48", 200)
	c.does("POST /complaints about=a+clerk", 202)
	assert.Equal(t, "page 12", c.does("GET /comment-book", 200))
	assert.Equal(t, "case 1, answer within 3 days", c.does("POST /comment-book text=rude", 200))
	c.leaves()
}

// Many customers at once: each client names its journey.
func TestManyCustomersAtOnce(t *testing.T) {
	server, _ := serve(t, 100)
	var all sync.WaitGroup
	for i := range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			client := &http.Client{Transport: &coverhttp.Transport{Name: fmt.Sprint("customer ", i), Base: server.Client().Transport}}
			c := &customer{t, server.URL, client}
			place := c.does("POST /bicycles", 200)
			c.does("POST /visits", 200)
			c.does("POST /inquiries errand=top-up", 200)
			c.does("POST /top-ups note=new", 200)
			c.does("DELETE /visits", 200)
			c.does("DELETE /bicycles/"+place, 200)
		}()
	}
	all.Wait()
}
