package html_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/render/html"
	"github.com/servicemoments/moments/render/scene"
)

// browser starts a headless Chromium, one for a test with all its parts.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		missing(t, "there is no Chromium: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-background-networking", true), chromedp.WSURLReadTimeout(time.Minute))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits for the browser, so that its folder can go
		stop()
	})
	require.NoError(t, chromedp.Run(ctx))
	return ctx
}

// missing skips a test whose tool is not there; on the machine that checks
// everything it fails.
func missing(t *testing.T, how string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(how)
	}
	t.Skip(how)
}

// tab is a page in the browser.
type tab struct {
	*testing.T
	run func(...chromedp.Action) error
}

// open opens a page as a file. At the end of the test nothing may have been
// complained of, and nothing asked for besides the file.
func open(t *testing.T, in context.Context, text string, before ...chromedp.Action) *tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(in)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	file := filepath.Join(t.TempDir(), "page.html")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))

	var lock sync.Mutex
	var complaints, requests []string
	chromedp.ListenTarget(ctx, func(event any) {
		lock.Lock()
		defer lock.Unlock()
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			for _, a := range e.Args {
				complaints = append(complaints, "console: "+string(a.Value))
			}
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text)
		case *page.EventJavascriptDialogOpening:
			complaints = append(complaints, "dialog: "+e.Message)
		case *network.EventRequestWillBeSent:
			requests = append(requests, e.Request.URL)
		}
	})
	t.Cleanup(func() {
		lock.Lock()
		defer lock.Unlock()
		assert.Empty(t, complaints)
		for _, url := range requests {
			assert.True(t, strings.HasPrefix(url, "file://"+file), "the page asked for %s", url)
		}
		assert.NotEmpty(t, requests)
	})
	still := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})
	actions := append([]chromedp.Action{network.Enable(), log.Enable(), chromedp.EmulateViewport(1366, 768), still}, before...)
	require.NoError(t, chromedp.Run(ctx, append(actions, chromedp.Navigate("file://"+file))...))
	return &tab{t, func(actions ...chromedp.Action) error { return chromedp.Run(ctx, actions...) }}
}

func (b *tab) do(actions ...chromedp.Action) {
	b.Helper()
	require.NoError(b, b.run(actions...))
}

func (b *tab) click(selector string) {
	b.Helper()
	b.do(chromedp.Click(selector, chromedp.ByQuery, chromedp.NodeVisible))
}

// press sends keys to what has the focus, as a person does: what a page does
// with a key keeps it from being typed.
func (b *tab) press(keys ...string) {
	b.Helper()
	for _, k := range keys {
		if k < " " || k > "~" {
			b.do(chromedp.KeyEvent(k))
			continue
		}
		b.do(input.DispatchKeyEvent(input.KeyDown).WithKey(k).WithText(k), input.DispatchKeyEvent(input.KeyUp).WithKey(k))
	}
}

// set gives a field a value.
func (b *tab) set(id, value, event string) {
	b.Helper()
	b.do(chromedp.Evaluate(`(() => { const f = document.getElementById(`+quote(id)+`); f.value = `+quote(value)+`; f.dispatchEvent(new Event(`+quote(event)+`)); })()`, nil))
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) (out T) {
	b.Helper()
	b.do(chromedp.Evaluate(expression, &out))
	return out
}

// eventually waits until an expression is true.
func (b *tab) eventually(expression string) {
	b.Helper()
	require.Eventually(b, func() bool { return ask[bool](b, expression) }, 5*time.Second, 20*time.Millisecond, expression)
}

func (b *tab) text(selector string) string {
	b.Helper()
	return ask[string](b, `document.querySelector(`+quote(selector)+`).innerText`)
}

func (b *tab) visible(selector string) bool {
	b.Helper()
	return ask[bool](b, `document.querySelector(`+quote(selector)+`)?.checkVisibility() ?? false`)
}

