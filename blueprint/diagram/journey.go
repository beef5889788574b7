package diagram

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/touchpoint"
)

// neutral is the score of no feeling; Mermaid counts from 1 to 5.
const neutral = 3

// task is a line of a user journey.
type task struct {
	title  string
	score  *float64
	actors []string
}

// journey reads a user journey: sections are phases, tasks are what the customer
// does, scores are emotions, and who takes part is a persona or, where the name
// is that of a lane, the lane.
func (s *source) journey(d opening) (*blueprint.Blueprint, error) {
	b := &blueprint.Blueprint{Title: s.title}
	var tasks [][]task
	for i := 0; i < len(d.rest); i++ {
		st := d.rest[i]
		word, rest, _ := strings.Cut(st.text, " ")
		switch strings.TrimSuffix(word, ":") {
		case "title":
			b.Title = text(rest)
		case "section":
			b.Phases = append(b.Phases, blueprint.Phase{Title: text(rest)})
			tasks = append(tasks, nil)
		case "accTitle", "accDescr":
			i += s.access(b, d.rest, i)
		default:
			if len(b.Phases) == 0 {
				b.Phases, tasks = append(b.Phases, blueprint.Phase{}), append(tasks, nil)
			}
			if t, ok := s.task(st); ok {
				last := len(tasks) - 1
				tasks[last] = append(tasks[last], t)
			}
		}
		if len(b.Phases) > maxNodes {
			return nil, fmt.Errorf("this has more than %d sections", maxNodes)
		}
	}
	s.people(b, tasks)
	return s.finish(b, "A customer's journey")
}

// access reads an accessible title or description, which may run over lines in
// braces, and gives how many lines more it has taken.
func (s *source) access(b *blueprint.Blueprint, list []statement, i int) int {
	line := list[i].text
	name := line[:len("accTitle")]
	rest := strings.TrimSpace(strings.TrimLeft(strings.TrimPrefix(line, name), " :"))
	taken := 0
	if open, ok := strings.CutPrefix(rest, "{"); ok {
		var parts []string
		for {
			before, _, closed := strings.Cut(open, "}")
			parts = append(parts, before)
			if closed || i+taken+1 >= len(list) {
				break
			}
			taken++
			open = list[i+taken].text
		}
		rest = strings.Join(parts, " ")
	}
	if name == "accTitle" {
		if b.Title == "" {
			b.Title = text(rest)
		}
	} else if b.Description == "" {
		b.Description = text(rest)
	}
	return taken
}

// task reads "Make tea: 5: Me, Cat".
func (s *source) task(st statement) (task, bool) {
	parts := strings.Split(st.text, ":")
	t := task{title: text(parts[0])}
	if t.title == "" {
		s.report(st.offset, st.offset+len(st.text), "this task has no name and was left out", "expected a line such as \"Make tea: 5: Me\"")
		return t, false
	}
	if len(parts) < 2 {
		s.report(st.offset, st.offset+len(st.text), "this task has no score", "expected a line such as \"Make tea: 5: Me\"")
		return t, true
	}
	at := st.offset + len(parts[0]) + 1
	raw := strings.TrimSpace(parts[1])
	score, err := strconv.ParseFloat(raw, 64)
	switch {
	case err != nil || score != score:
		s.report(at, at+len(parts[1]), fmt.Sprintf("the score %q is no number, and was left out", raw), "expected 1 to 5")
	case score < 1 || score > 5:
		s.report(at, at+len(parts[1]), fmt.Sprintf("the score %s is not between 1 and 5; the nearest was taken", raw), "")
		score = min(max(score, 1), 5)
		fallthrough
	default:
		t.score = touchpoint.Of(score - neutral)
	}
	if len(parts) > 2 {
		for _, name := range strings.Split(strings.Join(parts[2:], ":"), ",") {
			if name = text(name); name != "" && !slices.Contains(t.actors, name) {
				t.actors = append(t.actors, name)
			}
		}
	}
	return t, true
}

// people turns tasks into steps. Names of lanes are lanes, all other names are
// personas; who takes part in everything need not be said.
func (s *source) people(b *blueprint.Blueprint, tasks [][]task) {
	kindOf := func(name string) touchpoint.Kind {
		if kind, title, certain := heading.Lane(name); certain && title == "" {
			return kind
		}
		return ""
	}
	index := map[string]string{}
	for _, list := range tasks {
		for _, t := range list {
			for _, name := range t.actors {
				slug := blueprint.Slug(name)
				if kindOf(name) != "" || slug == "" || index[name] != "" || len(b.Personas) >= maxFindings {
					continue
				}
				index[name] = slug
				if !slices.ContainsFunc(b.Personas, func(p blueprint.Persona) bool { return p.ID == slug }) {
					b.Personas = append(b.Personas, blueprint.Persona{ID: slug, Title: name})
				}
			}
		}
	}
	for i, list := range tasks {
		for _, t := range list {
			tp := &touchpoint.Touchpoint{Title: t.title}
			if t.score != nil {
				tp.Emotion = &touchpoint.Emotion{Value: t.score}
			}
			lane := touchpoint.Customer
			for _, name := range t.actors {
				if kind := kindOf(name); kind != "" {
					if len(t.actors) == 1 {
						lane = kind
					}
				} else if id := index[name]; id != "" && !slices.Contains(tp.For, id) {
					tp.For = append(tp.For, id)
				}
			}
			if len(tp.For) == len(b.Personas) {
				tp.For = nil
			}
			b.Phases[i].Steps = append(b.Phases[i].Steps, blueprint.Step{Cells: []blueprint.Cell{{Lane: string(lane), Stacks: [][]*touchpoint.Touchpoint{{tp}}}}})
		}
	}
	b.Phases = slices.DeleteFunc(b.Phases, func(p blueprint.Phase) bool { return len(p.Steps) == 0 })
}
