package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// event tells a page that something has changed; the page asks for what it
// needs of it.
type event struct {
	Kind    string `json:"kind"` // file, list
	File    string `json:"file,omitempty"`
	Version int    `json:"version,omitempty"`
}

// Bounds of listening.
const (
	maxListeners = 32
	maxUnheard   = 64 // events that wait for a slow listener, which is then sent away to come back
	heartbeat    = 15 * time.Second
)

// hub passes events on to the pages that listen. The zero value is ready.
type hub struct {
	lock   sync.Mutex
	pages  map[chan event]bool
	closed bool
}

func (h *hub) listen() (chan event, bool) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.closed || len(h.pages) >= maxListeners {
		return nil, false
	}
	if h.pages == nil {
		h.pages = map[chan event]bool{}
	}
	c := make(chan event, maxUnheard)
	h.pages[c] = true
	return c, true
}

func (h *hub) leave(c chan event) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.pages[c] {
		delete(h.pages, c)
		close(c)
	}
}

func (h *hub) tell(e event) {
	h.lock.Lock()
	defer h.lock.Unlock()
	for c := range h.pages {
		select {
		case c <- e:
		default:
			delete(h.pages, c)
			close(c)
		}
	}
}

func (h *hub) close() {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.closed = true
	for c := range h.pages {
		delete(h.pages, c)
		close(c)
	}
}

// events is a stream of Server-Sent Events.
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	c, ok := d.hub.listen()
	if !ok {
		refuse(w, http.StatusServiceUnavailable, "Too many pages listen already.")
		return
	}
	defer d.hub.leave(c)
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	send := func(text string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(bodyTime))
		_, err := fmt.Fprint(w, text)
		return err == nil && out.Flush() == nil
	}
	_ = out.SetReadDeadline(time.Time{})
	if !send("retry: 500\n\n") {
		return
	}
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			if !send(": here\n\n") {
				return
			}
		case e, more := <-c:
			if !more {
				return
			}
			text, err := json.Marshal(e)
			if err != nil || !send("data: "+string(text)+"\n\n") {
				return
			}
		}
	}
}
