package diagram

import (
	"regexp"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// arrowFound is an arrow as it stands between two nodes.
type arrowFound struct {
	label  string
	dotted bool
	plain  bool // without a head
	both   bool
	hidden bool // it only moves boxes apart
	at     int
}

// Arrows with their labels: -->|text|, -- text -->, == text ==>, -. text .->.
var (
	edgeID    = regexp.MustCompile(`^[\pL_][\pL\pN_]*@`)
	wholeLine = regexp.MustCompile(`^([<xo])?(-{2,}|={2,}|-\.+-)([>xo])?(\s*\|("[^"]*"|[^|]*)\|)?`)
	hidden    = regexp.MustCompile(`^~{3,}`)
	opened    = []struct {
		begin, end *regexp.Regexp
		dotted     bool
	}{
		{regexp.MustCompile(`^([<xo])?--\s*`), regexp.MustCompile(`\s*(-{2,})([>xo]?)`), false},
		{regexp.MustCompile(`^([<xo])?==\s*`), regexp.MustCompile(`\s*(={2,})([>xo]?)`), false},
		{regexp.MustCompile(`^([<xo])?-\.\s*`), regexp.MustCompile(`\s*(\.+-)([>xo]?)`), true},
	}
)

// arrow reads an arrow.
func (p *parser) arrow() (arrowFound, bool) {
	at := p.at
	if m := edgeID.FindString(p.text[p.at:]); m != "" {
		p.at += len(m)
	}
	rest := p.text[p.at:]
	if m := hidden.FindString(rest); m != "" {
		p.at += len(m)
		return arrowFound{hidden: true, at: at}, true
	}
	if m := wholeLine.FindStringSubmatch(rest); m != nil && (m[3] != "" || m[4] != "" || len(m[2]) > 2) {
		p.at += len(m[0])
		return arrowFound{label: text(m[5]), dotted: strings.Contains(m[2], "."), plain: m[3] == "", both: m[1] == "<" && m[3] == ">", at: at}, true
	}
	for _, o := range opened {
		begin := o.begin.FindStringSubmatch(rest)
		if begin == nil {
			continue
		}
		inner := rest[len(begin[0]):]
		from := 0
		if strings.HasPrefix(inner, `"`) { // what stands in quotes ends with them
			if i := strings.IndexByte(inner[1:], '"'); i >= 0 {
				from = i + 2
			}
		}
		m := o.end.FindStringSubmatchIndex(inner[from:])
		if m == nil || from+m[0] == 0 && from == 0 {
			continue
		}
		p.at += len(begin[0]) + from + m[1]
		head := inner[from+m[4] : from+m[5]]
		return arrowFound{label: text(inner[:from+m[0]]), dotted: o.dotted, plain: head == "", both: begin[1] == "<" && head == ">", at: at}, true
	}
	p.at = at
	return arrowFound{}, false
}

// newText is a blueprint that only takes texts.
func newText() *blueprint.Blueprint { return &blueprint.Blueprint{} }
