package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	stdhtml "html"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/render/html"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
	"github.com/servicemoments/moments/touchpoint"
)

var update = flag.Bool("update", false, "rewrite golden files")

const nasty = "<script>alert(1)</script>\"&'</title></style>\u2028<!--"

func example(t testing.TB, name string) *blueprint.Blueprint {
	t.Helper()
	e, err := examples.Open(name)
	require.NoError(t, err)
	b, err := blueprint.Read(bytes.NewReader(e.Text), name)
	require.NoError(t, err)
	return b
}

func write(t testing.TB, b *blueprint.Blueprint, o html.Options) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, html.Write(&out, b, o))
	return out.String()
}

// hostile has a title that does harm where it is not escaped, in every place
// that takes a text.
func hostile(t testing.TB) *blueprint.Blueprint {
	t.Helper()
	build := blueprint.New(nasty).With(func(b *blueprint.Blueprint) {
		b.Description, b.Currency = nasty, nasty
		b.Personas = []blueprint.Persona{{ID: "p", Title: nasty}}
		b.Actors = []blueprint.Actor{{ID: "a", Title: nasty}}
		b.Lanes = []blueprint.Lane{{ID: "customer", Kind: touchpoint.Customer, Title: nasty}, {ID: "front", Kind: touchpoint.Frontstage, Title: nasty, Actor: "a"}}
		b.Journeys = []blueprint.Journey{{ID: "j", Title: nasty, Persona: "p", Touchpoints: []string{"first"}}}
	})
	phase := build.Phase(nasty)
	phase.Step().Evidence(nasty).Put("customer", touchpoint.Touchpoint{
		ID: "first", Title: nasty, Description: nasty, Notes: nasty, Channel: nasty, Owner: nasty, Policy: nasty,
		Moment:    &touchpoint.Moment{Critical: true, Standards: []string{nasty}, Enhancers: []string{nasty}, Detractors: []string{nasty}},
		Standards: &touchpoint.Standards{Personal: []touchpoint.Standard{{Title: nasty, Aspect: touchpoint.Tact}}},
		Fails:     []touchpoint.Fail{{Title: nasty, Cause: nasty, Prevent: []touchpoint.Prevention{{Title: nasty}}, Tags: []string{nasty}}},
		Proof:     &touchpoint.Proof{Status: touchpoint.Assumed, Source: nasty},
		Next:      []touchpoint.Next{{To: "second", When: nasty}, {To: touchpoint.End, When: nasty}},
	}).Put("front", touchpoint.Touchpoint{ID: "work", Title: nasty})
	phase.Step().Put("customer", touchpoint.Touchpoint{ID: "second", Title: nasty})
	b, err := build.Blueprint()
	require.NoError(t, err)
	first, ok := b.Touchpoint("first")
	require.True(t, ok)
	// The loader refuses such addresses; who puts a blueprint together need not ask it.
	first.See = "javascript:alert(1)"
	first.Refs = []string{"javascript:alert(1)", `https://example.org/?a=1&b="x"`, "data:text/html,x", nasty}
	return b
}

func TestTheHashesOfThePolicyAreThoseOfThePage(t *testing.T) {
	for _, name := range []string{"corner-shoeshine", "telecom-hall-zh"} {
		page := write(t, example(t, name), html.Options{})
		policy := stdhtml.UnescapeString(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1])
		assert.Contains(t, policy, "default-src 'none'")
		assert.NotContains(t, policy, "unsafe")
		hashes := func(pattern string) (found []string) {
			for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(page, -1) {
				sum := sha256.Sum256([]byte(m[1]))
				found = append(found, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
			}
			return found
		}
		scripts, styles := hashes(`(?s)<script>(.*?)</script>`), hashes(`(?s)<style>(.*?)</style>`)
		require.Len(t, scripts, 1)
		require.GreaterOrEqual(t, len(styles), 2, "the page's and the picture's")
		for _, h := range append(scripts, styles...) {
			assert.Contains(t, policy, h)
		}
		assert.NotRegexp(t, ` style="`, page, "a style attribute would be blocked")
		assert.NotRegexp(t, ` on[a-z]+="`, page, "so would a handler")
	}
}