// inStage says whether a touchpoint lies wholly in the visible part of the
// picture.
func (b *tab) inStage(id string) bool {
	b.Helper()
	return ask[bool](b, `(() => {
		const r = document.querySelector('.picture.open [data-role="touchpoint"][data-id=`+quote(id)+`] > rect').getBoundingClientRect();
		const s = document.querySelector(".picture.open").getBoundingClientRect();
		return r.left >= s.left && r.right <= s.right && r.top >= s.top && r.bottom <= s.bottom && r.width > 50;
	})()`)
}

// ids lists the touchpoints of the open picture that a selector finds.
func (b *tab) ids(selector string) []string {
	b.Helper()
	return ask[[]string](b, `[...document.querySelectorAll('.picture.open [data-role="touchpoint"]`+selector+`')].map(g => g.dataset.id)`)
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

func TestInABrowser(t *testing.T) {
	in := browser(t)
	hall := write(t, example(t, "telecom-hall"), html.Options{})

	t.Run("search finds, marks and jumps", func(t *testing.T) {
		b := open(t, in, hall)
		b.press("/")
		b.do(chromedp.SendKeys("#ui-search", "comment book", chromedp.ByQuery))
		assert.Contains(t, b.text("#ui-found"), "Find the comment book")
		assert.Contains(t, b.ids(".hit"), "find-the-comment-book")
		b.press(kb.Enter)
		assert.Equal(t, "Find the comment book", b.text("#ui-title"))
		assert.True(t, b.inStage("find-the-comment-book"))
		assert.False(t, b.visible("#ui-found"))
		b.set("ui-search", "", "input")
		b.do(chromedp.SendKeys("#ui-search", "nothing like it", chromedp.ByQuery))
		assert.Contains(t, b.text("#ui-found"), "Nothing found")
		b.press(kb.Escape)
		assert.Empty(t, b.ids(".hit"))
	})

	t.Run("a click opens a touchpoint and another one from there", func(t *testing.T) {
		b := open(t, in, hall)
		b.click(`[data-role="touchpoint"][data-id="complain"] rect`)
		assert.Equal(t, "Complain", b.text("#ui-title"))
		for _, words := range []string{"Customer", "step 10", "Moment of truth", "Expectations", "adequate", "Leads to"} {
			assert.Contains(t, b.text("#ui-panel"), words)
		}
		assert.Equal(t, []string{"complain"}, b.ids(".chosen"))
		assert.Contains(t, ask[string](b, "location.hash"), "complain")
		b.do(chromedp.Evaluate(`[...document.querySelectorAll("#ui-panel .go")].find(x => x.innerText === "Listen and put it right").click()`, nil))
		assert.Equal(t, "Listen and put it right", b.text("#ui-title"))
		assert.True(t, b.inStage("listen-and-put-it-right"))
		b.click("#ui-close")
		assert.False(t, b.visible("#ui-panel"))
		assert.Empty(t, b.ids(".chosen"))
	})

	t.Run("the keyboard does it as well, and the focus comes back", func(t *testing.T) {
		b := open(t, in, hall)
		b.do(chromedp.Focus(".picture.open", chromedp.ByQuery))
		b.press(kb.Enter)
		focused := `document.activeElement.dataset.id ?? document.activeElement.id`
		assert.Equal(t, "find-a-place-to-park", ask[string](b, focused))
		b.press(kb.ArrowRight)
		assert.Equal(t, "enter-the-hall", ask[string](b, focused), "the same lane of the next step")
		b.press(kb.ArrowDown, kb.ArrowUp)
		b.press(kb.Enter)
		assert.Equal(t, "Enter the hall", b.text("#ui-title"))
		assert.Equal(t, "ui-title", ask[string](b, focused))
		b.press(kb.Escape)
		assert.False(t, b.visible("#ui-panel"))
		assert.Equal(t, "enter-the-hall", ask[string](b, focused))
	})

	t.Run("hovering lights the ways and tells more", func(t *testing.T) {
		b := open(t, in, hall)
		at := ask[[]float64](b, `(() => { const r = document.querySelector('[data-role="touchpoint"][data-id="inquire"] rect').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
		b.do(chromedp.MouseEvent("mouseMoved", at[0], at[1]))
		b.eventually(`!document.getElementById("ui-card").hidden`)
		assert.Contains(t, b.text("#ui-card"), "Inquire")
		assert.Equal(t, ask[int](b, `document.querySelectorAll('.picture.open [data-role="way"]:is([data-from="inquire"], [data-to="inquire"])').length`),
			ask[int](b, `document.querySelectorAll('.picture.open [data-role="way"].near').length`))
	})

	t.Run("filters dim the picture and shorten the table", func(t *testing.T) {
		b := open(t, in, hall)
		b.press("f")
		b.click(`#ui-filters [value="moment:critical"]`)
		var critical []string
		all := dataOf(t, hall).Touchpoints
		for _, x := range all {
			if slices.Contains(x.Tags, "moment:critical") {
				critical = append(critical, x.ID)
			}
		}
		require.Greater(t, len(critical), 1)
		assert.Equal(t, critical, b.ids(".lit"))
		assert.Contains(t, b.text("#ui-status"), fmt.Sprintf("%d of %d", len(critical), len(all)))
		b.click(`#ui-filters [value="service:exceptions"]`)
		assert.Equal(t, []string{"complain"}, b.ids(".lit"))
		b.click(`#ui-tabs [data-view=""]`)
		assert.Equal(t, []string{"complain"}, ask[[]string](b, `[...document.querySelectorAll("#ui-table tr[data-id]")].filter(r => r.checkVisibility()).map(r => r.dataset.id)`))
		b.click("#ui-clear")
		b.eventually(`[...document.querySelectorAll("#ui-table tr[data-id]")].every(r => r.checkVisibility())`)
		b.click(`#ui-filters [value="lane:systems"]`)
		assert.Less(t, 3, ask[int](b, `[...document.querySelectorAll("#ui-table tr[data-id]")].filter(r => r.checkVisibility()).length`))
	})

	t.Run("a journey is presented station by station", func(t *testing.T) {
		b := open(t, in, hall)
		b.press("p")
		stops := dataOf(t, hall).Journeys[0].Stops
		require.Greater(t, len(stops), 10)
		for i, id := range stops {
			assert.Equal(t, []string{id}, b.ids(".stop"))
			assert.True(t, b.inStage(id), id)
			assert.Contains(t, b.text("#ui-stop"), dataTitle(t, hall, id))
			assert.NotContains(t, b.ids(":not(.lit)"), id)
			assert.Greater(t, len(b.ids(":not(.lit)")), 30, "the rest is dimmed")
			if i+1 < len(stops) {
				b.press(kb.ArrowRight)
			}
		}
		assert.True(t, ask[bool](b, `document.getElementById("ui-next").disabled`))
		b.press(kb.ArrowLeft)
		assert.Equal(t, []string{stops[len(stops)-2]}, b.ids(".stop"))
		b.set("ui-journey", "1", "change")
		assert.Equal(t, []string{dataOf(t, hall).Journeys[1].Stops[0]}, b.ids(".stop"))
		b.press(kb.Escape)
		assert.False(t, b.visible("#ui-stops"))
		assert.Empty(t, b.ids(".stop"))
		assert.False(t, ask[bool](b, `document.querySelector(".picture.open").classList.contains("picking")`))
	})

	t.Run("wheel, drag and keys move the picture", func(t *testing.T) {
		b := open(t, in, hall)
		scale := func() float64 {
			return ask[float64](b, `new DOMMatrix(getComputedStyle(document.querySelector(".picture.open .sheet")).transform).a`)
		}
		left := func() float64 {
			return ask[float64](b, `document.querySelector(".picture.open svg").getBoundingClientRect().left`)
		}
		fit := scale()
		under := `(() => { const r = document.querySelector(".picture.open svg").getBoundingClientRect(); return (700 - r.left) / r.width; })()`
		point := ask[float64](b, under)
		b.do(input.DispatchMouseEvent(input.MouseWheel, 700, 400).WithDeltaX(0).WithDeltaY(-300))
		b.eventually(`new DOMMatrix(getComputedStyle(document.querySelector(".picture.open .sheet")).transform).a > ` + strconv.FormatFloat(fit*1.3, 'f', -1, 64))
		assert.InDelta(t, point, ask[float64](b, under), 0.002, "what is under the pointer stays there")
		b.press("1")
		assert.InDelta(t, 1, scale(), 0.001)
		assert.Equal(t, "100%", b.text("#ui-scale"))
		before := left()
		b.do(chromedp.MouseEvent("mousePressed", 600, 600, chromedp.Button("left")), chromedp.MouseEvent("mouseMoved", 650, 620, chromedp.Button("left")),
			chromedp.MouseEvent("mouseMoved", 700, 640, chromedp.Button("left")), chromedp.MouseEvent("mouseReleased", 700, 640, chromedp.Button("left")))
		assert.InDelta(t, before+100, left(), 1)
		assert.False(t, b.visible("#ui-panel"), "a drag is no click")
		b.do(chromedp.Focus(".picture.open", chromedp.ByQuery))
		b.press(kb.ArrowRight)
		assert.InDelta(t, before+20, left(), 1)
		b.press("+")
		assert.InDelta(t, 1.25, scale(), 0.001)
		b.press("0")
		assert.InDelta(t, fit, scale(), 0.001)
		b.click(`#ui-zoom [data-zoom="out"]`)
		assert.InDelta(t, fit*0.8, scale(), 0.001)
	})

	t.Run("two fingers pinch", func(t *testing.T) {
		b := open(t, in, hall, emulation.SetTouchEmulationEnabled(true).WithMaxTouchPoints(2))
		scale := `new DOMMatrix(getComputedStyle(document.querySelector(".picture.open .sheet")).transform).a`
		fit := ask[float64](b, scale)
		fingers := func(gap float64) []*input.TouchPoint {
			return []*input.TouchPoint{{X: 683 - gap, Y: 400, ID: 1}, {X: 683 + gap, Y: 400, ID: 2}}
		}
		b.do(input.DispatchTouchEvent(input.TouchStart, fingers(50)))
		for gap := 60.0; gap <= 150; gap += 10 {
			b.do(input.DispatchTouchEvent(input.TouchMove, fingers(gap)))
		}
		b.do(input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
		assert.InDelta(t, 3*fit, ask[float64](b, scale), 0.5*fit, "three times as far apart")
		assert.False(t, b.visible("#ui-panel"))
	})

	t.Run("views and themes are switched", func(t *testing.T) {
		b := open(t, in, hall)
		ground := `getComputedStyle(document.querySelector(".picture.open svg > rect")).fill`
		light := ask[string](b, ground)
		b.set("ui-theme", "dark", "change")
		assert.NotEqual(t, light, ask[string](b, ground))
		assert.Equal(t, ask[string](b, ground), ask[string](b, `getComputedStyle(document.documentElement).backgroundColor`), "page and picture go together")
		for _, v := range dataOf(t, hall).Views {
			b.click(`#ui-tabs [data-view="` + v.Name + `"]`)
			assert.Equal(t, []string{v.Name}, ask[[]string](b, `[...document.querySelectorAll(".picture")].filter(p => p.checkVisibility()).map(p => p.dataset.view)`))
			assert.True(t, ask[bool](b, `(() => { const r = document.querySelector(".picture.open svg").getBoundingClientRect(), s = document.querySelector(".picture.open").getBoundingClientRect(); return r.left >= s.left && r.right <= s.right && r.top >= s.top && r.bottom <= s.bottom && r.width > 200; })()`), "%s fits", v.Name)
		}
		b.press("t")
		assert.True(t, b.visible("#ui-table table"))
		b.press("t")
		assert.False(t, b.visible("#ui-table table"))
		b.do(chromedp.Focus("#ui-skip", chromedp.ByQuery))
		b.press(kb.Enter)
		assert.True(t, b.visible("#ui-table table"))
		assert.Equal(t, "ui-table", ask[string](b, "document.activeElement.id"))
		b.click(`#ui-table [data-to="complain"]`)
		assert.Equal(t, "Complain", b.text("#ui-title"))
	})

	t.Run("the page follows the system", func(t *testing.T) {
		dark := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}})
		b := open(t, in, hall, dark)
		assert.Equal(t, "rgb(18, 22, 28)", ask[string](b, `getComputedStyle(document.querySelector(".picture.open svg > rect")).fill`))
	})

	t.Run("on paper there are the picture and the table, in the print theme", func(t *testing.T) {
		b := open(t, in, write(t, example(t, "telecom-hall"), html.Options{Theme: scene.Dark()}))
		b.click(`#ui-tabs [data-view=""]`)
		b.do(emulation.SetEmulatedMedia().WithMedia("print"))
		assert.True(t, b.visible("#ui-table table"))
		assert.Equal(t, []string{"ui-picture-blueprint"}, ask[[]string](b, `[...document.querySelectorAll(".picture, .pages")].filter(s => s.checkVisibility()).map(s => s.previousElementSibling?.id || s.id)`), "the view that was looked at, in strips")
		b.do(emulation.SetEmulatedMedia().WithMedia("screen"))
		b.click(`#ui-tabs [data-view="cycle"]`)
		b.do(emulation.SetEmulatedMedia().WithMedia("print"))
		assert.Equal(t, []string{"ui-picture-cycle"}, ask[[]string](b, `[...document.querySelectorAll(".picture, .pages")].filter(s => s.checkVisibility()).map(s => s.id)`), "what fits a sheet as it is")
		assert.False(t, b.visible("#ui-tools"))
		assert.Equal(t, "rgb(255, 255, 255)", ask[string](b, `getComputedStyle(document.querySelector(".picture svg > rect")).fill`))
		assert.Equal(t, "rgb(0, 0, 0)", ask[string](b, `getComputedStyle(document.querySelector("tr[data-id] th")).color`))
	})

	t.Run("hostile titles are texts", func(t *testing.T) {
		text := write(t, hostile(t), html.Options{})
		b := open(t, in, text)
		b.do(chromedp.Focus(".picture.open", chromedp.ByQuery))
		b.press(kb.Enter, kb.Enter)
		assert.Contains(t, b.text("#ui-title"), "<script>alert(1)</script>")
		assert.Equal(t, []string{`https://example.org/?a=1&b=%22x%22`}, ask[[]string](b, `[...document.querySelectorAll("#ui-panel a")].map(a => a.href)`))
		b.press(kb.Escape, "/")
		b.do(chromedp.SendKeys("#ui-search", "<script>", chromedp.ByQuery))
		assert.Contains(t, b.text("#ui-found"), "<script>alert(1)</script>")
		b.press(kb.Escape, kb.Escape)
		b.do(chromedp.Evaluate(`document.activeElement.blur()`, nil))
		b.press("p", kb.ArrowRight, kb.Escape)
		assert.Equal(t, 2, ask[int](b, "document.scripts.length"))
	})

	t.Run("without a script everything stands there", func(t *testing.T) {
		b := open(t, in, hall, emulation.SetScriptExecutionDisabled(true))
		b.do(emulation.SetScriptExecutionDisabled(false))
		assert.True(t, b.visible(".picture svg"))
		assert.True(t, b.visible("#ui-table table"))
		assert.False(t, b.visible("#ui-tools"))
	})
}

func dataTitle(t *testing.T, page, id string) string {
	t.Helper()
	for _, x := range dataOf(t, page).Touchpoints {
		if x.ID == id {
			return x.Title
		}
	}
	return ""
}
