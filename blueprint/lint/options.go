package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Options say which rules run, and how. The zero value runs all rules of the
// project as they are.
type Options struct {
	Rules      []*Rule                       // nil: Rules()
	Only       []string                      // names of rules or groups that run; empty: all
	Skip       []string                      // names of rules or groups that do not
	Severities map[string]blueprint.Severity // by rule or group; the rule's goes before its group's
	Settings   map[string]string             // by "rule.setting", such as "chances.tolerance": "1%"
	Today      touchpoint.Date               // the day that ends are compared with; empty: none, so that runs are repeatable

	// Files is the tree of files that rules may look into, for broken-see: what
	// leads out of it is refused. Nil: no rule opens a file. Where symbolic links
	// must not lead out, either, give the FS of an os.Root.
	Files fs.FS
	// Root is the folder that Files starts at; it and the names of the blueprints'
	// files, where they are not absolute, are seen from the working folder. Empty:
	// their names are names in Files.
	Root string
}

// Selected lists the rules that run, in their order.
func (o Options) Selected() []*Rule {
	var out []*Rule
	for _, r := range o.rules() {
		if o.selects(r) {
			out = append(out, r)
		}
	}
	return out
}

func (o *Options) selects(r *Rule) bool { return (len(o.Only) == 0 || r.in(o.Only)) && !r.in(o.Skip) }

func (o Options) rules() []*Rule {
	if o.Rules == nil {
		return Rules()
	}
	return slices.DeleteFunc(slices.Clone(o.Rules), func(r *Rule) bool { return r == nil })
}

func (r *Rule) in(names []string) bool {
	return slices.Contains(names, r.Name) || slices.Contains(names, string(r.Group))
}

func (o *Options) severity(r *Rule) blueprint.Severity {
	if s, ok := o.Severities[r.Name]; ok {
		return s
	}
	if s, ok := o.Severities[string(r.Group)]; ok {
		return s
	}
	return r.Severity
}

// Check finds names that no rule and no group has, and settings that cannot be
// read. [Run] passes over them.
func (o Options) Check() error {
	var known []string
	settings := map[string]Setting{}
	rules := slices.Concat(o.rules(), SuppressionRules())
	for _, r := range rules {
		known = append(known, r.Name)
		for _, s := range r.Settings {
			settings[r.Name+"."+s.Name] = s
		}
	}
	for _, r := range rules {
		if g := string(r.Group); !slices.Contains(known, g) {
			known = append(known, g)
		}
	}
	var errs []error
	for _, name := range slices.Concat(o.Only, o.Skip, slices.Sorted(maps.Keys(o.Severities))) {
		if !slices.Contains(known, name) {
			errs = append(errs, unknown("rule or group", name, known))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Settings)) {
		s, ok := settings[name]
		if !ok {
			errs = append(errs, unknown("setting", name, slices.Sorted(maps.Keys(settings))))
		} else if _, err := s.read(o.Settings[name]); err != nil {
			errs = append(errs, fmt.Errorf("%s cannot be %q: %w", name, o.Settings[name], err))
		}
	}
	return errors.Join(errs...)
}

func unknown(what, name string, known []string) error {
	if near := blueprint.Nearest(name, known); near != "" {
		return fmt.Errorf("there is no %s %q: did you mean %q?", what, name, near)
	}
	return fmt.Errorf("there is no %s %q: known are %s", what, name, strings.Join(known, ", "))
}

// Find finds a rule by its name.
func Find(rules []*Rule, name string) (*Rule, bool) {
	i := slices.IndexFunc(rules, func(r *Rule) bool { return r != nil && r.Name == name })
	if i < 0 {
		return nil, false
	}
	return rules[i], true
}
