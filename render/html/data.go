package html

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/layer"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/touchpoint"
)

// writer puts a blueprint into the words of the page.
type writer struct {
	*prose.Board
	words  words
	layers []layer.Layer
}

// data is what the script reads: the touchpoints in the words of the page, so
// that the script has to know nothing of blueprints.
func (w *writer) data(pictures []picture) (string, error) {
	type named struct {
		Name  string `json:"name"`
		Title string `json:"title"`
	}
	all := struct {
		Words       spoken   `json:"words"`
		Views       []named  `json:"views"`
		Journeys    []route  `json:"journeys"`
		Touchpoints []record `json:"touchpoints"`
		Layers      []laid   `json:"layers,omitempty"`
	}{Layers: w.laid(), Words: w.words.spoken(), Views: []named{}, Journeys: w.routes(), Touchpoints: []record{}}
	for _, p := range pictures {
		all.Views = append(all.Views, named{p.Name, p.Title})
	}
	for _, t := range w.Touchpoints() {
		all.Touchpoints = append(all.Touchpoints, w.record(t))
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out) // it writes < > & and the line breaks of JavaScript as escapes
	if err := e.Encode(all); err != nil {
		return "", err
	}
	return out.String(), nil
}

// record is a touchpoint as the script knows it.
type record struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description,omitempty"`
	Kind        string   `json:"kind"`
	KindName    string   `json:"kindName"`
	LaneName    string   `json:"laneName"`
	Step        int      `json:"step"` // from 1
	StepTitle   string   `json:"stepTitle,omitempty"`
	Phase       string   `json:"phase,omitempty"`
	Badges      []badge  `json:"badges,omitempty"`
	Short       string   `json:"short,omitempty"` // the times, for a line below the title
	Tags        []string `json:"tags"`            // what the filters ask for, as group:value
	Groups      []group  `json:"groups,omitempty"`
}

// badge is a short word with the tone it is written in.
type badge struct {
	Text string `json:"text"`
	Tone string `json:"tone"`
}

func (w *writer) record(t *touchpoint.Touchpoint) record {
	place, lane := w.Place(t), w.Lane(t)
	phase := w.Blueprint.Phases[place.Phase]
	return record{
		ID: t.ID, Title: prose.Line(t.Title), Description: prose.Line(t.Description),
		Kind: string(lane.Kind), KindName: w.KindName(lane.Kind), LaneName: w.LaneName(lane),
		Step: place.Column + 1, StepTitle: prose.Line(phase.Steps[place.Step].Title), Phase: prose.Line(phase.Title),
		Badges: w.badges(t), Short: w.short(t), Tags: w.tags(t), Groups: w.groups(t),
	}
}

func (w *writer) badges(t *touchpoint.Touchpoint) []badge {
	var out []badge
	switch {
	case t.IsCritical():
		out = append(out, badge{w.Critical, "moment"})
	case t.IsMoment():
		out = append(out, badge{w.Moment, "moment"})
	}
	if t.Service != "" {
		out = append(out, badge{w.ServiceName(t.Service), "service"})
	}
	if t.Wait != nil {
		out = append(out, badge{w.Wait, "wait"})
	}
	if len(t.Fails) > 0 {
		out = append(out, badge{w.Fail, "fail"})
	}
	if t.Choice() {
		out = append(out, badge{w.Choice, "plain"})
	}
	if t.Optional {
		out = append(out, badge{w.Optional, "plain"})
	}
	if w.IsDetour(t) {
		out = append(out, badge{w.Detour, "fail"})
	}
	if t.Proof != nil && t.Proof.Status != "" {
		out = append(out, badge{w.words.term("proof", string(t.Proof.Status)), "plain"})
	}
	return out
}

// short is what the card beside the pointer says of time.
func (w *writer) short(t *touchpoint.Touchpoint) string {
	line := w.Time(t.Time)
	if t.Wait != nil {
		if wait := w.wait(t.Wait); wait != "" {
			if line != "" {
				line += " · "
			}
			line += prose.Capital(w.Wait) + w.Colon + wait
		}
	}
	return line
}

func (w *writer) wait(x *touchpoint.Wait) string {
	return w.Time(&touchpoint.Time{Standard: x.Expected, Acceptable: x.Acceptable})
}

// filter is a group of properties that touchpoints can be picked by.
type filter struct {
	Group, Name string
	Choices     []choice
}

