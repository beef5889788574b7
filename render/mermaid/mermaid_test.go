package mermaid_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prosetest"
	"github.com/servicemoments/moments/render/mermaid"
	"github.com/servicemoments/moments/touchpoint"
)

var update = flag.Bool("update", false, "rewrite golden files")

type write func(io.Writer, *blueprint.Blueprint, mermaid.Options) error

func textOf(t testing.TB, f write, b *blueprint.Blueprint, o mermaid.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return f(w, b, o) })
}

func kiosk() *blueprint.Blueprint {
	build := blueprint.New("Kiosk")
	build.Phase("Buy").Step().On("customer", "Order").On("frontstage", "Take order")
	b, err := build.Blueprint()
	if err != nil {
		panic(err)
	}
	return b
}

func Example() {
	if err := mermaid.Write(os.Stdout, kiosk(), mermaid.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// flowchart LR
	//   accTitle: Kiosk
	//   subgraph lane_customer ["Customer"]
	//     t_order("Order")
	//   end
	//   subgraph lane_frontstage ["Frontstage"]
	//     t_take_order("Take order")
	//   end
	//   t_order --> t_take_order
	//   style lane_customer fill:#EAF2FC,stroke:#EAF2FC,color:#1F5FA8
	//   style lane_frontstage fill:#E8F5EE,stroke:#E8F5EE,color:#1C7048
}

func ExampleJourney() {
	if err := mermaid.Journey(os.Stdout, kiosk(), mermaid.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// journey
	//   title Kiosk
	//   section Buy
	//     Order: 3: Customer
}

func TestCharts(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		t.Run(b.Name, func(t *testing.T) {
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".golden.mmd"), textOf(t, mermaid.Write, b.Blueprint, mermaid.Options{}))
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".journey.golden.mmd"), textOf(t, mermaid.Journey, b.Blueprint, mermaid.Options{}))
		})
	}
}

func TestAJourneyIsThatOfItsPersona(t *testing.T) {
	build := blueprint.New("Kiosk").With(func(b *blueprint.Blueprint) {
		b.Personas = []blueprint.Persona{{Title: "Regular"}, {Title: "Guest, new"}}
		b.Journeys = []blueprint.Journey{{Title: "First visit", Persona: "guest-new", Touchpoints: []string{"order", "leave"}}}
	})
	phase := build.Phase("Buy")
	phase.Step().Put("customer", touchpoint.Touchpoint{Title: "Order", Emotion: &touchpoint.Emotion{
		Value: touchpoint.Of(1.0), By: []touchpoint.PersonaEmotion{{Persona: "guest-new", Value: -2}},
	}})
	phase.Step().On("customer", "Pay")
	phase.Step().With(func(s *blueprint.Step) { s.Emotion = &touchpoint.Emotion{Value: touchpoint.Of(1.6)} }).On("customer", "Leave")
	b, err := build.Blueprint()
	require.NoError(t, err)
	assert.Equal(t, "journey\n  title First visit\n  section Buy\n    Order: 1: Guest new\n    Leave: 5: Guest new\n",
		textOf(t, mermaid.Journey, b, mermaid.Options{Journey: b.Journeys[0].ID}))
	assert.Contains(t, textOf(t, mermaid.Journey, b, mermaid.Options{}), "    Order: 4: Customer\n    Pay: 3: Customer\n")
}

func TestEveryTouchpointAndWayIsThere(t *testing.T) {
	edges := regexp.MustCompile(`(?m)^  (t_\w+|t_\S+) (-->|-\.->|<-\.->)`)
	for seed := range 300 {
		b := prosetest.Random(seed)
		got, g := textOf(t, mermaid.Write, b, mermaid.Options{}), b.Graph()
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(`(?m)^    (t_\S+)\("`).FindAllStringSubmatch(got, -1) {
			ids[m[1]] = true
		}
		require.Len(t, ids, len(b.Touchpoints()), "seed %d", seed)
		require.Len(t, edges.FindAllString(got, -1), len(g.Ways())+len(g.Links()), "seed %d", seed)
		require.Equal(t, got, textOf(t, mermaid.Write, prosetest.Random(seed), mermaid.Options{}), "seed %d gives other bytes the second time", seed)
		journey := textOf(t, mermaid.Journey, b, mermaid.Options{})
		require.Equal(t, journey, textOf(t, mermaid.Journey, prosetest.Random(seed), mermaid.Options{}), "seed %d", seed)
	}
}

