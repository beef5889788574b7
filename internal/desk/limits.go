package desk

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// limited bounds the connections that are open at once: who comes when all are
// taken waits outside, where it costs nothing.
func limited(l net.Listener, open chan struct{}) net.Listener {
	return &limitedListener{Listener: l, open: open, closed: make(chan struct{})}
}

type limitedListener struct {
	net.Listener
	open   chan struct{}
	closed chan struct{}
	once   sync.Once
}

func (l *limitedListener) Accept() (net.Conn, error) {
	select {
	case l.open <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.open
		return nil, err
	}
	return &limitedConn{Conn: c, release: sync.OnceFunc(func() { <-l.open })}, nil
}

func (l *limitedListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

type limitedConn struct {
	net.Conn
	release func()
}

func (c *limitedConn) Close() error {
	defer c.release()
	return c.Conn.Close()
}

// quiet is a log for what strangers send: it concerns nobody.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// Bounds of the work.
const (
	maxWork   = 4  // requests that compute at once
	maxWait   = 64 // that wait for it
	workTime  = 20 * time.Second
	perSecond = 200 // requests that are let through; a page in use makes a handful
	burst     = 400
)

// room bounds the connections, the work that is done at once, and how often it is
// asked for.
type room struct {
	open       chan struct{} // connections
	work, wait chan struct{}
	rate       *rate
}

func newRoom() room {
	return room{open: make(chan struct{}, maxConnections), work: make(chan struct{}, maxWork), wait: make(chan struct{}, maxWait), rate: &rate{left: burst}}
}

// rate counts requests: so many a second, and some at once.
type rate struct {
	lock sync.Mutex
	left float64
	last time.Time
}

func (r *rate) take(now time.Time) bool {
	r.lock.Lock()
	defer r.lock.Unlock()
	if !r.last.IsZero() {
		r.left = min(burst, r.left+now.Sub(r.last).Seconds()*perSecond)
	}
	r.last = now
	if r.left < 1 {
		return false
	}
	r.left--
	return true
}

// crowded tells whether few connections are left: then none is kept for a next
// request, so that everybody has a turn.
func (m room) crowded() bool { return len(m.open) > maxConnections/2 }

// busy refuses a request that comes too soon.
func (m room) busy(w http.ResponseWriter) bool {
	if m.rate.take(time.Now()) {
		return false
	}
	w.Header().Set("Retry-After", "1")
	refuse(w, http.StatusTooManyRequests, "Too many requests at once.")
	return true
}

// enter waits for a place to work; done gives it back. It fails where too many
// wait already, or the asker is gone.
func (m room) enter(ctx context.Context) (done func(), ok bool) {
	select {
	case m.wait <- struct{}{}:
		defer func() { <-m.wait }()
	default:
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	select {
	case m.work <- struct{}{}:
		return func() { <-m.work }, true
	case <-ctx.Done():
		return nil, false
	}
}
