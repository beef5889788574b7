package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/yamltext"
	"github.com/servicemoments/moments/blueprint/lint"
	"github.com/servicemoments/moments/touchpoint"
)

// off is the word for a rule that is not asked, severity the key of the level in
// the long form.
const (
	off         = "off"
	severityKey = "severity"
)

// maxProblems is how many problems of one file are told.
const maxProblems = 100

// topKeys are the keys of the file, in the order of the manual.
func topKeys() []string { return []string{"rules", "expected-services", "today", "ignore"} }

// levels are the words for what a rule weighs, and what they stand for.
func levels() []string {
	return []string{off, blueprint.Hint.String(), blueprint.Warning.String(), blueprint.Error.String()}
}

// decoder reads one file of settings.
type decoder struct {
	source blueprint.Source
	rules  []*lint.Rule
	c      *Config
	level  map[string]string // by rule or group, as written
	found  blueprint.Diagnostics
	more   int
}

func decode(text []byte, name string, rules []*lint.Rule) (*Config, error) {
	d := &decoder{source: blueprint.Source{File: name, Text: text}, rules: rules, level: map[string]string{}}
	d.c = &Config{File: name, dir: filepath.Dir(name)}
	root, problems := yamltext.Parse(text, yamltext.Limits{Bytes: MaxBytes, Nodes: 20_000, Depth: 20, Aliases: 1000})
	for _, p := range problems {
		d.syntax(p)
	}
	if root != nil && root.Kind != yamltext.Null { // an empty file says nothing
		d.top(root)
	}
	d.settle()
	found := d.found.Sort()
	if d.more > 0 {
		found = append(found, blueprint.Diagnostic{Rule: "limit", Severity: blueprint.Error,
			Range: blueprint.Range{Start: blueprint.Position{File: name}}, Message: fmt.Sprintf("%d more problems are not shown", d.more)})
	}
	return d.c, found.Err()
}

func (d *decoder) top(root *yamltext.Node) {
	if !d.is(root, yamltext.Mapping, nil, "settings are a mapping", "begin with rules:") {
		return
	}
	for _, p := range root.Pairs {
		path := blueprint.Path{}.Key(p.Key.Value)
		switch p.Key.Value {
		case "rules":
			d.ruleList(p.Value, path)
		case "expected-services":
			d.c.ExpectedServices = d.services(p.Value, path)
		case "today":
			if day, err := touchpoint.ParseDate(d.text(p.Value, path)); err == nil {
				d.c.Today = day
			} else if p.Value.Kind == yamltext.Scalar {
				d.report("bad-value", p.Value, path, fmt.Sprintf("today cannot be %s", shown(p.Value.Value)), err.Error())
			}
		case "ignore":
			d.patterns(p.Value, path)
		default:
			d.unknown("unknown-key", p.Key, path, "settings have no key", topKeys())
		}
	}
}

// ruleList reads what is said of rules and groups.
func (d *decoder) ruleList(n *yamltext.Node, path blueprint.Path) {
	if !d.is(n, yamltext.Mapping, path, "rules is a mapping by rule or group", "such as {chances: warning}") {
		return
	}
	groups := groupsOf(d.rules)
	for _, p := range n.Pairs {
		name, at := p.Key.Value, path.Key(p.Key.Value)
		rule, known := lint.Find(d.rules, name)
		switch {
		case !known && !slices.Contains(groups, name):
			names := slices.Clone(groups)
			for _, r := range d.rules {
				names = append(names, r.Name)
			}
			d.unknown("unknown-key", p.Key, at, "there is no rule or group", names)
		case p.Value.Kind == yamltext.Scalar:
			d.setLevel(name, p.Value, at)
		case p.Value.Kind != yamltext.Mapping:
			d.report("wrong-kind", p.Value, at, fmt.Sprintf("%s is one of %s, or a mapping with its settings, but this is a %s", name, strings.Join(levels(), ", "), p.Value.Kind), "")
		case known:
			d.rule(rule, p.Value, at)
		default:
			d.group(name, p.Value, at)
		}
	}
}

func (d *decoder) rule(r *lint.Rule, n *yamltext.Node, path blueprint.Path) {
	names := []string{severityKey}
	for _, s := range r.Settings {
		names = append(names, s.Name)
	}
	for _, p := range n.Pairs {
		at := path.Key(p.Key.Value)
		i := slices.IndexFunc(r.Settings, func(s lint.Setting) bool { return s.Name == p.Key.Value })
		switch {
		case p.Key.Value == severityKey:
			d.setLevel(r.Name, p.Value, at)
		case i < 0:
			d.unknown("unknown-key", p.Key, at, r.Name+" has no setting", names)
		default:
			d.setting(r, r.Settings[i], p.Value, at)
		}
	}
}

