package html_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/html"
	"github.com/servicemoments/moments/render/svg"
	"github.com/servicemoments/moments/render/view"
)

// axe reads the checker of accessibility.
func axe(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "scripts", "tools", "axe", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		missing(t, "there is no axe-core: run npm ci in scripts/tools/axe")
	}
	return string(text)
}

// violations are the serious ones, but for what is in the elements left out.
func violations(b *tab, out string) []string {
	b.Helper()
	var found []string
	b.do(chromedp.Evaluate(`axe.run({exclude: [["`+out+`"]]}, {resultTypes: ["violations"]}).then(r => r.violations
		.filter(v => v.impact === "serious" || v.impact === "critical")
		.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 300))))`,
		&found, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return found
}

func TestAxeFindsNoSeriousProblem(t *testing.T) {
	checker := axe(t)
	in := browser(t)
	states := []struct {
		name string
		do   []string // evaluated one after the other
	}{
		{"picture", nil},
		{"panel", []string{`document.querySelector('[data-role="touchpoint"]').dispatchEvent(new MouseEvent("click", {bubbles: true}))`}},
		{"found", []string{`(() => { const s = document.getElementById("ui-search"); s.focus(); s.value = "e"; s.dispatchEvent(new Event("input")); })()`}},
		{"filters", []string{`document.getElementById("ui-filter").click()`}},
		{"presentation", []string{`document.getElementById("ui-present").click()`}},
		{"table", []string{`document.querySelector('#ui-tabs [data-view=""]').click()`}},
		{"keys", []string{`document.getElementById("ui-help").click()`}},
	}
	for _, name := range []string{"telecom-hall", "telecom-hall-zh"} {
		text := write(t, example(t, name), html.Options{Options: view.Options{Layers: twoLayers()}})
		for _, scheme := range []string{"light", "dark"} {
			t.Run(name+" "+scheme, func(t *testing.T) {
				media := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}})
				b := open(t, in, text, page.SetBypassCSP(true), media) // the checker is a script of its own
				b.do(chromedp.Evaluate(checker, nil))
				for _, state := range states {
					b.do(chromedp.Evaluate(`for (const d of document.querySelectorAll("dialog[open]")) d.close(); location.hash = "";
						document.activeElement.blur(); for (let i = 0; i < 4; i++) document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
						document.querySelector("#ui-tabs button").click()`, nil))
					for _, js := range state.do {
						b.do(chromedp.Evaluate(js, nil))
					}
					// What is drawn is the same in every state: once is enough, and takes long.
					out := ".picture"
					if state.do == nil {
						out = ".picture:not(.open)"
					}
					assert.Empty(t, violations(b, out), state.name)
				}
				require.NotEmpty(t, ask[string](b, "axe.version"))
			})
		}
	}
}

// The picture alone, as it stands in somebody's page, has to be right by itself.
func TestAxeFindsNoSeriousProblemInAPictureAlone(t *testing.T) {
	checker := axe(t)
	in := browser(t)
	b := example(t, "telecom-hall")
	for _, v := range view.Views() {
		s, err := v.Draw(b, view.Options{})
		require.NoError(t, err)
		var picture bytes.Buffer
		require.NoError(t, svg.Write(&picture, s, svg.Options{}))
		text := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Picture</title><main><h1>Picture</h1>` + picture.String() + `</main></html>`
		tab := open(t, in, text)
		tab.do(chromedp.Evaluate(checker, nil))
		assert.Empty(t, violations(tab, "iframe"), v.Name)
		if v.Name == "blueprint" {
			assert.NotZero(t, ask[int](tab, `document.querySelectorAll("svg a[href]").length`), "there are links to be looked at")
		}
	}
}