func TestOddBlueprintsAreWritten(t *testing.T) {
	for _, b := range prosetest.Odd() {
		assert.Contains(t, textOf(t, mermaid.Write, b, mermaid.Options{Down: true}), "flowchart TB\n")
		assert.Contains(t, textOf(t, mermaid.Journey, b, mermaid.Options{Journey: "none"}), "journey\n")
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	require.Error(t, mermaid.Write(failing{}, prosetest.Nasty(), mermaid.Options{}))
	require.Error(t, mermaid.Journey(failing{}, prosetest.Nasty(), mermaid.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }

type answer struct {
	Error, Type, Words               string
	Nodes, Edges, Subgraphs, Scripts int
}

// Mermaid wants a browser: in plain Node it rejects valid text. One Chromium
// draws all texts.
func TestMermaidDrawsEveryText(t *testing.T) {
	var texts []string
	var check []func(answer)
	chart := func(name string, b *blueprint.Blueprint, o mermaid.Options) {
		texts = append(texts, textOf(t, mermaid.Write, b, o))
		check = append(check, func(a answer) {
			require.Empty(t, a.Error, name)
			g, lanes := b.Graph(), 0
			for _, l := range b.LanesInUse() {
				lanes += min(1, len(g.InLane(l.ID)))
			}
			require.Equal(t, lanes, a.Subgraphs, name)
			require.GreaterOrEqual(t, a.Nodes, len(b.Touchpoints()), name)
			require.Equal(t, len(g.Ways())+len(g.Links()), a.Edges, name)
			for _, x := range b.Touchpoints() {
				require.Contains(t, folded(a.Words), folded(x.Title), name)
			}
		})
	}
	for _, b := range prosetest.Boards(t) {
		chart(b.Name, b.Blueprint, mermaid.Options{})
		texts = append(texts, textOf(t, mermaid.Journey, b.Blueprint, mermaid.Options{}))
		check = append(check, func(a answer) {
			require.Empty(t, a.Error, b.Name)
			require.Equal(t, "journey", a.Type)
			require.Contains(t, folded(a.Words), folded(b.Touchpoints()[0].Title), b.Name)
		})
	}
	for seed := range 5 {
		chart(fmt.Sprintf("random %d", seed), prosetest.Random(seed), mermaid.Options{Down: seed%2 == 0})
	}
	for i, a := range ask(t, texts) {
		require.Zero(t, a.Scripts)
		check[i](a)
	}
}

// folded is a text without blanks and breaks.
func folded(s string) string { return strings.Join(strings.Fields(s), "") }

func ask(t *testing.T, texts []string) []answer {
	t.Helper()
	const how = "run npm ci in scripts/tools/mermaid, and apt-get install chromium"
	tools := filepath.Join("..", "..", "scripts", "tools", "mermaid")
	library, err := os.ReadFile(filepath.Join(tools, "node_modules", "mermaid", "dist", "mermaid.min.js"))
	if err != nil {
		prosetest.Missing(t, "Mermaid", how)
	}
	chromium := prosetest.Tool(t, "chromium", how)
	page, err := os.ReadFile(filepath.Join(tools, "check.html"))
	require.NoError(t, err)
	dir := t.TempDir()
	data, err := json.Marshal(texts)
	require.NoError(t, err)
	for name, text := range map[string][]byte{"mermaid.min.js": library, "check.html": page, "texts.js": []byte("const texts = " + string(data))} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}
	out, err := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--timeout=60000", "--virtual-time-budget=60000", "--dump-dom", "file://"+filepath.Join(dir, "check.html")).Output()
	require.NoError(t, err)
	found := regexp.MustCompile(`(?s)<pre id="answer">(.*?)</pre>`).FindSubmatch(out)
	require.NotNil(t, found, string(out))
	var got struct {
		Answers []answer
		Harm    int
	}
	require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(string(found[1]))), &got))
	require.Zero(t, got.Harm, "a script in a title was run")
	require.Len(t, got.Answers, len(texts))
	return got.Answers
}
