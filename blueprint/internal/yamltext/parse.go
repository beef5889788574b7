package yamltext

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// maxProblems is how many problems are collected before the reader gives up.
const maxProblems = 100

var bom = []byte("\xef\xbb\xbf")

// Parse reads a text. The tree is nil if the text cannot be read; a tree may
// come with problems (a key that is there twice: the first one counts). An
// empty text is a Null. Problems are sorted by place.
func Parse(src []byte, lim Limits) (*Node, []Problem) {
	doc, problems := Read(src, lim)
	return doc.Root, problems
}

// Read is Parse that also tells where the comments are.
func Read(src []byte, lim Limits) (doc Document, problems []Problem) {
	p := &parser{src: src, lim: lim.withDefaults(), at: Pos{Line: 1, Column: 1}}
	if bytes.HasPrefix(src, bom) {
		doc.BOM = true
		p.at.Offset = len(bom)
	}
	// The one place that recovers: limits end the reading from any depth, and
	// no input, however odd, may take the program down.
	defer func() {
		if r := recover(); r != nil {
			if _, known := r.(giveUp); !known {
				p.add(Problem{Start: p.at, End: p.at, Message: "this cannot be read as YAML from here on"})
			}
			doc.Root, problems = nil, p.sorted()
		}
	}()
	if len(src) > p.lim.Bytes {
		at := Pos{Line: 1, Column: 1}
		p.stop(Problem{Start: at, End: at, Message: fmt.Sprintf("the text is too large: %d bytes, at most %d are read", len(src), p.lim.Bytes)})
	}
	p.checkCharacters()
	root := p.document()
	doc.Comments = p.comments
	if p.broken {
		return doc, p.sorted()
	}
	p.confirm(root)
	if p.broken {
		return doc, p.sorted()
	}
	p.checkKeys(root)
	doc.Root = root
	return doc, p.sorted()
}

// giveUp is thrown to end the reading at once.
type giveUp struct{}

// parser holds the state of one reading.
type parser struct {
	src []byte
	lim Limits
	at  Pos

	depth, nodes, expanded int
	anchors                map[string]*Node
	pending                map[string]Pos // anchors whose node is not finished yet
	comments               []Span
	problems               []Problem
	broken                 bool // the tree cannot be trusted
	tabs                   bool // a tab was used to indent: columns mean little from there on

	closed   []int // columns of the blocks that ended since the last entry that fitted
	lastLine Pos   // where the last line of the latest plain scalar starts
	masks    []int // bytes that yaml.v3 must not see, see confirm
}

// add records a problem. One line has at most one: what follows on the same
// line is most often only its echo.
func (p *parser) add(pr Problem) {
	if len(p.problems) >= maxProblems {
		panic(giveUp{})
	}
	same := func(q Problem) bool { return q.Start.Line == pr.Start.Line }
	if p.broken && slices.ContainsFunc(p.problems, same) {
		return
	}
	p.problems = append(p.problems, pr)
}

// fail records a problem after which there is no tree.
func (p *parser) fail(pr Problem) {
	p.broken = true
	p.add(pr)
}

// stop records a problem and ends the reading.
func (p *parser) stop(pr Problem) {
	p.fail(pr)
	panic(giveUp{})
}

func (p *parser) sorted() []Problem {
	slices.SortStableFunc(p.problems, func(a, b Problem) int {
		return cmp.Compare(a.Start.Offset, b.Start.Offset)
	})
	return p.problems
}

// node counts a new node.
func (p *parser) node(kind Kind, style Style) *Node {
	p.nodes++
	if p.nodes > p.lim.Nodes {
		p.stop(Problem{Start: p.at, End: p.at, Message: fmt.Sprintf("the text has too many values: at most %d are read", p.lim.Nodes)})
	}
	return &Node{Kind: kind, Style: style, Start: p.at, End: p.at, size: 1}
}

// enter counts a new level of nesting, which the caller leaves by p.depth--.
func (p *parser) enter() {
	p.depth++
	if p.depth > p.lim.Depth {
		p.stop(Problem{Start: p.at, End: p.at, Message: fmt.Sprintf("the text is nested too deeply: at most %d levels are read", p.lim.Depth)})
	}
}

// checkKeys finds keys that stand twice in a mapping and keeps the first one.
func (p *parser) checkKeys(n *Node) {
	if n.Alias != nil {
		return // checked where it is written
	}
	for _, item := range n.Items {
		p.checkKeys(item)
	}
	first := make(map[string]*Node, len(n.Pairs))
	kept := n.Pairs[:0]
	for _, pair := range n.Pairs {
		p.checkKeys(pair.Value)
		key := pair.Key
		if was, twice := first[key.Value]; twice {
			p.add(Problem{
				Start: key.Start, End: key.End,
				Message: fmt.Sprintf("the key %q stands twice in this mapping", key.Value),
				Related: []Related{{Start: was.Start, End: was.End, Message: "first defined here"}},
			})
			continue
		}
		first[key.Value] = key
		kept = append(kept, pair)
	}
	n.Pairs = kept
}
