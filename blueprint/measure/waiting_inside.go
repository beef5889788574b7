package measure

import "github.com/servicemoments/moments/blueprint/figures"

// Presence is how many customers are inside, by Little's law: L = λW, whatever
// the distributions (Little 1961).
type Presence struct {
	Stay      float64 // mean time from coming to leaving, waits included, in seconds
	Customers float64 // inside, on average

	stay, customers figures.Figure // the same, with how they were got
}

// Presence works out how many customers are inside on average over the periods of
// the day. It is false where only a simulation can tell how long a journey takes,
// or a queue grows without end. Journeys of which some times are not said take
// longer than this.
func (w *Waiting) Presence() (Presence, bool, error) {
	if !w.Known {
		return Presence{}, false, nil
	}
	t, err := w.model.Times(w.options.everybody())
	if err != nil || t.Customer == nil {
		return Presence{}, false, err
	}
	stay := fig(t.Customer.Mean, figures.Seconds, figures.Formula)
	if x := t.Customer.Simulated; x != nil {
		stay = x.Mean
	}
	p := Presence{stay: line(w.all(), 1, stay, figures.Seconds)}
	p.customers = line(0, w.Arrivals/3600, p.stay, figures.Customers)
	p.Stay, p.Customers = p.stay.Value, p.customers.Value
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
