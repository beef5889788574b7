package desk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/desk"
)

func example(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "examples", name, "blueprint.yaml"))
	require.NoError(t, err)
	return string(text)
}

func TestThePictureFollowsTheFile(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine, "other.yaml": "title: Other\nsteps:\n  - customer: Come in\n"})
	b := open(s, in)
	assert.NotContains(t, ask[string](b, "location.href"), "token")
	assert.Empty(t, ask[string](b, "document.cookie"), "scripts cannot see the key")
	b.eventually(`document.getElementById("ui-title").innerText === "Other"`)

	t.Run("the list of blueprints", func(t *testing.T) {
		b.press("o")
		b.write("corner")
		b.press(kb.Enter)
		b.shows("sit-down")
		assert.Equal(t, "Corner shoeshine", b.text("#ui-title"))
	})
	t.Run("an editor's save is drawn, zoom and choice stay", func(t *testing.T) {
		b.choose("pay")
		b.press("+", "+")
		before := ask[string](b, `document.getElementById("ui-sheet").style.transform`)
		s.save("shine.yaml", strings.Replace(shine, "Brush shoes", "Dust shoes", 1))
		b.shows("dust-shoes")
		assert.Equal(t, before, ask[string](b, `document.getElementById("ui-sheet").style.transform`))
		assert.Equal(t, "pay", ask[string](b, `document.querySelector('[data-role="touchpoint"].chosen').dataset.id`))
		assert.Equal(t, "pay", b.focused())
	})
	t.Run("a broken file shows its errors and the last good picture", func(t *testing.T) {
		s.save("shine.yaml", strings.Replace(shine, "steps:", "stps:", 1))
		b.eventually(`!document.getElementById("ui-banner").hidden`)
		b.shows("dust-shoes")
		assert.True(t, ask[bool](b, `document.getElementById("ui-main").classList.contains("stale")`))
		b.click("#ui-banner button")
		b.eventually(`document.querySelector("#ui-panel .finding.error") !== null`)
		assert.Contains(t, b.text("#ui-panel"), "stps")
		b.do(chromedp.Evaluate(`[...document.querySelectorAll("#ui-panel .finding.error")].find(f => f.innerText.includes("stps")).click()`, nil))
		b.eventually(`document.getElementById("ui-paper").checkVisibility() && document.getElementById("ui-paper").selectionStart > 0`)
		assert.Contains(t, ask[string](b, `(() => { const p = document.getElementById("ui-paper"); return p.value.slice(p.selectionStart, p.selectionEnd); })()`), "stps:")
		s.save("shine.yaml", shine)
		b.eventually(`document.getElementById("ui-banner").hidden`)
		b.shows("brush-shoes")
		b.click("#ui-text-open")
	})
	t.Run("findings and boxes lead to one another", func(t *testing.T) {
		b.eventually(`document.querySelectorAll("#ui-panel .finding").length > 2`)
		b.do(chromedp.Evaluate(`[...document.querySelectorAll("#ui-panel .finding")].find(f => f.innerText.includes("Apply polish")).click()`, nil))
		b.eventually(`document.querySelector('[data-role="touchpoint"].chosen')?.dataset.id === "apply-polish"`)
		b.eventually(`document.querySelector("#ui-panel div.mine") !== null`)
		b.click("#ui-findings-open")
	})
	t.Run("views, colours and languages", func(t *testing.T) {
		b.press("v")
		b.eventually(`document.querySelector("#ui-tabs [aria-current]").dataset.view === "cycle"`)
		b.do(chromedp.SetValue("#ui-theme", "dark"), chromedp.Evaluate(`document.getElementById("ui-theme").dispatchEvent(new Event("change"))`, nil))
		assert.Equal(t, "rgb(18, 22, 28)", ask[string](b, `getComputedStyle(document.documentElement).backgroundColor`))
		assert.Equal(t, "rgb(18, 22, 28)", ask[string](b, `getComputedStyle(document.querySelector("#ui-sheet .f-background")).fill`))
		b.do(chromedp.SetValue("#ui-language", "zh"), chromedp.Evaluate(`document.getElementById("ui-language").dispatchEvent(new Event("change"))`, nil))
		b.eventually(`document.getElementById("ui-text-open").innerText === "文本" && document.documentElement.lang === "zh-CN"`)
		b.do(chromedp.Evaluate(`document.querySelector('#ui-tabs [data-view="blueprint"]').click()`, nil))
		b.eventually(`document.querySelector("#ui-sheet").textContent.includes("顾客")`)
	})
	t.Run("layers", func(t *testing.T) {
		b.click("#ui-layers")
		b.press(kb.Enter)
		b.eventually(`document.querySelector("#ui-sheet").textContent.includes("7×")`)
	})
}

