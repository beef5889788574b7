// Package config reads a team's settings: a file moments.yaml beside the
// blueprints or in a folder above them, which says which rules are asked there,
// how much they weigh and what their limits are.
//
// What comes in is that file; what goes out are [lint.Options], and
// [blueprint.Diagnostics] where the file is not right: it is checked as strictly
// as a blueprint. Whoever has rules of their own gives them, and they are
// settings like all others.
package config

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// Name is what the file is called.
const Name = "moments.yaml"

// Config is what a file of settings says. The zero value, and nil, say nothing.
type Config struct {
	File             string                        // where it was read from
	Off              []string                      // names of rules that are not asked
	Severities       map[string]blueprint.Severity // by rule or group
	Settings         map[string]string             // by "rule.setting"
	ExpectedServices []touchpoint.Service          // of blueprints that do not say so themselves; nil: the rules' defaults
	Today            touchpoint.Date               // the day to compare with; empty: not said
	Ignore           []string                      // patterns of files that are not checked

	dir string // the file's folder
}

// expected is the setting that expected services are.
const expected = "missing-petal.expected"

// Options adds what the file says to options. What the options say already, say
// from the command line, goes before: rules that are named there under Only are
// asked even where the file has them off.
func (c *Config) Options(o lint.Options) lint.Options {
	if c == nil {
		return o
	}
	o.Skip = slices.Clone(o.Skip)
	for _, name := range c.Off {
		if !slices.Contains(o.Only, name) {
			o.Skip = append(o.Skip, name)
		}
	}
	severities := maps.Clone(c.Severities)
	for name, s := range o.Severities {
		severities = with(severities, name, s)
	}
	o.Severities = severities
	settings := maps.Clone(c.Settings)
	if c.ExpectedServices != nil && c.Settings[expected] == "" {
		settings = with(settings, expected, joined(c.ExpectedServices))
	}
	for name, value := range o.Settings {
		settings = with(settings, name, value)
	}
	o.Settings = settings
	if o.Today == "" {
		o.Today = c.Today
	}
	return o
}

// with sets a value in a map that may be nil.
func with[V any](m map[string]V, key string, value V) map[string]V {
	if m == nil {
		m = map[string]V{}
	}
	m[key] = value
	return m
}

func joined(list []touchpoint.Service) string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return strings.Join(out, ", ")
}

// allRules lists all rules that can be set; nil stands for the project's own.
func allRules(rules []*lint.Rule) []*lint.Rule {
	if rules == nil {
		rules = lint.Rules()
	}
	all := slices.Concat(rules, lint.SuppressionRules())
	return slices.DeleteFunc(all, func(r *lint.Rule) bool { return r == nil })
}

// groupsOf lists the groups of rules, in the rules' order.
func groupsOf(rules []*lint.Rule) []string {
	var out []string
	for _, r := range rules {
		if g := string(r.Group); g != "" && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// Ignores tells whether a file is not checked. A pattern without a slash is
// compared with the name of the file and of every folder above it, up to that of
// the settings; one with a slash with the path from there. * stands for any
// letters of one name, ** for any number of folders, and what lies in a folder
// that is meant is meant, too.
func (c *Config) Ignores(file string) bool {
	if c == nil || len(c.Ignore) == 0 {
		return false
	}
	from, err := filepath.Abs(c.dir)
	if err != nil {
		return false
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(from, to)
	if err != nil || rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return false
	}
	names := strings.Split(filepath.ToSlash(rel), "/")
	return slices.ContainsFunc(c.Ignore, func(p string) bool { return matches(p, names) })
}
