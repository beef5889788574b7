package lsp

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/servicemoments/moments/blueprint"
)

// checker checks texts when nobody has typed for a moment, one after the other,
// and tells the editor what is wrong in each file, and when it is mended.
type checker struct {
	*server

	mu      sync.Mutex
	dirty   map[string]bool // files that have changed
	timer   *time.Timer
	results map[string]*loaded // by root file: the latest check
	shown   map[string]shown   // by file: what the editor was told

	work   chan struct{}
	halted chan struct{}
	once   sync.Once
}

// shown is what the editor was told of a file.
type shown struct {
	version int // 0: not open
	list    []diagnostic
}

// maxShown bounds the findings that are told of one file.
const maxShown = 1000

func newChecker(s *server) *checker {
	c := &checker{server: s, dirty: map[string]bool{}, results: map[string]*loaded{}, shown: map[string]shown{},
		work: make(chan struct{}, 1), halted: make(chan struct{})}
	go c.loop()
	return c
}

func (c *checker) stop() { c.once.Do(func() { close(c.halted) }) }

// later has files checked when nothing else has changed for a moment.
func (c *checker) later(paths ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range paths {
		c.dirty[p] = true
	}
	if len(c.dirty) == 0 {
		return
	}
	wake := func() {
		select {
		case c.work <- struct{}{}:
		default: // it has been woken
		}
	}
	if c.timer == nil {
		c.timer = time.AfterFunc(c.Delay, wake)
		return
	}
	c.timer.Reset(c.Delay)
}

func (c *checker) loop() {
	for {
		select {
		case <-c.halted:
			return
		case <-c.work:
			c.protected("checking", c.round)
		}
	}
}

// round checks what has changed.
func (c *checker) round() {
	c.mu.Lock()
	changed := slices.Sorted(maps.Keys(c.dirty))
	clear(c.dirty)
	c.mu.Unlock()
	roots := map[string]bool{}
	for _, path := range changed {
		for _, root := range c.files.roots(path) {
			roots[root] = true
		}
		if c.result(path) != nil {
			roots[path] = true // it may be no root any more
		}
	}
	for _, root := range slices.Sorted(maps.Keys(roots)) {
		select {
		case <-c.halted:
			return
		default:
		}
		c.look(root)
	}
}

func (c *checker) result(root string) *loaded {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.results[root]
}

// wanted tells whether a root file is to be checked: it is open, or one of its
// parts is, and it is a blueprint.
func (c *checker) wanted(root string) bool {
	if !slices.Contains(c.files.roots(root), root) {
		return false
	}
	for _, path := range c.files.family(root) {
		if d := c.files.document(path); d != nil {
			return path != root || d.wanted
		}
	}
	return false
}

// look checks one root file and tells what has changed.
func (c *checker) look(root string) {
	var now *loaded
	if c.wanted(root) {
		now = c.check(root)
	}
	c.mu.Lock()
	was := c.results[root]
	if now == nil {
		delete(c.results, root)
	} else {
		c.results[root] = now
	}
	concerned := map[string]bool{root: true}
	for _, l := range []*loaded{was, now} {
		if l == nil {
			continue
		}
		for _, d := range l.found {
			concerned[d.Range.Start.File] = true
		}
		for file := range l.texts {
			concerned[file] = true
		}
	}
	c.mu.Unlock()
	for _, file := range slices.Sorted(maps.Keys(concerned)) {
		c.tell(file)
	}
}

// tell tells the editor what all checks have found in a file, unless it knows.
func (c *checker) tell(file string) {
	var list []diagnostic
	p := publishParams{URI: c.files.uri(file)}
	if d := c.files.document(file); d != nil {
		p.Version = &d.version
	}
	c.mu.Lock()
	for _, root := range slices.Sorted(maps.Keys(c.results)) {
		l := c.results[root]
		if v, ok := l.versions[file]; ok && p.Version != nil {
			p.Version = &v // keys may have been hit since; the next check is on its way
		}
		for _, d := range l.found {
			if d.Range.Start.File == file && len(list) < maxShown {
				list = append(list, c.diagnostic(d, l))
			}
		}
	}
	c.mu.Unlock()
	slices.SortStableFunc(list, func(a, b diagnostic) int {
		return cmp.Or(comparePlaces(a.Range.Start, b.Range.Start), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	list = slices.CompactFunc(list, sameFinding) // a part is read for each file that includes it
	p.Diagnostics = list
	now := shown{list: list}
	if p.Version != nil {
		now.version = *p.Version
	}
	c.mu.Lock()
	was, known := c.shown[file]
	if known && was.version == now.version && slices.EqualFunc(was.list, list, sameFinding) || !known && len(list) == 0 && p.Version == nil {
		c.mu.Unlock()
		return
	}
	if len(list) == 0 && p.Version == nil {
		delete(c.shown, file)
	} else {
		c.shown[file] = now
	}
	c.mu.Unlock()
	if p.Diagnostics == nil {
		p.Diagnostics = []diagnostic{}
	}
	c.notify("textDocument/publishDiagnostics", p)
}

func comparePlaces(a, b position) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Character, b.Character))
}

func sameFinding(a, b diagnostic) bool {
	return a.Range == b.Range && a.Severity == b.Severity && a.Code == b.Code && a.Message == b.Message
}

// severities as the protocol counts them. Hints are told as information, since
// editors show the protocol's hints as next to nothing.
func severityOf(s blueprint.Severity) int {
	switch s {
	case blueprint.Error:
		return 1
	case blueprint.Warning:
		return 2
	}
	return 3
}

// diagnostic writes a finding as the editor has it.
func (c *checker) diagnostic(d blueprint.Diagnostic, l *loaded) diagnostic {
	out := diagnostic{Range: c.spanOf(d.Range, l), Severity: severityOf(d.Severity), Code: d.Rule, Source: "moments", Message: d.Message}
	if d.Hint != "" {
		out.Message += "\n" + d.Hint
	}
	for _, r := range d.Related {
		if r.Range.Start.Line > 0 {
			out.RelatedInformation = append(out.RelatedInformation, relatedPlace{Location: location{URI: c.files.uri(r.Range.Start.File), Range: c.spanOf(r.Range, l)}, Message: r.Message})
		}
	}
	return out
}

func (c *checker) spanOf(r blueprint.Range, l *loaded) span {
	t := l.texts[r.Start.File]
	if t == nil {
		var ok bool
		if t, ok = c.files.text(r.Start.File); !ok {
			return span{}
		}
	}
	if r.Start.Line == 0 {
		return span{}
	}
	return t.span(r.Start.Offset, max(r.Start.Offset, r.End.Offset))
}
