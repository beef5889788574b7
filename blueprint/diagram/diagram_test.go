package diagram_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/blueprint/diagram"
	"github.com/servicemoments/moments/render/mermaid"
	"github.com/servicemoments/moments/touchpoint"
)

func read(t testing.TB, text string, o diagram.Options) (*blueprint.Blueprint, blueprint.Diagnostics) {
	b, found, err := diagram.Read(strings.NewReader(text), "chart.mmd", o)
	require.NoError(t, err)
	return b, found
}

func yaml(t testing.TB, b *blueprint.Blueprint) string {
	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	return out.String()
}

func ExampleRead() {
	b, _, err := diagram.Read(strings.NewReader(`
journey
    title My working day
    section Go to work
      Make tea: 5: Me
      Do work: 1: Me, Cat
`), "day.mmd", diagram.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := b.Write(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// title: My working day
	// personas: [Me, Cat]
	// phases:
	//   - title: Go to work
	//     steps:
	//       - customer: {title: Make tea, emotion: 2, for: [me]}
	//       - customer: {title: Do work, emotion: -2}
}

// TestJourneys reads the example of Mermaid's own pages.
func TestJourneys(t *testing.T) {
	b, found := read(t, `journey
    title My working day
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me
      Do work: 1: Me, Cat
    section Go home
      Go downstairs: 5: Me
      Sit down: 5: Me
`, diagram.Options{})
	assert.Empty(t, found)
	assert.Equal(t, "My working day", b.Title)
	require.Len(t, b.Phases, 2)
	assert.Len(t, b.Phases[0].Steps, 3)
	g := b.Graph()
	work, ok := g.Touchpoint("do-work")
	require.True(t, ok)
	assert.InDelta(t, -2, *work.Emotion.Value, 0)
	assert.Empty(t, work.For, "both do it")
	tea, _ := g.Touchpoint("make-tea")
	assert.Equal(t, []string{"me"}, tea.For)
	assert.Len(t, g.Out(tea), 1)
}

func TestOddJourneys(t *testing.T) {
	b, found := read(t, `---
title: From the front
config: {theme: dark}
---
%%{init: {
  "theme": "forest"}}%%
journey
  accTitle: Not this one
  accDescr {
    What it is
    about
  }
  Before any section: 9: Staff
  section 到店
  %% a remark
  排队 #35;1: two: 顾客
  : 3: Me
  No score
  后台备货: 2: 后台员工行为
`, diagram.Options{})
	assert.Equal(t, "From the front", b.Title)
	assert.Equal(t, "What it is about", b.Description)
	var lines []string
	for _, f := range found {
		lines = append(lines, fmt.Sprintf("%d:%d %s", f.Range.Start.Line, f.Range.Start.Column, f.Message))
	}
	assert.Equal(t, []string{
		"13:22 the score 9 is not between 1 and 5; the nearest was taken",
		"16:12 the score \"two\" is no number, and was left out",
		"17:3 this task has no name and was left out",
		"18:3 this task has no score",
	}, lines)
	queue, ok := b.Touchpoint("排队-1")
	require.True(t, ok, "%s", yaml(t, b))
	assert.Equal(t, "排队 #1", queue.Title)
	goods, _ := b.Touchpoint("后台备货")
	assert.Equal(t, touchpoint.Backstage, b.Graph().Kind(goods))
}

const hall = `flowchart LR
    subgraph c [Customer actions]
        A([Start]) --> B["Order <b>coffee</b>"]
        B --> P[Pay] --> L[Leave]
    end
    subgraph f ["Frontstage: Barista"]
        T["Take<br/>order"]
        H{Paid?}
    end
    subgraph Backstage
        M[Make coffee]
    end
    %% order and payment
    B --> T --> M
    P -- by card --> H
    H -->|yes, 90%| L
    H -- "no; try (again)" --> P
    M -.- P
    L --> E((End))
    classDef hot fill:#f96
    class B hot;
    style c fill:#fff
    linkStyle 0 stroke:#ff3,stroke-width:4px;
    click B "https://example.com/menu" "tip"
`

func TestFlowcharts(t *testing.T) {
	b, found := read(t, hall, diagram.Options{})
	g := b.Graph()
	var got []string
	for _, p := range g.Touchpoints() {
		at := g.Place(p)
		got = append(got, fmt.Sprintf("%d %s %s", at.Column+1, at.Lane, p.Title))
	}
	assert.Equal(t, []string{"1 customer Order coffee", "1 barista Take order", "1 backstage Make coffee", "2 customer Pay", "2 barista Paid?", "3 customer Leave"}, got)
	order, _ := g.Touchpoint("order-coffee")
	assert.Equal(t, []string{"https://example.com/menu"}, order.Refs)
	paid, _ := g.Touchpoint("paid")
	require.Len(t, paid.Next, 2, "%s", yaml(t, b))
	assert.Equal(t, "yes", paid.Next[0].When)
	assert.InDelta(t, 0.9, *paid.Next[0].Chance, 1e-9)
	assert.Equal(t, "no; try (again)", paid.Next[1].When)
	assert.Equal(t, []blueprint.Link{{From: "make-coffee", To: "pay"}}, b.Links)
	leave, _ := g.Touchpoint("leave")
	assert.Equal(t, touchpoint.End, leave.Next[0].To)
	for _, f := range found {
		assert.Contains(t, f.Message, "on the board", "%s", f)
	}
}

func TestWhatPeopleWriteIntoFlowcharts(t *testing.T) {
	for name, text := range map[string]string{
		"one line":        "graph TD; subgraph User; A-->B; B-->C; end; subgraph Support; D; end; A-->D",
		"ampersands":      "graph TB\n subgraph Customer\n A & B --> C & D\n end\n subgraph Support process\n S\n end\n A --> S",
		"shapes":          "flowchart LR\nsubgraph Guest\na1[/In/] --> a2[\\Out\\] --> a3[(Data)] --> a4[[Sub]] --> a5>Flag] --> a6{{Hexagon}} --> a7(((Twice))) --> a8[/Trap\\] --> a9@{ shape: diam, label: \"New\" }\nend",
		"arrows":          "flowchart LR\nsubgraph 用户\na==>b\nb-.->c\nc--o d\nd--x e\ne<-->f\nf ---> g\ng == thick ==> h\nh -. dots .-> i\ni ~~~ a\na e1@--> c\nend",
		"quotes":          "flowchart TD\nsubgraph one [\"Customer [guest]\"]\nA[\"Say (hello) ; [x]\"] --> |\"a | b\"| B[\"`**bold** text`\"]\nend",
		"chinese":         "graph LR\nsubgraph 顾客行为\n到店 --> 点餐\nend\nsubgraph 前台员工行为\n迎宾\nend\n到店 --> 迎宾",
		"markdown":        "# A page\n\n```mermaid\ngraph LR\n  subgraph Client\n  A --> B\n  end\n```\n\nmore\n",
		"only a circle":   "graph LR\nsubgraph Client\nA-->B\nB-->A\nend",
		"hyphens":         "graph LR\nsubgraph Client\nask-desk --> be-served\nend",
		"classes at once": "graph LR\nsubgraph Client\nA:::critical --> B:::moment\nend",
	} {
		t.Run(name, func(t *testing.T) {
			b, found := read(t, text, diagram.Options{})
			for _, f := range found {
				assert.NotContains(t, f.Message, "not understood", "%s", f)
			}
			assert.Greater(t, len(b.Touchpoints()), 1, "%s", yaml(t, b))
			assert.Empty(t, b.Validate())
		})
	}
	b, _ := read(t, "graph LR\nsubgraph Client\nA:::critical --> B:::moment\nend", diagram.Options{})
	assert.True(t, b.Touchpoints()[0].IsCritical())
	b, _ = read(t, "flowchart TD\nsubgraph one [\"Customer [guest]\"]\nA[\"Say (hello) ; [x]\"] --> |\"a | b\"| B[\"`**bold** text`\"]\nend", diagram.Options{})
	assert.Equal(t, "Say (hello) ; [x]", b.Touchpoints()[0].Title)
	assert.Equal(t, "bold text", b.Touchpoints()[1].Title)
	assert.Equal(t, "a | b", b.Touchpoints()[0].Next[0].When)
}

func TestSubgraphsThatAreNotRecognisedAreAskedFor(t *testing.T) {
	text := "flowchart LR\nsubgraph Custmer\nA --> B\nend\nsubgraph Waiters\nC\nend\nA --> C\n"
	_, _, err := diagram.Read(strings.NewReader(text), "chart.mmd", diagram.Options{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), `chart.mmd:2:1: error: the subgraph "Custmer" is no lane that is known`)
	assert.Contains(t, err.Error(), `is it "customer"? Say --map "Custmer=customer"`)
	assert.Contains(t, err.Error(), `chart.mmd:5:1: error: the subgraph "Waiters" is no lane that is known; say what it is: --map "Waiters=frontstage", or =phase`)
	b, found := read(t, text, diagram.Options{Map: []diagram.Mapping{{Label: "Custmer", Target: "customer"}, {Label: "waiters", Target: "frontstage"}}})
	assert.Empty(t, found)
	assert.Equal(t, touchpoint.Frontstage, b.Lanes[1].Kind)
}

func TestPhasesMayBeSubgraphs(t *testing.T) {
	b, _ := read(t, "flowchart LR\nsubgraph Arrive\n subgraph Customer\n A --> B\n end\nend\nsubgraph Leave\n C\nend\nB --> C\n", diagram.Options{Map: []diagram.Mapping{{Label: "Arrive", Target: "phase"}, {Label: "Leave", Target: "phase"}}})
	require.Len(t, b.Phases, 2)
	assert.Equal(t, "Leave", b.Phases[1].Title)
}

func TestWhatIsNotUnderstoodIsReportedWhereItStands(t *testing.T) {
	_, found := read(t, "graph LR\nsubgraph Client\n  A --> B ?? C\n  --> D\nend\nend\n", diagram.Options{})
	var lines []string
	for _, f := range found {
		lines = append(lines, f.String())
	}
	text := strings.Join(lines, "\n")
	assert.Contains(t, text, `chart.mmd:3:11: warning: "??" was not understood; the rest of the statement was left out; expected an arrow such as --> or -.->`)
	assert.Contains(t, text, "chart.mmd:4:3: warning: \"-->\" was not understood")
	assert.Contains(t, text, "chart.mmd:6:1: warning: this end ends nothing")
}

func TestOtherTextsAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "no diagram",
		"sequenceDiagram\nA->>B": `chart.mmd:1:1: error: a diagram of the kind "sequenceDiagram" cannot become a blueprint; expected a diagram that begins with journey, flowchart or graph`,
		"flowchar LR\n":          `did you mean "flowchart"?`,
		"journey\n":              "nothing in this diagram",
		"flowchart LR\n":         "nothing in this diagram",
		"\xff\xfe\x00":           "no text in UTF-8",
	} {
		_, _, err := diagram.Read(strings.NewReader(text), "chart.mmd", diagram.Options{})
		require.Error(t, err, text)
		assert.Contains(t, err.Error(), want)
	}
}

