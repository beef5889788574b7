package main

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/servicemoments/moments/blueprint/coverage"
)

// hall is one service hall on one day. Its zero value has no place for bicycles.
type hall struct {
	mu      sync.Mutex
	racks   int
	parked  map[string]bool
	tickets int
	cases   int
}

func newHall(racks int) *hall { return &hall{racks: racks, parked: map[string]bool{}} }

// routes says which touchpoint of the blueprint a request comes to. The server
// knows nothing of it; whoever records journeys does.
func routes() map[string]string {
	return map[string]string{
		"POST /bicycles":           "find-a-place-to-park",
		"POST /visits":             "enter-the-hall",
		"POST /inquiries":          "inquire",
		"POST /top-ups":            "use-the-terminal",
		"POST /tickets":            "find-the-right-counter",
		"GET /tickets/{number}":    "wait-to-be-called",
		"POST /requests":           "have-the-request-handled",
		"POST /washroom":           "ask-for-the-washroom",
		"POST /payments":           "check-the-bill-and-pay",
		"POST /complaints":         "complain",
		"GET /comment-book":        "find-the-comment-book",
		"POST /comment-book":       "write-down-the-complaint",
		"DELETE /visits":           "leave-the-hall",
		"DELETE /bicycles/{place}": "ride-off",
	}
}

func (h *hall) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /bicycles", h.park)
	mux.HandleFunc("POST /visits", say("welcome"))
	mux.HandleFunc("POST /inquiries", h.inquire)
	mux.HandleFunc("POST /top-ups", h.topUp)
	mux.HandleFunc("POST /tickets", h.ticket)
	mux.HandleFunc("GET /tickets/{number}", h.wait)
	mux.HandleFunc("POST /requests", h.request)
	mux.HandleFunc("POST /washroom", say("down the stairs, on the left"))
	mux.HandleFunc("POST /payments", h.pay)
	mux.HandleFunc("POST /complaints", h.complain)
	mux.HandleFunc("GET /comment-book", say("page 12"))
	mux.HandleFunc("POST /comment-book", h.write)
	mux.HandleFunc("DELETE /visits", say("goodbye"))
	mux.HandleFunc("DELETE /bicycles/{place}", h.rideOff)
	return mux
}

func say(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, text) }
}

func (h *hall) park(w http.ResponseWriter, _ *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.parked) >= h.racks {
		http.Error(w, "no place left: ask the guard", http.StatusConflict)
		return
	}
	for n := 1; ; n++ {
		if place := fmt.Sprint(n); !h.parked[place] {
			h.parked[place] = true
			fmt.Fprintln(w, place)
			return
		}
	}
}

func (h *hall) rideOff(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.parked, r.PathValue("place"))
	fmt.Fprintln(w, "ride safely")
}

// inquire sends the customer where the errand is done.
func (h *hall) inquire(w http.ResponseWriter, r *http.Request) {
	switch r.FormValue("errand") {
	case "":
		http.Error(w, "what can we do for you?", http.StatusBadRequest)
	case "top-up":
		fmt.Fprintln(w, "terminal")
	case "opening hours":
		fmt.Fprintln(w, "half past eight to six")
	default:
		fmt.Fprintln(w, "counter")
	}
}

func (h *hall) topUp(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("note") == "crumpled" {
		http.Error(w, "banknote refused: go to a counter", http.StatusUnprocessableEntity)
		return
	}
	fmt.Fprintln(w, "booked")
}

func (h *hall) ticket(w http.ResponseWriter, _ *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tickets++
	fmt.Fprintln(w, h.tickets)
}

func (h *hall) wait(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "number", r.PathValue("number"), "please")
}

func (h *hall) request(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("papers") == "" {
		http.Error(w, "papers missing: come back with them", http.StatusUnprocessableEntity)
		return
	}
	fmt.Fprintln(w, "done")
}

func (h *hall) pay(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("amount") != "48" {
		http.Error(w, "the bill is 48 yuan", http.StatusPaymentRequired)
		return
	}
	fmt.Fprintln(w, "paid")
}

// complain brings the duty manager, who is no request of its own: the handler says
// that he came. Where nobody records, that does nothing.
func (h *hall) complain(w http.ResponseWriter, r *http.Request) {
	_ = coverage.Visit(r.Context(), "listen-and-put-it-right")
	if r.FormValue("about") == "the bill" {
		fmt.Fprintln(w, "settled")
		return
	}
	http.Error(w, "we look into it: write it down, please", http.StatusAccepted)
}

func (h *hall) write(w http.ResponseWriter, r *http.Request) {
	_ = coverage.Visit(r.Context(), "sign-and-name-a-date")
	h.mu.Lock()
	defer h.mu.Unlock()
	h.cases++
	fmt.Fprintf(w, "case %d, answer within 3 days\n", h.cases)
}
