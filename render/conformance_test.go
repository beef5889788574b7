package render_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render"
	"github.com/servicemoments/moments/render/graphviz"
	"github.com/servicemoments/moments/render/rendertest"
)

// hostile is a title that would do harm wherever it is not escaped.
const hostile = `<script>alert(1)</script>"&'`

// services are small, and have something for every view.
var services = map[string]string{
	"english": `title: Shoe repair
personas: [{id: walker, title: Walker}]
steps:
  - customer: {title: Bring the shoes, moment: true, emotion: -1, expects: [{title: A word on how long, adequate: 3, desired: 5, perceived: 4}]}
    frontstage: {title: Look at the heels, service: consultation, standards: {procedural: [Within 2 min], personal: [Smile]}, next: [{to: mend, when: worth it}, {to: end, when: not worth it}]}
    evidence: [Counter]
  - backstage: {title: Mend, service: core, time: 20m, fails: [{title: Wrong heel, chance: 5%, severity: 7, recover: mend-again}]}
    support: Leather
  - backstage: Mend again
  - customer: {title: Fetch the shoes, moment: critical, emotion: 2, wait: {expected: 3m, acceptable: 5m}}
    frontstage: {title: Take the money, service: payment}
`,
	"chinese": `title: 修鞋铺
language: zh
steps:
  - customer: {title: 送鞋来店, moment: true, emotion: -1}
    frontstage: {title: 查看鞋跟, service: consultation, standards: {procedural: [两分钟内], personal: [微笑]}}
    evidence: [柜台]
  - backstage: {title: 修补, service: core, time: 20m, fails: [{title: 装错鞋跟, chance: 5%, recover: 重修}]}
  - backstage: 重修
  - customer: {title: 取鞋, moment: critical, emotion: 2, wait: {expected: 3m, acceptable: 5m}}
    frontstage: {title: 收款, service: payment}
`,
	"hostile": `title: 'HOSTILE'
description: 'HOSTILE'
personas: [{id: p, title: 'HOSTILE'}]
lanes:
  - {id: customer, kind: customer, title: 'HOSTILE'}
  - {id: frontstage, kind: frontstage, title: 'HOSTILE', actor: 'a'}
actors: [{id: a, title: 'HOSTILE'}]
phases:
  - title: 'HOSTILE'
    steps:
      - title: 'HOSTILE'
        evidence: ['HOSTILE']
        customer: {id: one, title: 'HOSTILE', moment: true, emotion: -1, notes: 'HOSTILE', wait: {expected: 6m, acceptable: 5m}}
        frontstage: {id: two, title: 'HOSTILE', service: core, standards: {procedural: ['HOSTILE']}, fails: [{title: 'HOSTILE', cause: 'HOSTILE', prevent: ['HOSTILE']}], next: [{to: three, when: 'HOSTILE'}, {to: end, when: 'HOSTILE no'}]}
      - customer: {id: three, title: 'HOSTILE', moment: critical, emotion: 1}
links: [{from: one, to: three, title: 'HOSTILE'}]
journeys: [{id: j, title: 'HOSTILE', persona: p, touchpoints: [one, two, three]}]
`,
}

func service(t testing.TB, name string) *blueprint.Blueprint {
	t.Helper()
	text := strings.ReplaceAll(services[name], "HOSTILE", strings.ReplaceAll(hostile, "'", "''"))
	b, err := blueprint.Read(strings.NewReader(text), name+".yaml")
	require.NoError(t, err)
	return b
}

// Every view in every format, and every format in every theme: no error,
// something that its readers understand, the same each time, and harmless.
func TestEveryViewInEveryFormatAndTheme(t *testing.T) {
	for name := range services {
		b := service(t, name)
		for i, v := range render.Views() {
			for _, f := range render.Formats() {
				for k, theme := range render.Themes() {
					if i > 0 && k > 0 { // the colours of every view are looked at below
						continue
					}
					o := render.Options{View: v.Name, Format: f.Name, Theme: theme.Name, Layouter: graphviz.Layouter{}}
					if f.Name == "png" {
						o.Scale = 0.25 // few pixels: this is about whether, not how
					}
					got := draw(t, b, o)
					require.NotEmpty(t, got)
					what := strings.Join([]string{name, v.Name, f.Name, theme.Name}, ", ")
					assert.True(t, got == draw(t, b, o), "%s: the same blueprint gives other bytes", what)
					t.Run(what, func(t *testing.T) { sound(t, f.Name, got, name == "hostile") })
				}
			}
		}
	}
}