// TestOurOwnChartsComeBack imports what render/mermaid writes: lanes, touchpoints
// and ways are those of the blueprint.
func TestOurOwnChartsComeBack(t *testing.T) {
	for _, name := range []string{"corner-shoeshine", "telecom-hall", "telecom-hall-zh", "overnight-hotel", "hot-pot-restaurant"} {
		t.Run(name, func(t *testing.T) {
			b, err := blueprint.Load(filepath.Join("../../examples", name, "blueprint.yaml"))
			require.NoError(t, err)
			var chart bytes.Buffer
			require.NoError(t, mermaid.Write(&chart, b, mermaid.Options{}))
			back, _ := read(t, chart.String(), diagram.Options{})
			assert.Equal(t, b.Title, back.Title)
			g, h := b.Graph(), back.Graph()
			kinds := map[string]touchpoint.Kind{}
			for _, p := range g.Touchpoints() {
				kinds[p.Title] = g.Kind(p)
			}
			for _, p := range h.Touchpoints() {
				assert.Equal(t, kinds[p.Title], h.Kind(p), p.Title)
			}
			assert.Len(t, h.Touchpoints(), len(g.Touchpoints()))
			ways := func(g *blueprint.Graph) map[string]bool {
				out := map[string]bool{}
				for _, w := range g.Ways() {
					to := "end"
					if w.To != nil {
						to = w.To.Title
					}
					out[w.From.Title+" -> "+to] = true
				}
				return out
			}
			want, got := ways(g), ways(h)
			for w := range want {
				assert.True(t, got[w] || linked(back, w), "missing: %s", w)
			}
			var journey bytes.Buffer
			require.NoError(t, mermaid.Journey(&journey, b, mermaid.Options{}))
			_, found := read(t, journey.String(), diagram.Options{})
			assert.Empty(t, found)
		})
	}
}

