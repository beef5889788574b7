package html_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/html"
	"github.com/servicemoments/moments/render/view"
)

func twoLayers() []layer.Layer {
	return []layer.Layer{{
		ID: "utilisation", Title: "Utilisation of servers",
		Values: []layer.Value{
			{ID: "inquire", Text: "97%", Tone: layer.Poor, Marks: []layer.Mark{layer.Bottleneck}, Note: "of the time of <2> clerks"},
			{ID: "enter-the-hall", Text: "31%", Tone: layer.Good},
		},
		Legend: []layer.Entry{{Tone: layer.Good, Text: "has time"}, {Tone: layer.Poor, Text: "too much"}, {Mark: layer.Bottleneck, Text: "bottleneck"}},
	}, {
		ID: "coverage", Title: "</script><b>Coverage",
		Values: []layer.Value{{ID: "inquire", Text: "12×", Tone: layer.Good}, {ID: "nobody", Text: "1"}},
		Ways:   []layer.Way{{From: "enter-the-hall", To: "inquire", Text: "81%", Tone: layer.Fair, Weight: 1}},
		Legend: []layer.Entry{{Tone: layer.Good, Text: "visited"}},
	}}
}

func TestLayersStandInTheTableAndInThePanel(t *testing.T) {
	page := write(t, example(t, "telecom-hall"), html.Options{Options: view.Options{Layers: twoLayers()}})
	assert.Contains(t, page, `<th scope="col">Utilisation of servers</th>`)
	assert.Contains(t, page, `<td><div>97%, too much, bottleneck <small>of the time of &lt;2&gt; clerks</small></div></td>`)
	assert.NotContains(t, page, "</script><b>")
	assert.NotContains(t, write(t, example(t, "telecom-hall"), html.Options{}), `"layers":`)
}

func TestLayersAreSwitchedInABrowser(t *testing.T) {
	in := browser(t)
	b := open(t, in, write(t, example(t, "telecom-hall"), html.Options{Options: view.Options{Layers: twoLayers()}}))
	box := `document.querySelector('.picture.open [data-role="touchpoint"][data-id="inquire"] > rect')`
	badge := `.picture.open [data-mark="value"][data-of="inquire"][data-layer="utilisation"]`
	display := func() string {
		return ask[string](b, `getComputedStyle(document.querySelector(`+quote(badge)+`)).display`)
	}
	fill := func() string { return ask[string](b, `getComputedStyle(`+box+`).fill`) }
	poor := fill()
	assert.Equal(t, "inline", display())
	assert.Equal(t, []string{"Utilisation of servers", "</script><b>Coverage"}, ask[[]string](b, `[...document.querySelectorAll("#ui-layers button")].map(x => x.textContent)`))

	b.click(`#ui-layers button`)
	assert.Equal(t, "none", display(), "its badges are gone")
	good := fill()
	assert.NotEqual(t, poor, good, "the other layer judges now")
	assert.True(t, b.visible(`.picture.open [data-mark="value"][data-of="inquire"][data-layer="coverage"]`))

	b.click(`#ui-layers button:last-child`)
	assert.NotEqual(t, good, fill())
	assert.Equal(t, ask[string](b, `getComputedStyle(document.querySelector('.picture.open [data-role="touchpoint"][data-id="have-the-request-handled"] > rect')).fill`), fill(), "as a box that nothing is known of")
	assert.Equal(t, "1.5px", ask[string](b, `getComputedStyle(document.querySelector('.picture.open [data-role="way"][data-layer="coverage"] > path')).strokeWidth`))

	b.click(`#ui-layers button`)
	b.click(`#ui-layers button:last-child`)
	assert.Equal(t, poor, fill())

	assert.Contains(t, ask[string](b, `(() => { `+box+`.dispatchEvent(new MouseEvent("click", {bubbles: true})); return document.getElementById("ui-facts").innerText; })()`), "97%, too much, bottleneck")
	b.click(`#ui-tabs [data-view=""]`)
	assert.False(t, b.visible("#ui-layers"), "the table has no layers to switch")
}
