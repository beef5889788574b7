package yamltext

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// maskedBlank and maskedQuestion stand for bytes that yaml.v3 refuses or
// misreads although YAML allows them: tabs in lines that are blank, and
// question marks in plain text within brackets.
const (
	maskedBlank    = ' '
	maskedQuestion = '$'
)

// confirm reads the text with yaml.v3 too and compares what both understood.
// It takes the tags of the values from there.
func (p *parser) confirm(root *Node) {
	text := bytes.Clone(p.src)
	for _, i := range p.masks {
		if text[i] == '?' {
			text[i] = maskedQuestion
		} else {
			text[i] = maskedBlank
		}
	}
	var doc yaml.Node
	if err := unmarshal(text, &doc); err != nil {
		p.refused(text)
		return
	}
	if len(doc.Content) == 0 {
		if root.Kind != Null {
			p.doubt(root)
		}
		root.Tag = "!!null"
		return
	}
	p.compare(root, doc.Content[0])
}

// unmarshal turns what yaml.v3 throws at odd input into an error.
func unmarshal(text []byte, doc *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return yaml.Unmarshal(text, doc)
}

// refused tells about a text that yaml.v3 does not read. Its own line is not
// to be relied on, so the place is where a shorter text turns from read to
// refused.
func (p *parser) refused(text []byte) {
	ends := []int{0}
	for i, c := range text {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	ends = append(ends, len(text))
	reads := func(i int) bool {
		var doc yaml.Node
		return unmarshal(text[:ends[i]], &doc) == nil
	}
	good, bad := 0, len(ends)-1
	for bad-good > 1 {
		if middle := (good + bad) / 2; reads(middle) {
			good = middle
		} else {
			bad = middle
		}
	}
	at := Pos{Line: good + 1, Column: 1, Offset: ends[good]}
	p.fail(Problem{Start: at, End: at, Message: "not every YAML reader understands this line: expected a plainer way to write it", Hint: "put texts in quotes, and lists and mappings on lines of their own"})
}

// doubt tells that the two readers understand a value differently.
func (p *parser) doubt(n *Node) {
	p.fail(Problem{Start: n.Start, End: n.End, Message: "YAML readers understand this differently: expected a plainer way to write it", Hint: "put the text in quotes"})
}

// compare checks one node against yaml.v3's and takes over the tag.
func (p *parser) compare(n *Node, y *yaml.Node) {
	if (n.Alias != nil) != (y.Kind == yaml.AliasNode) {
		p.doubt(n)
		return
	}
	if n.Alias != nil {
		n.Tag = y.Alias.ShortTag()
		if n.Tag == "!!null" {
			n.Kind = Null
		}
		return
	}
	n.Tag = y.ShortTag()
	switch {
	case y.Kind == yaml.MappingNode && n.Kind == Mapping && len(y.Content) == 2*len(n.Pairs):
		for i, pair := range n.Pairs {
			p.compare(pair.Key, y.Content[2*i])
			p.compare(pair.Value, y.Content[2*i+1])
			pair.Key.Kind = Scalar // a key that reads null is still a key
		}
	case y.Kind == yaml.SequenceNode && n.Kind == Sequence && len(y.Content) == len(n.Items):
		for i, item := range n.Items {
			p.compare(item, y.Content[i])
		}
	case y.Kind == yaml.ScalarNode && n.Kind <= Scalar && p.masked(n.Value) == p.masked(y.Value):
		if n.Tag == "!!null" {
			n.Kind = Null
		}
	default:
		p.doubt(n)
	}
}

// masked makes a text comparable that yaml.v3 got to see in part masked.
func (p *parser) masked(text string) string {
	if len(p.masks) == 0 {
		return text
	}
	return strings.ReplaceAll(text, "?", string(maskedQuestion))
}

// PlainTag is the short tag that a text gets when it is written without
// quotes: !!str for most, but !!bool for true and !!int for 12.
func PlainTag(text string) string {
	return (&yaml.Node{Kind: yaml.ScalarNode, Value: text}).ShortTag()
}
