package desk_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
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

// tab is a desk in the browser.
type tab struct {
	*served
	run func(...chromedp.Action) error
}

// open opens a desk. At the end of the test nothing may have been complained of,
// and nothing asked for besides the desk.
func open(s *served, in context.Context, before ...chromedp.Action) *tab {
	s.Helper()
	ctx, stop := chromedp.NewContext(in)
	s.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	s.Cleanup(stop)
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
			// An answer that says no is part of the talk with the server.
			if e.Entry.Source != log.SourceNetwork {
				complaints = append(complaints, e.Entry.Text)
			}
		case *page.EventJavascriptDialogOpening:
			complaints = append(complaints, "dialog: "+e.Message)
		case *network.EventRequestWillBeSent:
			requests = append(requests, e.Request.URL)
		}
	})
	s.Cleanup(func() {
		lock.Lock()
		defer lock.Unlock()
		assert.Empty(s, complaints)
		for _, url := range requests {
			assert.True(s, strings.HasPrefix(url, s.base+"/"), "the page asked for %s", url)
		}
		assert.NotEmpty(s, requests)
	})
	still := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})
	actions := append([]chromedp.Action{network.Enable(), log.Enable(), chromedp.EmulateViewport(1366, 768), still}, before...)
	require.NoError(s, chromedp.Run(ctx, append(actions, chromedp.Navigate(s.link))...))
	s.enter() // for the tests' own questions
	b := &tab{s, func(actions ...chromedp.Action) error { return chromedp.Run(ctx, actions...) }}
	b.eventually(`document.documentElement.dataset.ready === "" && document.querySelector("#ui-sheet svg") !== null`)
	return b
}

func (b *tab) do(actions ...chromedp.Action) {
	b.Helper()
	require.NoError(b, b.run(actions...))
}

// click clicks with the mouse in the middle of what a selector finds.
func (b *tab) click(selector string, o ...chromedp.MouseOption) {
	b.Helper()
	at := b.at(selector)
	b.do(chromedp.MouseClickXY(at[0], at[1], o...))
}

// at is the middle of what a selector finds, on the screen.
func (b *tab) at(selector string) []float64 {
	b.Helper()
	return ask[[]float64](b, `(() => { const r = document.querySelector(`+quote(selector)+`).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
}

func box(id string) string { return `[data-role="touchpoint"][data-id="` + id + `"] > rect` }

// choose clicks a touchpoint.
func (b *tab) choose(id string) {
	b.Helper()
	b.click(box(id))
	b.eventually(`document.querySelector('[data-role="touchpoint"].chosen')?.dataset.id === ` + quote(id))
}

// press sends keys to what has the focus, as a person does.
func (b *tab) press(keys ...string) {
	b.Helper()
	for _, k := range keys {
		if k == kb.Enter { // in one event, so that what takes the key keeps it from whatever has the focus then
			b.do(input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithText("\r").WithWindowsVirtualKeyCode(13), input.DispatchKeyEvent(input.KeyUp).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13))
			continue
		}
		if len(k) > 1 || k < " " || k > "~" {
			b.do(chromedp.KeyEvent(k))
			continue
		}
		b.do(input.DispatchKeyEvent(input.KeyDown).WithKey(k).WithText(k), input.DispatchKeyEvent(input.KeyUp).WithKey(k))
	}
}

// with presses a key together with another.
func (b *tab) with(held input.Modifier, key string) {
	b.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(held)))
}

// write types a text into what has the focus.
func (b *tab) write(text string) {
	b.Helper()
	b.do(input.InsertText(text))
}

// drag pulls from one place to another.
func (b *tab) drag(from, to []float64) {
	b.Helper()
	b.do(
		input.DispatchMouseEvent(input.MouseMoved, from[0], from[1]),
		input.DispatchMouseEvent(input.MousePressed, from[0], from[1]).WithButton(input.Left).WithButtons(1).WithClickCount(1))
	for i := 1; i <= 5; i++ {
		f := float64(i) / 5
		b.do(input.DispatchMouseEvent(input.MouseMoved, from[0]+(to[0]-from[0])*f, from[1]+(to[1]-from[1])*f).WithButton(input.Left).WithButtons(1))
	}
	b.do(input.DispatchMouseEvent(input.MouseReleased, to[0], to[1]).WithButton(input.Left).WithClickCount(1))
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
	// A page that is on its way somewhere has no answer yet.
	holds := func() (yes bool) {
		err := b.run(chromedp.Evaluate(`(() => { try { return Boolean(`+expression+`); } catch { return false; } })()`, &yes))
		return err == nil && yes
	}
	if !assert.Eventually(b, holds, patience, tick, expression) {
		b.Fatal("the page: " + b.said())
	}
}

// saved waits until the file says something.
func (b *tab) saved(name, text string) {
	b.Helper()
	if !assert.Eventually(b, func() bool { return strings.Contains(b.onDisk(name), text) }, patience, tick) {
		b.Fatalf("%s should say %q, but says\n%s\nthe page: %s", name, text, b.onDisk(name), b.said())
	}
}

// said is what the page tells.
func (b *tab) said() string {
	b.Helper()
	return ask[string](b, `[document.getElementById("ui-status").innerText, document.getElementById("ui-toasts").innerText, document.querySelector("dialog[open]")?.innerText ?? "", "focus " + document.activeElement.outerHTML.slice(0, 120)].join("; ")`)
}

// shows waits until the picture has a touchpoint.
func (b *tab) shows(id string) {
	b.Helper()
	b.eventually(`document.querySelector('#ui-sheet [data-role="touchpoint"][data-id=` + quote(id) + `]') !== null`)
}

func (b *tab) text(selector string) string {
	b.Helper()
	return ask[string](b, `document.querySelector(`+quote(selector)+`).innerText`)
}

// focused names what has the focus: a touchpoint, else an element by its id.
func (b *tab) focused() string {
	b.Helper()
	return ask[string](b, `document.activeElement.dataset.id ?? document.activeElement.dataset.do ?? document.activeElement.id`)
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