// tags are the properties of a touchpoint, as the filters name them.
func (w *writer) tags(t *touchpoint.Touchpoint) []string {
	tags := []string{"lane:" + w.Place(t).Lane, "service:" + string(t.Service), "moment:" + momentOf(t)}
	status := ""
	if t.Proof != nil {
		status = string(t.Proof.Status)
	}
	tags = append(tags, "proof:"+status)
	if len(t.Fails) > 0 {
		tags = append(tags, "mark:fail")
	}
	if t.Wait != nil {
		tags = append(tags, "mark:wait")
	}
	if t.Choice() {
		tags = append(tags, "mark:choice")
	}
	return tags
}

func momentOf(t *touchpoint.Touchpoint) string {
	switch {
	case t.IsCritical():
		return "critical"
	case t.IsMoment():
		return "moment"
	}
	return "encounter"
}

// filters lists what can be picked: only what some touchpoint has, and no group
// in which there is nothing to choose.
func (w *writer) filters() []filter {
	used := map[string]bool{}
	for _, t := range w.Touchpoints() {
		for _, tag := range w.tags(t) {
			used[tag] = true
		}
	}
	lanes, services, proofs := []choice{}, []choice{}, []choice{}
	for _, l := range w.Lanes() {
		lanes = append(lanes, choice{Value: "lane:" + l.ID, Name: w.LaneName(l)})
	}
	for _, s := range touchpoint.Services() {
		services = append(services, choice{Value: "service:" + string(s), Name: w.ServiceName(s)})
	}
	for _, p := range touchpoint.ProofStatuses() {
		proofs = append(proofs, choice{Value: "proof:" + string(p), Name: w.words.term("proof", string(p))})
	}
	facts := w.words.Facts
	all := []filter{
		{"lane", w.words.Lane, lanes},
		{"service", w.words.Service, append(services, choice{Value: "service:", Name: facts.NoService})},
		{"moment", w.words.Moment, []choice{{Value: "moment:critical", Name: w.Critical}, {Value: "moment:moment", Name: w.Moment}, {Value: "moment:encounter", Name: w.Cycle.Encounter}}},
		{"mark", w.words.Marks, []choice{{Value: "mark:fail", Name: w.Fail}, {Value: "mark:wait", Name: w.Wait}, {Value: "mark:choice", Name: w.Choice}}},
		{"proof", w.words.Proof, append(proofs, choice{Value: "proof:", Name: facts.NotSaid})},
	}
	var out []filter
	for _, f := range all {
		f.Choices = slices.DeleteFunc(f.Choices, func(c choice) bool { return !used[c.Value] })
		if len(f.Choices) > 1 || f.Group == "mark" && len(f.Choices) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// journey is a way through the blueprint that can be presented.
type journey struct{ Index, Name string }

type route struct {
	Name  string   `json:"name"`
	Stops []string `json:"stops"` // ids of touchpoints
}

func (w *writer) journeys() []journey {
	var out []journey
	for i, r := range w.routes() {
		out = append(out, journey{strconv.Itoa(i), r.Name})
	}
	return out
}

// routes are the ways to present: the stations of the customer's thread, then
// the journeys that have a name. A blueprint without a thread is gone through in
// reading order.
func (w *writer) routes() []route {
	main := route{Name: w.words.Facts.FirstWay, Stops: []string{}}
	if threads := w.Threads(); len(threads) > 0 {
		for _, s := range threads[0].Stations {
			for _, t := range s.Touchpoints {
				main.Stops = append(main.Stops, t.ID)
			}
		}
	}
	if len(main.Stops) == 0 {
		for _, t := range w.Touchpoints() {
			main.Stops = append(main.Stops, t.ID)
		}
	}
	routes := []route{main}
	for _, j := range w.Blueprint.Journeys {
		r := route{Name: w.journeyName(j), Stops: []string{}}
		for _, id := range j.Touchpoints {
			if _, ok := w.Touchpoint(id); ok {
				r.Stops = append(r.Stops, id)
			}
		}
		if len(r.Stops) > 0 {
			routes = append(routes, r)
		}
	}
	return routes
}

func (w *writer) journeyName(j blueprint.Journey) string {
	if title := prose.Line(j.Title); title != "" {
		return title
	}
	return prose.Line(j.ID)
}