// linked tells whether a link stands for a way.
func linked(b *blueprint.Blueprint, way string) bool {
	g := b.Graph()
	for _, l := range g.Links() {
		if l.From.Title+" -> "+l.To.Title == way {
			return true
		}
	}
	return false
}

func TestRandomChartsOfOursComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(blueprinttest.Seeded(rapid.Uint64().Draw(t, "seed")), blueprinttest.Shape{})
		var chart bytes.Buffer
		require.NoError(t, mermaid.Write(&chart, b, mermaid.Options{}))
		back, _, err := diagram.Read(&chart, "chart.mmd", diagram.Options{})
		require.NoError(t, err)
		require.Len(t, back.Touchpoints(), len(b.Touchpoints()))
	})
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("../../render/mermaid/testdata/*.mmd")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(hall)
	f.Add("journey\n title x\n section y\n a: 5: b, c\n")
	f.Add("---\ntitle: x\n---\n%%{init}%%\ngraph LR; a@{shape: diam, label: \"x\"}-- y -->b:::z & c")
	f.Fuzz(func(t *testing.T, text string) {
		b, found, err := diagram.Read(strings.NewReader(text), "fuzz.mmd", diagram.Options{})
		for _, d := range found {
			if d.Range.Start.Line < 1 || d.Range.Start.Column < 1 {
				t.Errorf("a finding without a place: %v", d)
			}
		}
		if err == nil && len(b.Validate()) > 0 {
			t.Errorf("not valid: %v", b.Validate())
		}
	})
}