func TestThePageFetchesNothing(t *testing.T) {
	page := write(t, example(t, "telecom-hall"), html.Options{})
	assert.NotRegexp(t, `(?i)<(link|img|iframe|object|embed|video|audio|base)\b`, page)
	assert.NotRegexp(t, `(?i) src=`, page)
	assert.NotRegexp(t, `(?i)url\(|@import`, page)
	for _, name := range []string{"fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(", "eval(", "innerHTML", "document.write"} {
		assert.NotContains(t, page, name)
	}
}

func TestHostileTitlesAreHarmless(t *testing.T) {
	page := write(t, hostile(t), html.Options{})
	assert.NotContains(t, page, "<script>alert")
	assert.Equal(t, 2, strings.Count(page, "<script"), "our script and our data")
	assert.Equal(t, 2, strings.Count(page, "</script"))
	assert.NotContains(t, page, "<!--")
	assert.NotContains(t, page, "\u2028")
	assert.NotRegexp(t, `(?i)href="?(javascript|data):`, page)

	data := dataOf(t, page)
	require.Len(t, data.Touchpoints, 3)
	assert.Contains(t, data.Touchpoints[0].Title, "<script>alert(1)</script>", "as text it arrives unharmed")
	var hrefs []string
	for _, g := range data.Touchpoints[0].Groups {
		for _, f := range g.Facts {
			for _, it := range f.Items {
				if it.Href != "" {
					hrefs = append(hrefs, it.Href)
				}
			}
		}
	}
	assert.Equal(t, []string{`https://example.org/?a=1&b="x"`}, hrefs, "safe addresses only")
}

func TestAThemeCannotLeaveTheStyleSheet(t *testing.T) {
	theme := scene.Theme{Name: `x"]{}</style><script>`, Colors: []scene.Color{{Paint: scene.Ink, Hex: "red}</style><script>alert(1)</script>"}}}
	page := write(t, example(t, "corner-shoeshine"), html.Options{Theme: theme})
	assert.NotContains(t, page, "alert(1)")
	assert.Equal(t, 2, strings.Count(page, "<script"))
}

// pageData is what a page embeds, as far as the tests look at it.
type pageData struct {
	Views    []struct{ Name string }
	Journeys []struct {
		Name  string
		Stops []string
	}
	Touchpoints []struct {
		ID, Title, LaneName string
		Step                int
		Tags                []string
		Groups              []struct {
			Name  string
			Facts []struct {
				Name  string
				Items []struct{ Text, Note, To, Href string }
			}
		}
	}
}

func dataOf(t testing.TB, page string) (data pageData) {
	t.Helper()
	m := regexp.MustCompile(`(?s)<script type="application/json" id="ui-data">(.*?)</script>`).FindStringSubmatch(page)
	require.Len(t, m, 2)
	require.NotContains(t, m[1], "<")
	require.NoError(t, json.Unmarshal([]byte(m[1]), &data))
	return data
}

// said gathers everything that is said of a touchpoint, a line a fact.
func said(data pageData, id string) string {
	var out strings.Builder
	for _, t := range data.Touchpoints {
		if t.ID != id {
			continue
		}
		for _, g := range t.Groups {
			for _, f := range g.Facts {
				for _, it := range f.Items {
					out.WriteString(g.Name + " / " + f.Name + " / " + it.Text)
					if it.Note != "" {
						out.WriteString(" / " + it.Note)
					}
					if it.To != "" {
						out.WriteString(" -> " + it.To)
					}
					if it.Href != "" {
						out.WriteString(" => " + it.Href)
					}
					out.WriteString("\n")
				}
			}
		}
	}
	return out.String()
}

