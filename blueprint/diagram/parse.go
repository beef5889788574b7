package diagram

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// chart is a flowchart as it was read.
type chart struct {
	nodes  []*node
	byID   map[string]*node
	groups []*group
	edges  []edge
	title  string
	about  string
	red    []int // numbers of edges that are styled as recoveries
}

// node is a box of a flowchart.
type node struct {
	id       string
	label    []string
	decision bool // a diamond
	round    bool // a circle or a stadium: a beginning or an end
	group    *group
	classes  []string
	href     string
	offset   int
}

// group is a subgraph.
type group struct {
	id, label string
	parent    *group
	fill      string // colour of its ground
	offset    int
}

// edge is an arrow, or a line, between two nodes.
type edge struct {
	from, to *node
	label    string
	dotted   bool
	plain    bool // no head: nobody goes along it
	both     bool
	offset   int
	number   int
}

// parser reads the statements of a flowchart.
type parser struct {
	*source
	chart *chart
	open  []*group
	text  string
	base  int // offset of the text
	at    int
}

func (s *source) parse(list []statement) (*chart, error) {
	p := &parser{source: s, chart: &chart{byID: map[string]*node{}}}
	for i := 0; i < len(list); i++ {
		st := list[i]
		switch word := firstWord(st.text); word {
		case "accTitle", "accDescr":
			i += p.access(list, i)
			continue
		}
		for _, part := range split(st) {
			p.statement(part)
		}
		if len(p.chart.nodes) > maxNodes || len(p.chart.edges) > maxEdges {
			return nil, fmt.Errorf("this is more than a blueprint: at most %d boxes and %d arrows are read", maxNodes, maxEdges)
		}
	}
	for _, g := range p.open {
		p.report(g.offset, g.offset+len("subgraph"), fmt.Sprintf("the subgraph %q has no end", g.label), "expected a line with end")
	}
	return p.chart, nil
}

func firstWord(line string) string {
	word := line
	if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == ':' || r == '{' }); i >= 0 {
		word = line[:i]
	}
	return word
}

// split parts a line at semicolons that stand in no quotes and no brackets.
func split(st statement) []statement {
	var out []statement
	depth, quoted, from := 0, false, 0
	for i := range len(st.text) {
		switch c := st.text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '(' || c == '{':
			depth++
		case c == ']' || c == ')' || c == '}':
			depth = max(depth-1, 0)
		case c == ';' && depth == 0 && !entityEnds(st.text[:i]):
			out = append(out, statement{st.text[from:i], st.offset + from})
			from = i + 1
		}
	}
	return append(out, statement{st.text[from:], st.offset + from})
}

var entityBefore = regexp.MustCompile(`#[a-zA-Z0-9]{1,20}$`)

func entityEnds(before string) bool { return entityBefore.MatchString(before[max(0, len(before)-22):]) }

func (p *parser) statement(st statement) {
	trimmed := strings.TrimLeft(st.text, " \t")
	p.text, p.base, p.at = strings.TrimRight(trimmed, " \t\r"), st.offset+len(st.text)-len(trimmed), 0
	if p.text == "" {
		return
	}
	word := firstWord(p.text)
	rest := strings.TrimSpace(p.text[len(word):])
	switch {
	case word == "subgraph":
		p.subgraph(rest)
	case p.text == "end":
		if len(p.open) == 0 {
			p.report(p.base, p.base+3, "this end ends nothing", "")
			return
		}
		p.open = p.open[:len(p.open)-1]
	case word == "direction" || word == "classDef":
	case word == "class":
		p.class(rest)
	case word == "style":
		p.style(rest)
	case word == "linkStyle":
		p.linkStyle(rest)
	case word == "click":
		p.click(rest)
	case word == "title" && rest != "" && !strings.ContainsAny(rest[:1], "-=.<[({"):
		p.chart.title = text(rest)
	default:
		p.chain()
	}
}

// access reads an accessible title or description, and gives how many lines more
// it has taken.
func (p *parser) access(list []statement, i int) int {
	b := newText()
	taken := p.source.access(b, list, i)
	if b.Title != "" {
		p.chart.title = b.Title
	}
	if b.Description != "" {
		p.chart.about = b.Description
	}
	return taken
}