func TestEverythingThatIsDoneCanBeUndone(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine})
	b := open(s, in)

	b.click(box("brush-shoes"), chromedp.ClickCount(2)) // a title in its place
	b.eventually(`document.activeElement.className === "inplace"`)
	b.write("Brush both shoes")
	b.press(kb.Enter)
	b.saved("shine.yaml", "{title: Brush both shoes, time: 30s}")
	b.shows("brush-both-shoes")

	b.choose("apply-polish") // a step, by the dialog
	b.press("n")
	b.eventually(`document.querySelector("dialog[open] input") === document.activeElement`)
	b.write("Buff")
	b.do(chromedp.SetValue(`dialog select`, "after"))
	b.press(kb.Enter)
	b.saved("shine.yaml", "- frontstage: Buff")
	b.shows("buff")
	b.eventually(`document.querySelector('[data-role="touchpoint"].chosen')?.dataset.id === "buff"`)

	b.press("m") // one key each
	b.saved("shine.yaml", "moment: true")
	b.eventually(`document.querySelector('#ui-float [data-do="moment"]').getAttribute("aria-pressed") === "true"`)
	b.press("w")
	b.saved("shine.yaml", "wait: true")
	b.eventually(`document.querySelector('#ui-float [data-do="wait"]').getAttribute("aria-pressed") === "true"`)
	b.press("f")
	b.saved("shine.yaml", "fails: true")
	b.eventually(`document.querySelector('#ui-float [data-do="fail"]').getAttribute("aria-pressed") === "true"`)
	b.press("s", "0")
	b.saved("shine.yaml", "service: core")
	b.eventually(`document.querySelector('#ui-sheet [data-mark="service"][data-of="buff"]') !== null`)

	b.drag(b.at(".handle"), b.at(box("pay"))) // a way from box to box
	b.eventually(`document.querySelector("dialog[open] select") !== null`)
	b.press(kb.Enter)
	b.saved("shine.yaml", "next: pay")
	b.eventually(`document.querySelector('[data-role="way"][data-from="buff"][data-to="pay"][data-origin="written"]') !== null`)

	b.do(chromedp.Evaluate(`document.querySelector('[data-role="way"][data-from="buff"][data-to="pay"] .reach').dispatchEvent(new MouseEvent("click", {bubbles: true}))`, nil)) // and away with it
	b.eventually(`document.querySelector('[data-role="way"].chosen') !== null && !document.getElementById("ui-float").hidden`)
	b.click(`#ui-float [data-do="remove"]`)
	require.Eventually(t, func() bool { return !strings.Contains(s.onDisk("shine.yaml"), "next: pay") }, patience, tick)

	b.eventually(`document.querySelector('[data-role="way"][data-from="buff"][data-origin="written"]') === null`)
	b.choose("buy-supplies") // to another cell
	to := b.at(box("buy-supplies"))
	to[0] = b.at(box("pay"))[0]
	b.drag(b.at(box("buy-supplies")), to)
	b.eventually(`(() => { const c = document.querySelector('[data-role="column"][data-id="4"] > rect').getBoundingClientRect(), r = document.querySelector(` + quote(box("buy-supplies")) + `).getBoundingClientRect(); return r.left >= c.left - 1 && r.right <= c.right + 1; })()`)

	b.choose("collect-payment") // the form
	b.press(kb.Enter)
	b.eventually(`document.querySelector('#ui-panel [data-key="description"]') !== null`)
	b.do(chromedp.Evaluate(`document.querySelector('#ui-panel [data-key="description"]').focus()`, nil))
	b.write("In coins or by card")
	b.do(chromedp.Evaluate(`document.activeElement.blur()`, nil))
	b.saved("shine.yaml", "description: In coins or by card")

	b.eventually(`!document.getElementById("ui-undo").disabled`)
	assert.Contains(t, s.onDisk("shine.yaml"), "# polish comes in tins")
	for range 30 {
		if s.onDisk("shine.yaml") == shine {
			break
		}
		before := s.read("/api/findings?file=shine.yaml")["undos"].(float64)
		require.Positive(t, before, s.onDisk("shine.yaml"))
		b.click("#ui-undo")
		require.Eventually(t, func() bool {
			return s.read("/api/findings?file=shine.yaml")["undos"].(float64) < before
		}, patience, tick)
	}
	assert.Equal(t, shine, s.onDisk("shine.yaml"), "byte for byte")
	b.eventually(`document.getElementById("ui-undo").disabled && !document.getElementById("ui-redo").disabled`)
	b.shows("brush-shoes")
}