func TestAllThatIsKnownOfATouchpointIsThere(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader(`
title: Counter
currency: EUR
personas: [{id: new, title: New customer}]
actors: [{id: clerk, title: Counter clerk}]
lanes: [{id: customer, kind: customer}, {id: frontstage, kind: frontstage, actor: clerk}]
steps:
  - evidence: [Queue display]
    customer: {id: wait, title: Wait, wait: {expected: 4m, acceptable: 10m, then: leave, occupied: A screen with news}}
    frontstage:
      id: serve
      title: Serve
      description: All that is asked at the counter.
      service: core
      channel: in-person
      time: {standard: 3m, acceptable: 8m, by: {new: 5m}}
      moment: {critical: true, standards: [Seen at once], enhancers: [Called by name], detractors: [Sent away]}
      standards: {procedural: [{title: Answer in 3 minutes, aspect: timing, met: 80%}]}
      expects: [{title: Quick help, adequate: 5.8, desired: 7.2, perceived: 6.4, driver: technical}]
      fails: [{title: System down, chance: 2%, cause: Power, severity: 8, occurrence: 4, detection: 6, prevent: [{title: Second line, kind: task}], recover: paper}]
      cost: {per-use: 1.5}
      servers: 3
      proof: {status: observed, source: "https://example.org/study", checked: 2026-03-01}
      refs: ["https://example.org/a"]
      see: other.yaml#x
      notes: Ask twice.
  - frontstage: {id: paper, title: Use paper}
  - customer: {id: leave, title: Leave}
`), "counter.yaml")
	require.NoError(t, err)
	text := said(dataOf(t, write(t, b, html.Options{})), "serve")
	for _, line := range []string{
		"Time and waiting / Time / 3 min, at most 8 min\n",
		"Time and waiting / New customer / 5 min\n",
		"Ways / Comes from / Wait -> wait\n",
		"Ways / Leads to / Use paper / recovery, System down, 2% -> paper\n",
		"Moment of truth / Delights / Called by name\n",
		"Moment of truth / Taken for granted / Seen at once\n",
		"Moment of truth / Annoys / Sent away\n",
		"Standards / Procedural / Answer in 3 minutes / timing, met in 80%\n",
		"Expectations /  / Quick help / adequate 5.8, desired 7.2, perceived 6.4, technical\n",
		"Expectations /  / inside the zone of tolerance\n",
		"Fail points /  / System down / chance 2%, risk priority 192 (8·4·6)\n",
		"Fail points /  / Cause: Power\n",
		"Fail points / Prevention / Second line / task\n",
		"Fail points / Recovery / Use paper -> paper\n",
		"Who and how / Done by / Counter clerk\n",
		"Who and how / Channel / in person\n",
		"Who and how / Side by side / 3\n",
		"Who and how / Cost / 1.5 EUR each time\n",
		"Proof and sources / Status / observed\n",
		"Proof and sources / Source / https://example.org/study => https://example.org/study\n",
		"Proof and sources / Checked / 2026-03-01\n",
		"Proof and sources / See / other.yaml#x => other.yaml#x\n",
		"Proof and sources / References / https://example.org/a => https://example.org/a\n",
		"Proof and sources / Notes / Ask twice.\n",
	} {
		assert.Contains(t, text, line)
	}
	assert.Contains(t, said(dataOf(t, write(t, b, html.Options{})), "wait"), "Time and waiting / Patience runs out / Leave -> leave\n")
}

func TestTheTableHoldsEveryTouchpointAndItsHeads(t *testing.T) {
	b := example(t, "telecom-hall")
	page := write(t, b, html.Options{})
	table := page[strings.Index(page, "<table>"):strings.Index(page, "</table>")]
	assert.Contains(t, table, "<caption>Service blueprint with ")
	assert.Equal(t, 8, strings.Count(table, `scope="col"`))
	assert.Equal(t, len(b.Touchpoints()), strings.Count(table, `scope="row"`))
	for _, x := range b.Touchpoints() {
		assert.Contains(t, table, stdhtml.EscapeString(prose.Line(x.Title)))
	}
	for _, s := range b.Steps() {
		for _, e := range s.Evidence {
			assert.Contains(t, table, stdhtml.EscapeString(e.Title))
		}
	}
}

func TestIDsAreUniqueInThePage(t *testing.T) {
	page := write(t, example(t, "telecom-hall"), html.Options{})
	page = page[:strings.Index(page, `<script type`)]
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		assert.False(t, seen[m[1]], m[1])
		seen[m[1]] = true
	}
	assert.True(t, seen["p-blueprint-complain"])
	assert.True(t, seen["t-complain"])
}

