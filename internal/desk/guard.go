package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
)

// guard decides who is answered. A page of somebody else that the same browser
// shows must not reach the desk, neither by asking it directly nor by giving its
// own name our address.
type guard struct {
	token string
	once  *tickets
	hosts hosts
	port  string
}

// tickets let somebody in once: other people on the machine can see with what
// arguments a browser was started, and must not be able to use it again. The
// zero value is ready.
type tickets struct {
	lock sync.Mutex
	open map[string]bool
}

func (t *tickets) issue() string {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.open == nil {
		t.open = map[string]bool{}
	}
	ticket := rand.Text()
	t.open[ticket] = true
	return ticket
}

func (t *tickets) take(ticket string) bool {
	t.lock.Lock()
	defer t.lock.Unlock()
	ok := t.open[ticket]
	delete(t.open, ticket)
	return ok
}

// hosts are the names that the desk answers to.
type hosts struct {
	shown string          // in the link
	names map[string]bool // host:port, in lower case
	any   bool            // every address, but no name: the desk listens everywhere
	port  string
}

func portOf(at net.Addr) string {
	if a, ok := at.(*net.TCPAddr); ok {
		return strconv.Itoa(a.Port)
	}
	return ""
}

// hostsOf lists the names for an address: all that mean this machine for one of
// the loopback, else the address itself.
func hostsOf(at net.Addr) hosts {
	h := hosts{names: map[string]bool{}, port: portOf(at)}
	a, ok := at.(*net.TCPAddr)
	if !ok {
		return h
	}
	h.shown = net.JoinHostPort(a.IP.String(), h.port)
	if a.IP.IsUnspecified() {
		h.any = true
		h.shown = net.JoinHostPort("127.0.0.1", h.port)
	}
	h.names[strings.ToLower(h.shown)] = true
	if a.IP.IsLoopback() || h.any {
		for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
			h.names[net.JoinHostPort(name, h.port)] = true
		}
	}
	return h
}

// has tells whether a request for this host is for us.
func (h hosts) has(host string) bool {
	host = strings.ToLower(host)
	if h.names[host] {
		return true
	}
	if !h.any {
		return false
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil || port != h.port {
		return false
	}
	_, err = netip.ParseAddr(name)
	return err == nil // a name could be anybody's
}

// Loopback tells whether an address can be reached from this machine only.
func Loopback(at net.Addr) bool {
	a, ok := at.(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

// cookie is the name of the cookie: browsers give cookies to all ports of a
// host, and another desk may run on another one.
func (g guard) cookie() string { return "moments-" + g.port }

// wrap refuses what is not for us, and lets in who comes with the token.
func (g guard) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		switch {
		case !g.hosts.has(r.Host):
			refuse(w, http.StatusMisdirectedRequest, "This address is not the desk's.")
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, HEAD, POST")
			refuse(w, http.StatusMethodNotAllowed, "The desk knows no such method.")
		case r.URL.Path == "/" && r.URL.Query().Has("token"):
			g.enter(w, r)
		case !g.known(r):
			refuse(w, http.StatusForbidden, "Open the link that the command printed: it has the key to this desk.")
		case !g.ours(r):
			refuse(w, http.StatusForbidden, "Another site may not ask the desk.")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// enter takes the token out of the address and puts it into a cookie. It leads
// on by a page: after a redirect the browser would still hold whoever had the
// link for the asker, and keep the cookie back if that is another site.
func (g guard) enter(w http.ResponseWriter, r *http.Request) {
	if token := r.URL.Query().Get("token"); !g.fits(token) && !g.once.take(token) {
		refuse(w, http.StatusForbidden, "This link is not of this desk. Open the one that the command printed last.")
		return
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie(), Value: g.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}) //nolint:gosec // plain HTTP on this machine: a Secure cookie would not come back
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url=/\"><title>Moments</title>\n")
}

func (g guard) fits(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(g.token)) == 1
}

func (g guard) known(r *http.Request) bool {
	for _, c := range r.CookiesNamed(g.cookie()) {
		if g.fits(c.Value) {
			return true
		}
	}
	return false
}

// ours tells whether a request comes from our own page. What only reads may also
// come from the address line; what changes must say where it comes from.
func (g guard) ours(r *http.Request) bool {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	if origin != "" && (!strings.HasPrefix(origin, "http://") || !g.hosts.has(origin[len("http://"):]) || origin[len("http://"):] != strings.ToLower(r.Host)) {
		return false
	}
	switch site {
	case "same-origin":
		return true
	case "none": // typed by the person
		return r.Method != http.MethodPost
	case "":
		return r.Method != http.MethodPost || origin != ""
	}
	return r.Method != http.MethodPost && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// policy allows the desk's own files, and nothing that stands in the page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types moments"

func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(why + "\n"))
}