// sound checks that a text is what its format says, and does nothing.
func sound(t *testing.T, format, got string, isHostile bool) {
	t.Helper()
	switch format {
	case "png":
		_, err := png.Decode(strings.NewReader(got))
		require.NoError(t, err)
		return
	case "pdf":
		assert.True(t, strings.HasPrefix(got, "%PDF-1."))
		for _, active := range []string{"/JavaScript", "/JS", "/OpenAction", "/Launch", "/AA"} {
			assert.NotContains(t, got, active+" ")
		}
		return
	}
	assert.True(t, utf8.ValidString(got))
	assert.NotContains(t, got, "\x1b")
	switch format {
	case "svg":
		well(t, got)
	case "html":
		assert.Contains(t, got, "Content-Security-Policy")
		assert.NotContains(t, got, "<script>alert")
	case "json":
		var model struct{ Blueprint struct{ Title string } }
		require.NoError(t, json.Unmarshal([]byte(got), &model))
		if isHostile {
			assert.Equal(t, hostile, model.Blueprint.Title)
		}
		assert.NotContains(t, got, "<script>")
	case "markdown", "mermaid", "mermaid-journey": // shown on pages as they are
		assert.NotContains(t, got, "<script>")
	case "dot", "d2": // a quote in a title must not end it
		for line := range strings.Lines(got) {
			assert.Zero(t, strings.Count(strings.ReplaceAll(line, `\"`, ""), `"`)%2, line)
		}
	}
}

// well checks that a picture is well-formed and has no script in it.
func well(t *testing.T, picture string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		if e, ok := token.(xml.StartElement); ok {
			assert.NotContains(t, []string{"script", "foreignObject", "image", "iframe"}, e.Name.Local)
			for _, a := range e.Attr {
				assert.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
			}
		}
	}
}

// What every picture keeps: words can be read, in every theme, and boxes and
// lines keep apart. (A network's ways bend freely.)
func TestEveryViewIsASoundPicture(t *testing.T) {
	for name := range services {
		b := service(t, name)
		for _, v := range render.ViewsWith(render.Options{Layouter: graphviz.Layouter{}}) {
			s, err := v.Draw(b, render.Options{}.Options)
			require.NoError(t, err)
			if v.Name != "network" {
				assert.Empty(t, rendertest.Check(s), "%s of %s", v.Name, name)
			}
			assert.Empty(t, rendertest.Words(s), "%s of %s", v.Name, name)
			for _, theme := range render.Themes() {
				assert.Empty(t, rendertest.Contrasts(s, theme, 4.5), "%s of %s in %s", v.Name, name, theme.Name)
			}
		}
	}
}

func TestANetworkWithoutALayouterSaysWhatIsNeeded(t *testing.T) {
	err := render.Render(io.Discard, service(t, "english"), render.Options{View: "network"})
	assert.ErrorContains(t, err, "moments-graphviz")
}

func TestMissingCharactersAreToldOrFail(t *testing.T) {
	for _, format := range []string{"png", "pdf"} {
		var said []string
		o := render.Options{Format: format, NoSystemFonts: true, Warn: func(s string) { said = append(said, s) }}
		draw(t, service(t, "chinese"), o)
		require.Len(t, said, 1, format)
		assert.Contains(t, said[0], "U+")
		assert.Contains(t, said[0], "--font")

		o.Strict = true
		var out bytes.Buffer
		err := render.Render(&out, service(t, "chinese"), o)
		assert.ErrorContains(t, err, "U+", format)
		assert.Empty(t, out.String())
		assert.Len(t, said, 1, "an error is not told twice")

		draw(t, service(t, "english"), o)
	}
}
