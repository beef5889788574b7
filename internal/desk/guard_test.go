package desk_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/desk"
)

func TestWithoutTheTokenNothingIsSaid(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine})
	for _, path := range []string{"/", "/assets/page.css", "/theme.css", "/api/list", "/api/events", "/api/text?file=shine.yaml", "/nothing", "/?token=", "/?token=WRONG", "/api/list?token=" + strings.TrimPrefix(s.link, s.base+"/?token=")} {
		code, text := s.get(path)
		assert.Equal(t, http.StatusForbidden, code, path)
		assert.NotContains(t, text, "shine", path)
	}
	code, _, _ := s.ask(http.MethodGet, "/", nil, "Cookie", "moments-1=x")
	assert.Equal(t, http.StatusForbidden, code)
}

func TestTheLinkGivesACookieAndACleanAddress(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine})
	r, err := s.client.Get(s.link)
	require.NoError(t, err)
	r.Body.Close()
	assert.Equal(t, http.StatusOK, r.StatusCode)
	require.Len(t, r.Cookies(), 1)
	c := r.Cookies()[0]
	assert.True(t, c.HttpOnly)
	assert.Equal(t, http.SameSiteStrictMode, c.SameSite)
	assert.Zero(t, c.MaxAge, "it ends with the browser")
	assert.GreaterOrEqual(t, len(c.Value), 26, "130 bits")
}

func TestALinkForOnceOpensOnce(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine})
	link := s.once()
	for i, want := range []int{http.StatusOK, http.StatusForbidden} {
		r, err := s.client.Get(link)
		require.NoError(t, err)
		r.Body.Close()
		assert.Equal(t, want, r.StatusCode, i)
	}
	code, _ := s.get("/api/list")
	assert.Equal(t, http.StatusOK, code, "who has come in stays in")
}

func TestEveryAnswerForbidsWhatThePageDoesNotNeed(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine})
	for _, path := range []string{"/", "/api/list", "/nothing"} {
		_, _, h := s.ask(http.MethodGet, path, nil)
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} {
			assert.Contains(t, policy, want)
		}
		assert.NotContains(t, policy, "unsafe")
		assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
		assert.Equal(t, "no-referrer", h.Get("Referrer-Policy"))
		assert.Equal(t, "DENY", h.Get("X-Frame-Options"))
		assert.Empty(t, h.Get("Access-Control-Allow-Origin"))
	}
}