func TestTheTextIsWrittenAsItIsTyped(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine})
	b := open(s, in)
	b.click("#ui-text-open")
	b.eventually(`document.activeElement.id === "ui-paper" && document.activeElement.value.length > 0`)
	assert.Equal(t, shine, ask[string](b, `document.getElementById("ui-paper").value`))
	at := strings.Index(shine, "Sit down")
	b.do(chromedp.Evaluate(fmt.Sprintf(`document.getElementById("ui-paper").setSelectionRange(%d, %d)`, at, at+len("Sit down")), nil))
	b.write("Take a seat")
	b.shows("take-a-seat")
	want := strings.Replace(shine, "Sit down", "Take a seat", 1)
	assert.Equal(t, want, s.onDisk("shine.yaml"))

	// Half a line is no reason to break the file.
	b.do(chromedp.Evaluate(`(() => { const p = document.getElementById("ui-paper"); p.setSelectionRange(p.value.length, p.value.length); })()`, nil))
	b.write("  - ttle: ")
	b.eventually(`document.querySelector("#ui-text .gutter button.error") !== null`)
	assert.Equal(t, want, s.onDisk("shine.yaml"))
	assert.Equal(t, fmt.Sprint(strings.Count(want, "\n")+1), ask[string](b, `document.querySelector("#ui-text .gutter button.error").parentElement.firstChild.data`))
	b.with(input.ModifierCtrl, "s") // unless that is wanted
	b.saved("shine.yaml", "ttle")
	b.eventually(`!document.getElementById("ui-banner").hidden`)
	b.with(input.ModifierCtrl, "z")
	require.Eventually(t, func() bool { return s.onDisk("shine.yaml") == want }, patience, tick)
	b.eventually(`document.getElementById("ui-paper").value.length === ` + fmt.Sprint(len(want)))
	b.with(input.ModifierCtrl, "z")
	require.Eventually(t, func() bool { return s.onDisk("shine.yaml") == shine }, patience, tick)

	b.eventually(`document.getElementById("ui-paper").value.includes("Sit down")`)
	b.press(kb.Tab)
	b.saved("shine.yaml", "  ")
	assert.Equal(t, "ui-paper", b.focused(), "Tab indents")
	b.press(kb.Escape, kb.Tab)
	assert.NotEqual(t, "ui-paper", b.focused(), "but nobody is caught in it")
}

func TestAConflictLosesNothing(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine})
	b := open(s, in)
	b.choose("brush-shoes")
	b.press(kb.F2)
	b.eventually(`document.activeElement.className === "inplace"`)
	b.do(chromedp.Evaluate(`window.fetched = window.fetch; window.fetch = (u, o) => u.startsWith("/api/picture") ? new Promise(() => {}) : window.fetched(u, o); 0`, nil)) // a page that is behind
	theirs := strings.Replace(shine, "Brush shoes", "Dust shoes", 1)
	s.save("shine.yaml", theirs)
	b.write("Wash shoes")
	b.press(kb.Enter)
	b.eventually(`document.querySelectorAll("dialog[open] .sides").length === 1`)
	assert.Contains(t, b.text("dialog"), "Dust shoes")
	assert.Contains(t, b.text("dialog"), "Wash shoes")
	assert.Equal(t, theirs, s.onDisk("shine.yaml"))
	b.do(chromedp.Evaluate(`window.fetch = window.fetched; 0`, nil))
	b.do(chromedp.Evaluate(`document.querySelector('dialog [value="ours"]').click()`, nil))
	b.click("dialog button.main")
	b.saved("shine.yaml", "Wash shoes")
	s.turn("undo", "shine.yaml")
	assert.Equal(t, theirs, s.onDisk("shine.yaml"))
}

