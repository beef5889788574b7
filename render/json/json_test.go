package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/examples"
	"github.com/servicemoments/moments/render/internal/prosetest"
	"github.com/servicemoments/moments/render/json"
	"github.com/servicemoments/moments/touchpoint"
)

var update = flag.Bool("update", false, "rewrite golden files")

func textOf(t testing.TB, b *blueprint.Blueprint, o json.Options) string {
	return prosetest.Text(t, func(w io.Writer) error { return json.Write(w, b, o) })
}

func schemaOf(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(json.Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(json.SchemaID, doc))
	s, err := c.Compile(json.SchemaID)
	require.NoError(t, err)
	return s
}

func requireValid(t testing.TB, s *jsonschema.Schema, text, name string) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err, name)
	require.NoError(t, s.Validate(v), name)
}

func Example() {
	build := blueprint.New("Kiosk")
	build.Phase("").Step().On("customer", "Order").On("frontstage", "Take order")
	b, err := build.Blueprint()
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	if err := json.Write(&out, b, json.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	var model struct {
		Version int
		Ways    []struct{ From, To, Origin, Role string }
	}
	if err := stdjson.Unmarshal(out.Bytes(), &model); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(model.Version, model.Ways)
	// Output: 1 [{order take-order implied down}]
}

func TestModels(t *testing.T) {
	for _, b := range prosetest.Boards(t) {
		t.Run(b.Name, func(t *testing.T) {
			prosetest.RequireGolden(t, *update, filepath.Join("testdata", b.Name+".golden.json"), textOf(t, b.Blueprint, json.Options{}))
		})
	}
}

func TestTheSchemaIsAsRecorded(t *testing.T) {
	prosetest.RequireGolden(t, *update, filepath.Join("testdata", "model.schema.golden.json"), string(json.Schema()))
}

func TestEveryModelFollowsTheSchema(t *testing.T) {
	s := schemaOf(t)
	for _, e := range examples.List() {
		requireValid(t, s, textOf(t, prosetest.Example(t, e.Name), json.Options{}), e.Name)
	}
	for _, b := range prosetest.Boards(t) {
		requireValid(t, s, textOf(t, b.Blueprint, json.Options{Compact: true}), b.Name)
	}
	for i, b := range prosetest.Odd() {
		requireValid(t, s, textOf(t, b, json.Options{}), fmt.Sprint("odd ", i))
	}
	for seed := range 200 {
		requireValid(t, s, textOf(t, prosetest.Random(seed), json.Options{}), fmt.Sprint("seed ", seed))
	}
}

func TestTheSchemaRefusesWhatIsWrong(t *testing.T) {
	s, good := schemaOf(t), textOf(t, prosetest.Example(t, "corner-shoeshine"), json.Options{})
	for _, change := range [][2]string{
		{`"version": 1`, `"version": 2`},
		{`"origin": "implied"`, `"origin": "guessed"`},
		{`"standard": 30`, `"standard": "30s"`},
		{`"reachable": true`, `"reachable": true, "nice": true`},
		{`"title": "Sit down",`, ``},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, bad, change)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		require.NoError(t, err)
		assert.Error(t, s.Validate(v), change)
	}
}

// Every key of the language is in testdata/allkeys.yaml, and must come out.
func TestEveryKeyOfTheLanguageIsWritten(t *testing.T) {
	b, err := blueprint.Load(filepath.Join("..", "..", "blueprint", "testdata", "allkeys.yaml"))
	require.NoError(t, err)
	text := textOf(t, b, json.Options{})
	requireValid(t, schemaOf(t), text, "all keys")
	for _, s := range blueprint.Shapes() {
		for _, k := range s.Keys {
			if s.Name == "include" || k.Name == "include" {
				continue // what is included stands in the phases
			}
			assert.Contains(t, text, fmt.Sprintf("%q:", k.Name), "%s.%s", s.Name, k.Name)
		}
	}
	for _, said := range []string{`"acceptable": 1800`, `"from": "09:00"`, `"Sat 10:00-16:00"`, `"chance": 0.4`, `"reg": 90`, `"availability": 0.995`, `"checked": "2026-03-01"`} {
		assert.Contains(t, text, said)
	}
}

func TestNamesOfTheModelAreNoKeysOfTheLanguage(t *testing.T) {
	for shape, names := range map[string][]string{"touchpoint": {"place", "resolved"}, "lane": {"shown"}, "step": {"phase", "cells"}} {
		for _, n := range names {
			_, taken := blueprint.ShapeNamed(blueprint.Shapes(), shape).Key(n)
			assert.False(t, taken, "%s.%s", shape, n)
		}
	}
}

type model struct {
	Touchpoints []struct {
		ID       string
		Resolved struct{ Reachable bool }
	}
	Ways []struct {
		From, To, Origin string
		Back, Choice     bool
		Chance           *float64
	}
	Links []struct{ From, To string }
	Loops [][]string
}

func TestEveryTouchpointWayAndLinkIsThere(t *testing.T) {
	for seed := range 200 {
		b := prosetest.Random(seed)
		text, g := textOf(t, b, json.Options{}), b.Graph()
		require.Equal(t, text, textOf(t, prosetest.Random(seed), json.Options{}), "seed %d gives other bytes the second time", seed)
		var m model
		require.NoError(t, stdjson.Unmarshal([]byte(text), &m))
		require.Len(t, m.Touchpoints, len(b.Touchpoints()))
		for i, x := range b.Touchpoints() {
			require.Equal(t, x.ID, m.Touchpoints[i].ID)
			require.Equal(t, g.Reachable()[i], m.Touchpoints[i].Resolved.Reachable)
		}
		require.Len(t, m.Ways, len(g.Ways()))
		for i, w := range g.Ways() {
			to := touchpoint.End
			if w.To != nil {
				to = w.To.ID
			}
			require.Equal(t, []string{w.From.ID, to, string(w.Origin)}, []string{m.Ways[i].From, m.Ways[i].To, m.Ways[i].Origin})
			require.Equal(t, w.Back, m.Ways[i].Back)
		}
		require.Len(t, m.Links, len(g.Links()))
		require.Len(t, m.Loops, len(g.Loops()))
	}
}

func TestChancesOfAChoiceSumToOne(t *testing.T) {
	var m model
	require.NoError(t, stdjson.Unmarshal([]byte(textOf(t, prosetest.Nasty(), json.Options{})), &m))
	sum, n := 0.0, 0
	for _, w := range m.Ways {
		if w.Choice {
			sum, n = sum+*w.Chance, n+1
		}
	}
	assert.Equal(t, 3, n)
	assert.InDelta(t, 1, sum, 1e-9)
}

func TestHTMLInTitlesIsHarmless(t *testing.T) {
	assert.NotContains(t, textOf(t, prosetest.Nasty(), json.Options{}), "<script")
}

func TestWhatCannotBeWrittenIsReported(t *testing.T) {
	require.Error(t, json.Write(failing{}, prosetest.Nasty(), json.Options{}))
	b := prosetest.Nasty()
	b.Worth = &blueprint.Worth{Price: touchpoint.Of(math.NaN())}
	require.Error(t, json.Write(io.Discard, b, json.Options{}))
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no room") }