func TestForeignNamesAndSitesAreRefused(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	u, err := url.Parse(s.base)
	require.NoError(t, err)
	const body, kind = `{"base": "", "ops": []}`, "application/json"
	for name, c := range map[string]struct {
		method, path string
		headers      []string
		want         int
	}{
		"rebound name":          {"GET", "/api/list", []string{"Host", "evil.example:" + u.Port()}, 421},
		"name that begins so":   {"GET", "/api/list", []string{"Host", "127.0.0.1.evil.example:" + u.Port()}, 421},
		"no port":               {"GET", "/api/list", []string{"Host", "127.0.0.1"}, 421},
		"another port":          {"GET", "/api/list", []string{"Host", "127.0.0.1:1"}, 421},
		"another address":       {"GET", "/api/list", []string{"Host", "10.0.0.1:" + u.Port()}, 421},
		"localhost":             {"GET", "/api/list", []string{"Host", "localhost:" + u.Port()}, 403}, // ours, but the cookie is of another name
		"own page":              {"GET", "/api/list", []string{"Origin", s.base, "Sec-Fetch-Site", "same-origin"}, 200},
		"typed":                 {"GET", "/", []string{"Sec-Fetch-Site", "none"}, 200},
		"foreign origin":        {"GET", "/api/list", []string{"Origin", "http://evil.example"}, 403},
		"no origin":             {"GET", "/api/list", []string{"Origin", "null"}, 403},
		"https of us":           {"GET", "/api/list", []string{"Origin", "https://" + u.Host}, 403},
		"origin of another one": {"GET", "/api/list", []string{"Origin", "http://127.0.0.1:1"}, 403},
		"other site reads":      {"GET", "/api/list", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"other site's script":   {"GET", "/assets/main.js", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, 403},
		"other port's page":     {"GET", "/api/list", []string{"Sec-Fetch-Site", "same-site"}, 403},
		"link on another page":  {"GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
		"foreign events":        {"GET", "/api/events", []string{"Origin", "http://evil.example"}, 403},
		"foreign change":        {"POST", "/api/undo?file=shine.yaml", []string{"Content-Type", kind, "Origin", "http://evil.example"}, 403},
		"change of a form":      {"POST", "/api/undo?file=shine.yaml", []string{"Content-Type", "text/plain", "Origin", s.base}, 415},
		"change from nowhere":   {"POST", "/api/undo?file=shine.yaml", []string{"Content-Type", kind}, 403},
		"change that was typed": {"POST", "/api/undo?file=shine.yaml", []string{"Content-Type", kind, "Sec-Fetch-Site", "none"}, 403},
		"same-site change":      {"POST", "/api/undo?file=shine.yaml", []string{"Content-Type", kind, "Sec-Fetch-Site", "same-site", "Origin", s.base}, 403},
		"unknown method":        {"PUT", "/api/list", nil, 405},
		"question before":       {"OPTIONS", "/api/undo?file=shine.yaml", []string{"Origin", "http://evil.example", "Access-Control-Request-Method", "POST"}, 405},
	} {
		var send io.Reader
		if c.method == "POST" {
			send = strings.NewReader(body)
		}
		code, text, _ := s.ask(c.method, c.path, send, c.headers...)
		assert.Equal(t, c.want, code, "%s: %s", name, text)
	}
	assert.Equal(t, shine, s.onDisk("shine.yaml"))
}

func TestNoPathLeadsOutOfTheFolder(t *testing.T) {
	s := serve(t, map[string]string{"in/shine.yaml": shine, "secret.yaml": "title: Secret\nsteps:\n  - customer: Whisper\n"}, func(o *desk.Options) {
		o.Folder = filepath.Join(o.Folder, "in")
		inner := o.Folder
		o.List = func() ([]string, error) {
			found, err := listed(inner)
			return append(found, "../secret.yaml", "link.yaml", "folder/secret.yaml", "pipe.yaml"), err // as if the list were wrong
		}
	})
	inner := s.file("in")
	require.NoError(t, os.Symlink(s.file("secret.yaml"), filepath.Join(inner, "link.yaml")))
	require.NoError(t, os.Symlink(s.folder, filepath.Join(inner, "folder")))
	s.enter()
	for _, path := range []string{
		"/../secret.yaml", "/..%2fsecret.yaml", "/%2e%2e/secret.yaml", "/assets/../../secret.yaml", "/assets/..%2f..%2fsecret.yaml", "/assets/%2e%2e%2fpage.go", "/assets/page.html", "/assets/words.en.json",
		"/api/text?file=../secret.yaml", "/api/text?file=..%2fsecret.yaml", "/api/text?file=%2e%2e%2fsecret.yaml", "/api/text?file=..%5csecret.yaml", "/api/text?file=in/../../secret.yaml",
		"/api/text?file=" + url.QueryEscape(s.file("secret.yaml")), "/api/text?file=/etc/passwd", "/api/text?file=shine.yaml%00../secret.yaml", "/api/text?file=link.yaml", "/api/text?file=folder/secret.yaml", "/api/text?file=", "/api/text?file=.",
		"/api/picture?file=link.yaml", "/api/picture?file=folder/secret.yaml", "/api/picture?file=../secret.yaml", "/api/findings?file=link.yaml",
	} {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://")) // a client of Go tidies the path
		require.NoError(t, err)
		u, _ := url.Parse(s.base)
		cookies := s.client.Jar.Cookies(u)
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nConnection: close\r\n\r\n", path, u.Host, cookies[0])
		require.NoError(t, c.SetReadDeadline(time.Now().Add(10*time.Second)))
		text, err := io.ReadAll(c)
		require.NoError(t, err, path)
		c.Close()
		assert.NotContains(t, string(text), "Whisper", path)
		assert.NotContains(t, string(text), "Secret", path)
		assert.NotContains(t, string(text), "package desk", path)
		assert.Regexp(t, `^HTTP/1\.1 (2|3|4)`, string(text), path)
	}
	for _, path := range []string{"/api/text?file=../secret.yaml", "/api/text?file=link.yaml", "/api/text?file=folder/secret.yaml"} {
		code, _ := s.post(path, map[string]any{"base": "", "text": "title: Gone\n", "keep": true})
		assert.NotEqual(t, http.StatusOK, code)
	}
	assert.Contains(t, s.onDisk("secret.yaml"), "Whisper")
}

func TestLargeBodiesAreRefused(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	const size = 100 << 20
	for name, body := range map[string]io.Reader{
		"announced":   io.LimitReader(zeros{}, size),
		"unannounced": struct{ io.Reader }{io.LimitReader(zeros{}, size)},
	} {
		r, err := http.NewRequest(http.MethodPost, s.base+"/api/text?file=shine.yaml", body)
		require.NoError(t, err)
		if name == "announced" {
			r.ContentLength = size
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", s.base)
		before := heap()
		reply, err := s.client.Do(r)
		if err == nil { // else the connection was closed on the sender, which is as good
			assert.GreaterOrEqual(t, reply.StatusCode, 400, name)
			assert.Less(t, reply.StatusCode, 500, name)
			reply.Body.Close()
		}
		assert.Less(t, heap(), before+64<<20, name)
	}
	code, _ := s.post("/api/text?file=shine.yaml", map[string]any{"base": s.rev("shine.yaml"), "text": strings.Repeat("#", 9<<20), "keep": true})
	assert.Equal(t, http.StatusRequestEntityTooLarge, code)
	assert.Equal(t, shine, s.onDisk("shine.yaml"))
}

// zeros is JSON that does not end: an opened text.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '['
	}
	return len(p), nil
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

func TestTenThousandRequestsAtOnce(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}).enter()
	u, _ := url.Parse(s.base)
	cookie := s.client.Jar.Cookies(u)[0].String()
	transport := &http.Transport{MaxConnsPerHost: 400, MaxIdleConnsPerHost: 400}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: time.Minute}
	before := heap()
	var peak, ok, refused atomic.Int64
	stop := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), int64(m.HeapInuse)))
			}
		}
	})
	var all sync.WaitGroup
	for i := range 10_000 {
		all.Go(func() {
			r, _ := http.NewRequest(http.MethodGet, s.base+[]string{"/api/picture?file=shine.yaml", "/api/findings?file=shine.yaml", "/", "/api/list"}[i%4], nil)
			if i%5 > 0 {
				r.Header.Set("Cookie", cookie)
			}
			reply, err := client.Do(r)
			if err != nil {
				refused.Add(1)
				return
			}
			_, _ = io.Copy(io.Discard, reply.Body)
			reply.Body.Close()
			switch reply.StatusCode {
			case http.StatusOK:
				ok.Add(1)
			case http.StatusForbidden, http.StatusTooManyRequests, http.StatusServiceUnavailable:
				refused.Add(1)
			default:
				t.Errorf("status %d", reply.StatusCode)
			}
		})
	}
	all.Wait()
	close(stop)
	watching.Wait()
	assert.Equal(t, int64(10_000), ok.Load()+refused.Load())
	assert.Positive(t, ok.Load())
	assert.Less(t, peak.Load(), int64(before)+400<<20, "most of it is the ten thousand askers' own")
	t.Logf("%d served, %d refused, %d MB at most", ok.Load(), refused.Load(), peak.Load()>>20)
	require.Eventually(t, func() bool { code, _ := s.get("/api/list"); return code == http.StatusOK }, 10*time.Second, 50*time.Millisecond, "then it serves as before")
}

func TestReadOnlyChangesNothing(t *testing.T) {
	s := serve(t, map[string]string{"shine.yaml": shine}, func(o *desk.Options) { o.ReadOnly = true }).enter()
	for _, path := range []string{"/api/text", "/api/change", "/api/undo", "/api/redo"} {
		code, _ := s.post(path+"?file=shine.yaml", map[string]any{})
		assert.Equal(t, http.StatusForbidden, code, path)
	}
	_, page := s.get("/")
	assert.Contains(t, page, `"readOnly":true`)
}