func TestElementsAreClosedInTheirOrder(t *testing.T) {
	void := map[string]bool{"meta": true, "input": true}
	for _, b := range []*blueprint.Blueprint{example(t, "telecom-hall-zh"), hostile(t)} {
		page := write(t, b, html.Options{})
		page = regexp.MustCompile(`(?s)(<script[^>]*>).*?(</script>)`).ReplaceAllString(page, "$1$2")
		page = regexp.MustCompile(`(?s)(<style>).*?(</style>)`).ReplaceAllString(page, "$1$2")
		var open []string
		for _, m := range regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s+[^\s=>/]+(?:="[^"]*")?)*\s*(/?)>`).FindAllStringSubmatch(page, -1) {
			switch {
			case m[1] == "" && m[3] == "" && !void[m[2]]:
				open = append(open, m[2])
			case m[1] == "/":
				require.NotEmpty(t, open)
				require.Equal(t, open[len(open)-1], m[2])
				open = open[:len(open)-1]
			}
		}
		assert.Empty(t, open)
	}
}

func TestThePageSpeaksTheBlueprintsLanguage(t *testing.T) {
	english, chinese := write(t, example(t, "telecom-hall"), html.Options{}), write(t, example(t, "telecom-hall-zh"), html.Options{})
	assert.Contains(t, english, `<html lang="en">`)
	assert.Contains(t, english, ">Present</button>")
	assert.Contains(t, chinese, `<html lang="zh">`)
	assert.Contains(t, chinese, ">演示</button>")
	for _, words := range []string{">Filter<", ">Search<", ">Close<", ">Fit<", ">Table<", "moment of truth"} {
		assert.NotContains(t, chinese, words)
	}
	assert.Contains(t, write(t, example(t, "telecom-hall"), html.Options{Options: view.Options{Language: "zh"}}), `<html lang="zh">`, "what is asked for goes first")
}

func TestThemeAndViewShownFirst(t *testing.T) {
	b := example(t, "corner-shoeshine")
	assert.NotContains(t, write(t, b, html.Options{}), "<html lang=\"en\" data-theme", "follows the system")
	dark := write(t, b, html.Options{Theme: scene.Dark()})
	assert.Contains(t, dark, `<html lang="en" data-theme="dark">`)
	assert.Contains(t, dark, `<option value="dark" selected>`)
	brand := write(t, b, html.Options{Theme: scene.Theme{Name: "acme", Colors: []scene.Color{{Paint: scene.Ink, Hex: "#123456"}}}})
	assert.Contains(t, brand, `<option value="acme" selected>acme</option>`)
	assert.Contains(t, brand, "--moments-ink:#123456;")

	views := view.Views()
	last := views[len(views)-1]
	for i := len(views) - 1; i >= 0; i-- {
		if _, err := views[i].Draw(b, view.Options{}); err == nil {
			last = views[i]
			break
		}
	}
	page := write(t, b, html.Options{View: last.Name})
	assert.Regexp(t, `data-view="`+last.Name+`" aria-label="[^"]*" data-first`, page)
	assert.ErrorContains(t, html.Write(&bytes.Buffer{}, b, html.Options{View: "nothing"}), "nothing")
}

func TestTheSameBytesEveryTime(t *testing.T) {
	b := example(t, "hot-pot-restaurant")
	first := write(t, b, html.Options{})
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	assert.Equal(t, first, write(t, b, html.Options{}))
}

func TestOddBlueprints(t *testing.T) {
	require.Error(t, html.Write(&bytes.Buffer{}, nil, html.Options{}))
	empty := write(t, &blueprint.Blueprint{}, html.Options{})
	assert.Contains(t, empty, "<title>Service blueprint</title>")
	assert.ErrorIs(t, html.Write(full{}, &blueprint.Blueprint{}, html.Options{}), errFull)
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestEveryAssetIsInThePage(t *testing.T) {
	page := write(t, &blueprint.Blueprint{}, html.Options{})
	files, err := filepath.Glob("assets/*.[cj]s*")
	require.NoError(t, err)
	require.Len(t, files, 11)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Contains(t, page, strings.ReplaceAll(string(text), "\r\n", "\n"), file)
	}
}

// What is said of the touchpoints is a golden file: the words are the interface.
func TestGoldenFacts(t *testing.T) {
	for _, name := range []string{"corner-shoeshine", "telecom-hall-zh"} {
		data := dataOf(t, write(t, example(t, name), html.Options{}))
		var got strings.Builder
		for _, x := range data.Touchpoints {
			got.WriteString("# " + x.Title + "\n" + said(data, x.ID) + "\n")
		}
		file := filepath.Join("testdata", name+".txt")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(file, []byte(got.String()), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got.String())
	}
}
