package measure

import "slices"

// Presence is how many customers are inside, by Little's law: L = λW, whatever
// the distributions (Little 1961).
type Presence struct {
	Stay      float64 // mean time from coming to leaving, waits included, in seconds
	Customers float64 // inside, on average
}

// Presence works out how many customers are inside on average over the periods of
// the day. It is false where only a simulation can tell how long a journey takes,
// or a queue grows without end. Journeys of which some times are not said take
// longer than this.
func (w *Waiting) Presence() (Presence, bool, error) {
	if !w.Known {
		return Presence{}, false, nil
	}
	t, err := w.model.Times(Options{MaxStates: w.options.MaxStates})
	if err != nil || t.Customer == nil {
		return Presence{}, false, err
	}
	p := Presence{Stay: t.Customer.Mean + w.all() - w.replaced()}
	p.Customers = w.Arrivals / 3600 * p.Stay
	return p, true, nil
}

// all is what all customers together wait, on average.
func (w *Waiting) all() float64 {
	holds, sum := w.holds(), 0.0
	for i, s := range w.served {
		if s >= 0 && holds[i] {
			sum += w.flow.Visits[i] * w.Stations[s].Waits.Wait
		}
	}
	return sum
}

// replaced are expected waits that queues go before, though they are counted as
// time.
func (w *Waiting) replaced() float64 {
	sum := 0.0
	for i, wait := range w.model.waits(Options{}) {
		if wait > 0 && slices.ContainsFunc(w.ahead(i), func(s int) bool { return w.Stations[s].Expected > 0 }) {
			sum += w.flow.Visits[i] * wait.Seconds()
		}
	}
	return sum
}
