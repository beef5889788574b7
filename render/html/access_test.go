package html_test

import (
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
		text := write(t, example(t, name), html.Options{})
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
					var found []string
					b.do(chromedp.Evaluate(`axe.run({exclude: [["`+out+`"]]}, {resultTypes: ["violations"]}).then(r => r.violations
						.filter(v => v.impact === "serious" || v.impact === "critical")
						.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 300))))`,
						&found, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
					assert.Empty(t, found, state.name)
				}
				require.NotEmpty(t, ask[string](b, "axe.version"))
			})
		}
	}
}
