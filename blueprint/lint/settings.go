package lint

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Setting is something that can be set for a rule, a limit say. Values are
// written as in a blueprint.
type Setting struct {
	Name    string         // in kebab-case
	Title   string         // what it means
	Form    blueprint.Form // FormShare, FormCount, FormDuration, FormDate, FormBool, or FormText for anything else
	Default string         // empty: none
}

// read turns a value into a float64, an int, a time.Duration, a day, a bool or a string.
func (s Setting) read(text string) (any, error) {
	switch s.Form {
	case blueprint.FormShare:
		return touchpoint.ParseShare(text)
	case blueprint.FormDuration:
		return touchpoint.ParseDuration(text)
	case blueprint.FormDate:
		return touchpoint.ParseDate(text)
	case blueprint.FormCount:
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 {
			return 0, errors.New("expected a whole number, 0 or more")
		}
		return n, nil
	case blueprint.FormBool:
		b, err := strconv.ParseBool(strings.TrimSpace(text))
		if err != nil {
			return false, errors.New("expected true or false")
		}
		return b, nil
	}
	return text, nil
}

// setting gives the value of a setting of the rule: what was set, where that can
// be read, else the default.
func setting[T any](p *Pass, name string) T {
	var value T
	i := slices.IndexFunc(p.rule.Settings, func(s Setting) bool { return s.Name == name })
	if i < 0 {
		return value
	}
	s := p.rule.Settings[i]
	for _, text := range []string{s.Default, p.options.Settings[p.rule.Name+"."+name]} {
		if v, err := s.read(text); err == nil && text != "" {
			if typed, ok := v.(T); ok {
				value = typed
			}
		}
	}
	return value
}

// Share is the value of a setting of the rule that runs, 0 to 1.
func (p *Pass) Share(name string) float64 { return setting[float64](p, name) }

// Count is the value of a setting of the rule that runs, 0 or more.
func (p *Pass) Count(name string) int { return setting[int](p, name) }

// Duration is the value of a setting of the rule that runs.
func (p *Pass) Duration(name string) time.Duration { return setting[time.Duration](p, name) }

// Date is the value of a setting of the rule that runs, empty where none is set.
// One that is called today is by default that of the [Options].
func (p *Pass) Date(name string) touchpoint.Date {
	if day := setting[touchpoint.Date](p, name); day != "" || name != "today" {
		return day
	}
	return p.options.Today
}

// Bool is the value of a setting of the rule that runs.
func (p *Pass) Bool(name string) bool { return setting[bool](p, name) }

// Text is the value of a setting of the rule that runs.
func (p *Pass) Text(name string) string { return setting[string](p, name) }