func TestOnlyTheKeyboard(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine})
	b := open(s, in)
	b.press(kb.Tab)
	assert.Equal(t, "Skip to the picture", b.text(":focus"))
	b.press(kb.Enter)
	b.eventually(`document.activeElement.id === "ui-stage"`)
	b.press(kb.Enter)
	b.eventually(`document.activeElement.dataset.id === "sit-down"`)
	b.press(kb.ArrowDown)
	assert.Equal(t, "brush-shoes", b.focused())
	b.press(kb.ArrowRight)
	assert.Equal(t, "apply-polish", b.focused())

	b.press(kb.F2)
	b.eventually(`document.activeElement.className === "inplace"`)
	b.write("Polish")
	b.press(kb.Enter)
	b.saved("shine.yaml", "title: Polish")
	b.eventually(`document.activeElement.dataset.id === "polish"`)
	b.with(input.ModifierAlt, kb.ArrowRight) // to the next step
	b.eventually(`(() => { const c = document.querySelector('[data-role="column"][data-id="3"] > rect').getBoundingClientRect(), r = document.querySelector(` + quote(box("polish")) + `).getBoundingClientRect(); return r.left >= c.left - 1; })()`)
	b.eventually(`document.activeElement.dataset.id === "polish"`)
	b.press("c") // a way
	b.press(kb.ArrowLeft)
	b.eventually(`document.activeElement.dataset.id !== "polish"`)
	goal := b.focused()
	b.press(kb.Enter)
	b.eventually(`document.querySelector("dialog[open]") !== null`)
	b.do(chromedp.SetValue("dialog select", "link"))
	b.press(kb.Enter)
	b.saved("shine.yaml", "to: "+goal)
	b.eventually(`document.querySelector("dialog[open]") === null && document.activeElement.dataset.id === "polish"`)
	b.with(input.ModifierCtrl, "d")
	b.shows("polish-2")
	b.press(kb.Delete)
	b.eventually(`document.querySelector('[data-id="polish-2"]') === null`)
	b.press("?")
	b.eventually(`document.querySelector("dialog[open]") !== null`)
	assert.Contains(t, b.text("dialog"), "moment of truth")
	b.press(kb.Escape)
	b.eventually(`document.querySelector("dialog[open]") === null`)
	for s.onDisk("shine.yaml") != shine {
		before := s.read("/api/findings?file=shine.yaml")["undos"].(float64)
		require.Positive(t, before, s.onDisk("shine.yaml"))
		b.with(input.ModifierCtrl, "z")
		require.Eventually(t, func() bool { return s.read("/api/findings?file=shine.yaml")["undos"].(float64) < before }, patience, tick)
	}
}

func TestWhoMayOnlyReadSeesNoTools(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine}, func(o *desk.Options) { o.ReadOnly = true })
	b := open(s, in)
	b.choose("pay")
	assert.True(t, ask[bool](b, `document.getElementById("ui-float").hidden && document.getElementById("ui-turns").hidden`))
	b.press("m", kb.Delete, "n", kb.F2)
	b.press(kb.Enter)
	b.eventually(`document.querySelector("#ui-panel [data-key]")?.disabled === true`)
	assert.Equal(t, shine, s.onDisk("shine.yaml"))
}