func (d *decoder) group(name string, n *yamltext.Node, path blueprint.Path) {
	for _, p := range n.Pairs {
		if p.Key.Value == severityKey {
			d.setLevel(name, p.Value, path.Key(severityKey))
			continue
		}
		d.report("unknown-key", p.Key, path.Key(p.Key.Value), fmt.Sprintf("%s is a group, and groups have no settings but severity", name), "name the rule that has it")
	}
}

func (d *decoder) setting(r *lint.Rule, s lint.Setting, n *yamltext.Node, path blueprint.Path) {
	var value string
	if n.Kind == yamltext.Sequence && s.Form == blueprint.FormText {
		value = strings.Join(d.texts(n, path), ", ")
	} else {
		value = d.text(n, path)
	}
	if strings.TrimSpace(value) == "" {
		if n.Kind == yamltext.Scalar || n.Kind == yamltext.Sequence {
			d.report("bad-value", n, path, s.Name+" has no value", fmt.Sprintf("expected a %s; leave it out for the default", s.Form))
		}
		return
	}
	key := r.Name + "." + s.Name
	if err := (lint.Options{Rules: []*lint.Rule{r}, Settings: map[string]string{key: value}}).Check(); err != nil {
		if inner := errors.Unwrap(first(err)); inner != nil {
			err = inner
		}
		d.report("bad-value", n, path, fmt.Sprintf("%s cannot be %s", s.Name, shown(value)), err.Error())
		return
	}
	d.c.Settings = with(d.c.Settings, key, value)
}

// first is the first of several errors that are joined.
func first(err error) error {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) && len(many.Unwrap()) > 0 {
		return many.Unwrap()[0]
	}
	return err
}

func (d *decoder) setLevel(name string, n *yamltext.Node, path blueprint.Path) {
	word := d.text(n, path)
	if n.Kind != yamltext.Scalar {
		return
	}
	if !slices.Contains(levels(), word) {
		d.unknown("bad-value", n, path, name+" cannot be", levels())
		return
	}
	d.level[name] = word
}

// settle turns levels into what is off and what weighs how much.
func (d *decoder) settle() {
	for _, r := range d.rules {
		level, ok := d.level[r.Name]
		if !ok {
			level = d.level[string(r.Group)]
		}
		if level == off {
			d.c.Off = append(d.c.Off, r.Name)
		}
	}
	for name, level := range d.level {
		for _, s := range []blueprint.Severity{blueprint.Error, blueprint.Warning, blueprint.Hint} {
			if s.String() == level {
				d.c.Severities = with(d.c.Severities, name, s)
			}
		}
	}
}

func (d *decoder) services(n *yamltext.Node, path blueprint.Path) []touchpoint.Service {
	var known []string
	for _, s := range touchpoint.Services() {
		known = append(known, string(s))
	}
	if n.Kind != yamltext.Scalar && !d.is(n, yamltext.Sequence, path, "expected-services is a list", "such as [information, payment]") {
		return nil
	}
	items := []*yamltext.Node{n}
	if n.Kind == yamltext.Sequence {
		items = n.Items
	}
	if len(items) == 0 {
		d.report("bad-value", n, path, "expected-services lists nothing", "leave it out, or switch missing-petal off")
	}
	var out []touchpoint.Service
	for i, item := range items {
		at := path.At(i)
		switch word := d.text(item, at); {
		case item.Kind != yamltext.Scalar:
		case !slices.Contains(known, word):
			d.unknown("bad-value", item, at, "there is no service element", known)
		case !slices.Contains(out, touchpoint.Service(word)):
			out = append(out, touchpoint.Service(word))
		}
	}
	return out
}

func (d *decoder) patterns(n *yamltext.Node, path blueprint.Path) {
	if n.Kind != yamltext.Scalar && !d.is(n, yamltext.Sequence, path, "ignore is a list of patterns", "such as [drafts/**]") {
		return
	}
	items := []*yamltext.Node{n}
	if n.Kind == yamltext.Sequence {
		items = n.Items
	}
	for i, item := range items {
		at := path.At(i)
		p := d.text(item, at)
		if item.Kind != yamltext.Scalar {
			continue
		}
		if err := checkPattern(p); err != nil {
			d.report("bad-value", item, at, fmt.Sprintf("no files can be meant by %s", shown(p)), err.Error())
			continue
		}
		d.c.Ignore = append(d.c.Ignore, p)
	}
}