var subgraphForm = regexp.MustCompile(`^([^\s\["]+)?\s*\[(.*)\]$`)

// subgraph begins a group: subgraph id [title], subgraph id, subgraph "title".
func (p *parser) subgraph(rest string) {
	g := &group{id: rest, label: text(rest), offset: p.base}
	if m := subgraphForm.FindStringSubmatch(rest); m != nil {
		g.id, g.label = m[1], text(m[2])
	}
	g.id = strings.Trim(g.id, `"`)
	if len(p.open) > 0 {
		g.parent = p.open[len(p.open)-1]
	}
	if len(p.open) < 50 {
		p.open = append(p.open, g)
		p.chart.groups = append(p.chart.groups, g)
	}
}

// class gives nodes a class: class a,b moment.
func (p *parser) class(rest string) {
	fields := strings.Fields(rest)
	if len(fields) < 2 {
		return
	}
	name := fields[len(fields)-1]
	for _, id := range strings.Split(strings.Join(fields[:len(fields)-1], ""), ",") {
		if n := p.chart.byID[id]; n != nil {
			n.classes = append(n.classes, name)
		}
	}
}

var fillColour = regexp.MustCompile(`(?i)\bfill:\s*(#[0-9a-f]{6})\b`)

func (p *parser) style(rest string) {
	id, looks, _ := strings.Cut(rest, " ")
	if m := fillColour.FindStringSubmatch(looks); m != nil {
		for _, g := range p.chart.groups {
			if g.id == id {
				g.fill = strings.ToLower(m[1])
			}
		}
	}
}

// red is the colour that our own charts give to recoveries.
const red = "#b3261e"

func (p *parser) linkStyle(rest string) {
	list, looks, _ := strings.Cut(rest, " ")
	if !strings.Contains(strings.ToLower(looks), red) {
		return
	}
	for _, n := range strings.Split(list, ",") {
		var i int
		if _, err := fmt.Sscanf(n, "%d", &i); err == nil && len(p.chart.red) < maxEdges {
			p.chart.red = append(p.chart.red, i)
		}
	}
}

var clickForm = regexp.MustCompile(`^(\S+)\s+(?:href\s+)?"([^"]*)"`)

func (p *parser) click(rest string) {
	if m := clickForm.FindStringSubmatch(rest); m != nil {
		if n := p.chart.byID[m[1]]; n != nil {
			n.href = m[2]
		}
	}
}

// chain reads nodes with arrows between them: A & B --> C -- text --> D.
func (p *parser) chain() {
	from, ok := p.nodes()
	if !ok {
		return
	}
	for p.space(); p.at < len(p.text); p.space() {
		e, ok := p.arrow()
		if !ok {
			p.odd("expected an arrow such as --> or -.->")
			return
		}
		p.space()
		to, ok := p.nodes()
		if !ok {
			return
		}
		if !e.hidden {
			for _, a := range from {
				for _, b := range to {
					p.chart.edges = append(p.chart.edges, edge{a, b, e.label, e.dotted, e.plain, e.both, p.base + e.at, len(p.chart.edges)})
				}
			}
		}
		from = to
	}
}

// odd reports what stands where something else was expected; the rest of the
// statement is passed over.
func (p *parser) odd(hint string) {
	end := p.at
	for end < len(p.text) && end < p.at+30 && p.text[end] != ' ' {
		end++
	}
	what := "the statement ends here"
	if p.at < len(p.text) {
		what = fmt.Sprintf("%q was not understood; the rest of the statement was left out", strings.ToValidUTF8(p.text[p.at:end], ""))
	}
	p.report(p.base+p.at, p.base+end, what, hint)
	p.at = len(p.text)
}