// At 200 % a screen of 1366 by 768 has room for 683 by 384.
func TestAtTwiceTheSizeEverythingIsThere(t *testing.T) {
	in := browser(t)
	s := serve(t, map[string]string{"shine.yaml": shine})
	b := open(s, in, chromedp.EmulateViewport(683, 384, chromedp.EmulateScale(2)))
	for _, id := range []string{"ui-text-open", "ui-findings-open"} {
		b.do(chromedp.Evaluate(`document.getElementById("`+id+`").click()`, nil))
	}
	b.eventually(`document.querySelectorAll("#ui-panel .finding").length > 0`)
	assert.LessOrEqual(t, ask[float64](b, `document.documentElement.scrollWidth`), 683.0, "nothing has to be moved sideways")
	for _, id := range []string{"ui-files", "ui-undo", "ui-theme", "ui-language", "ui-help", "ui-stage", "ui-paper", "ui-panel", "ui-zoom"} {
		assert.True(t, ask[bool](b, `(() => { const e = document.getElementById("`+id+`"); e.scrollIntoView({block: "nearest"}); const r = e.getBoundingClientRect(); return r.width > 0 && r.left >= -1 && r.right <= innerWidth + 1; })()`), id)
	}
}

func TestAxeFindsNoSeriousProblem(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "scripts", "tools", "axe", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		missing(t, "there is no axe-core: run npm ci in scripts/tools/axe")
	}
	in := browser(t)
	states := []struct{ name, js, until string }{
		{"picture", `0`, `true`},
		{"chosen", `document.querySelector('[data-role="touchpoint"]').dispatchEvent(new MouseEvent("click", {bubbles: true}))`, `!document.getElementById("ui-float").hidden`},
		{"form", `document.dispatchEvent(new KeyboardEvent("keydown", {key: "x"})) ; document.querySelector('[data-role="touchpoint"]').dispatchEvent(new MouseEvent("click", {bubbles: true})); document.querySelector('#ui-float [data-do="details"]').click()`, `document.querySelectorAll("#ui-panel [data-key]").length > 9`},
		{"form in full", `for (const d of document.querySelectorAll("#ui-panel details")) d.open = true; for (const a of document.querySelectorAll("#ui-panel .add[data-for]")) a.click()`, `true`},
		{"findings", `document.getElementById("ui-findings-open").click()`, `document.querySelectorAll("#ui-panel .finding").length > 2`},
		{"text", `document.getElementById("ui-text-open").click()`, `document.querySelectorAll("#ui-text .gutter div").length > 5`},
		{"list", `document.getElementById("ui-files").click()`, `!document.getElementById("ui-list").hidden`},
		{"keys", `document.getElementById("ui-help").click()`, `document.querySelector("dialog[open]") !== null`},
		{"adding", `document.querySelector("dialog").close(); document.querySelector('#ui-float [data-do="add"]').click()`, `document.querySelector("dialog[open] input") !== null`},
		{"menu", `document.querySelector("dialog").close(); document.querySelector('#ui-float [data-do="service"]').click()`, `document.querySelector(".menu") !== null`},
	}
	for _, c := range [][3]string{{"corner-shoeshine", "light", "en"}, {"telecom-hall-zh", "dark", "zh"}} {
		name, scheme, language := c[0], c[1], c[2]
		t.Run(name+" "+scheme, func(t *testing.T) {
			s := serve(t, map[string]string{"b.yaml": example(t, name)}, func(o *desk.Options) { o.Language = language })
			media := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}})
			b := open(s, in, page.SetBypassCSP(true), media) // the checker is a script of its own
			b.do(chromedp.Evaluate(string(text), nil))
			for i, state := range states {
				b.do(chromedp.Evaluate(state.js, nil))
				b.eventually(state.until)
				out := "#ui-sheet" // drawn the same in every state: once is enough, and takes long
				if i == 0 {
					out = "#nothing"
				}
				var found []string
				b.do(chromedp.Evaluate(`axe.run({exclude: [["`+out+`"]]}, {resultTypes: ["violations"]}).then(r => r.violations
					.filter(v => v.impact === "serious" || v.impact === "critical")
					.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ": " + n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 300))))`,
					&found, awaitingParams))
				assert.Empty(t, found, state.name)
			}
		})
	}
}

func awaitingParams(p *runtime.EvaluateParams) *runtime.EvaluateParams {
	return p.WithAwaitPromise(true)
}