func (p *parser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

// nodes reads a node, or several with & between them.
func (p *parser) nodes() ([]*node, bool) {
	var out []*node
	for {
		p.space()
		n := p.node()
		if n == nil {
			p.odd("expected the name of a box")
			return nil, false
		}
		if !slices.Contains(out, n) && len(out) < 200 {
			out = append(out, n)
		}
		p.space()
		if p.at >= len(p.text) || p.text[p.at] != '&' {
			return out, true
		}
		p.at++
	}
}

// id reads a name. A hyphen or a dot belongs to it where a letter follows.
func (p *parser) id() string {
	from := p.at
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		next, _ := utf8.DecodeRuneInString(p.text[min(p.at+size, len(p.text)):])
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_'
		inner := strings.ContainsRune("-.:/+*!$#", r) && p.at > from && (unicode.IsLetter(next) || unicode.IsDigit(next)) && !strings.HasPrefix(p.text[p.at:], "-.")
		if !word && !inner || r == utf8.RuneError {
			break
		}
		p.at += size
	}
	return p.text[from:p.at]
}

// shapes are the brackets around labels, the longest first.
var shapes = []struct {
	open, close     string
	decision, round bool
}{
	{"(((", ")))", false, true}, {"((", "))", false, true}, {"([", "])", false, true}, {"[[", "]]", false, false}, {"[(", ")]", false, false},
	{"[/", "/]", false, false}, {"[/", "\\]", false, false}, {"[\\", "\\]", false, false}, {"[\\", "/]", false, false},
	{"{{", "}}", false, false}, {"{", "}", true, false}, {"[", "]", false, false}, {"(", ")", false, false}, {">", "]", false, false},
}

// node reads a node with its label, if it has one here.
func (p *parser) node() *node {
	from := p.at
	id := p.id()
	if id == "" {
		return nil
	}
	n := p.chart.byID[id]
	if n == nil {
		n = &node{id: id, offset: p.base + from}
		p.chart.byID[id] = n
		p.chart.nodes = append(p.chart.nodes, n)
	}
	if len(p.open) > 0 && n.group == nil {
		n.group = p.open[len(p.open)-1]
	}
	p.label(n)
	if strings.HasPrefix(p.text[p.at:], ":::") {
		p.at += 3
		n.classes = append(n.classes, p.id())
	}
	return n
}

func (p *parser) label(n *node) {
	rest := p.text[p.at:]
	if strings.HasPrefix(rest, "@{") {
		p.attributes(n)
		return
	}
	for _, s := range shapes {
		if !strings.HasPrefix(rest, s.open) {
			continue
		}
		end := closing(rest[len(s.open):], s.close)
		if end < 0 {
			continue
		}
		n.label = words(rest[len(s.open) : len(s.open)+end])
		n.decision, n.round = s.decision, s.round
		p.at += len(s.open) + end + len(s.close)
		return
	}
}

// closing finds the bracket that ends a label: outside of quotes.
func closing(text, bracket string) int {
	quoted := false
	for i := range len(text) {
		if text[i] == '"' {
			quoted = !quoted
		}
		if !quoted && strings.HasPrefix(text[i:], bracket) {
			return i
		}
	}
	return -1
}

var (
	attrLabel = regexp.MustCompile(`\blabel:\s*("[^"]*"|[^,}]*)`)
	attrShape = regexp.MustCompile(`\bshape:\s*"?([a-zA-Z-]+)`)
)

// attributes reads the newer form of shapes: A@{ shape: diam, label: "Text" }.
func (p *parser) attributes(n *node) {
	rest := p.text[p.at:]
	end := closing(rest, "}")
	if end < 0 {
		end = len(rest) - 1
	}
	inner := rest[2 : end+1]
	if m := attrLabel.FindStringSubmatch(inner); m != nil {
		n.label = words(strings.TrimSuffix(m[1], "}"))
	}
	if m := attrShape.FindStringSubmatch(inner); m != nil {
		n.decision = slices.Contains([]string{"diam", "diamond", "decision", "question"}, m[1])
		n.round = slices.Contains([]string{"circle", "circ", "stadium", "pill", "terminal", "start", "stop", "sm-circ", "dbl-circ", "fr-circ", "framed-circle", "double-circle", "small-circle"}, m[1])
	}
	p.at += end + 1
}
