// Package yamltext reads one YAML text into a tree of nodes in which every
// node knows exactly where it starts and ends, in lines, columns and bytes.
// What cannot be read comes back as problems in plain words, at the place
// where the mistake was made, and as many of them as can be told apart.
//
// The reader is our own, because true places and byte ranges are what edits
// and diagnostics stand on. The meaning is not: every text that it accepts is
// read by gopkg.in/yaml.v3 too, and one that the two understand differently
// is a problem, not a guess.
package yamltext

// Pos is a place in a text. Line and Column count from 1, columns in
// characters (runes); Offset counts bytes from 0. A byte order mark takes
// part in offsets, not in columns.
type Pos struct {
	Line, Column, Offset int
}

// Span is the text from Start up to, not including, End.
type Span struct {
	Start, End Pos
}

// Kind tells what a Node is.
type Kind uint8

// The kinds of nodes. Null is a value that is left out (`key:`) or written as
// null or ~.
const (
	Null Kind = iota
	Scalar
	Mapping
	Sequence
)

// String gives the kind in words that fit in "expected a …".
func (k Kind) String() string {
	switch k {
	case Scalar:
		return "text"
	case Mapping:
		return "mapping"
	case Sequence:
		return "list"
	default:
		return "nothing"
	}
}

// Style tells how a node is written.
type Style uint8

// The styles. Plain, SingleQuoted, DoubleQuoted, Literal (|) and Folded (>)
// belong to scalars, Block (lines) and Flow ([] and {}) to collections.
const (
	Plain Style = iota
	SingleQuoted
	DoubleQuoted
	Literal
	Folded
	Block
	Flow
)

// Node is one value of the text.
type Node struct {
	Kind  Kind
	Style Style
	// Tag is the short tag: !!str, !!int, !!float, !!bool, !!null,
	// !!timestamp, !!map or !!seq, as written or as resolved.
	Tag string
	// Value is the text of a scalar with quotes, escapes and folding undone.
	Value string
	// Start and End enclose the node as written: quotes, brackets and the
	// header of a block scalar included; anchors, tags, comments and the line
	// break behind it not. A value that is left out stands, empty, right
	// behind its colon or dash. What an alias stands for keeps its own places.
	Start, End Pos
	// Mark is where the dash or the colon before the value stands; its Line is
	// 0 for a value that has neither.
	Mark Pos
	// Pairs are the entries of a mapping, Items those of a sequence, as written.
	Pairs []Pair
	Items []*Node
	// Anchor is the name given with &name, empty without.
	Anchor string
	// Alias is where *name stands, nil for a node that is written in place.
	// The node is then a shallow copy of the one the name stands for.
	Alias *Span

	size int // nodes in the tree below, aliases expanded, itself included
}

// Pair is one entry of a mapping. Keys are always scalars.
type Pair struct {
	Key, Value *Node
}

// Get returns the value of a key of a mapping, and nil if it is not there.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Value == key {
			return p.Value
		}
	}
	return nil
}

// Document is a text with its tree and what lies between the nodes.
type Document struct {
	// Root is nil if the text cannot be read.
	Root *Node
	// Comments are the places of all comments, from the # to the line's end.
	Comments []Span
	// BOM tells whether the text starts with a byte order mark.
	BOM bool
}

// Problem is something that cannot be read as intended.
type Problem struct {
	Start, End Pos
	// Message says in plain words what is wrong and what was expected.
	Message string
	// Hint says how to mend it, if there is something to add.
	Hint string
	// Related are other places that explain the problem.
	Related []Related
}

// Related is a further place of a problem, with what it has to do with it.
type Related struct {
	Start, End Pos
	Message    string
}

// Limits bound what is read. A zero field means its default.
type Limits struct {
	Bytes   int // size of the text; default 8 MiB
	Depth   int // collections within collections; default 100
	Nodes   int // values and keys; default 1,000,000
	Aliases int // nodes that aliases stand for, all together; default 10,000
}

func (l Limits) withDefaults() Limits {
	def := func(v *int, to int) {
		if *v <= 0 {
			*v = to
		}
	}
	def(&l.Bytes, 8<<20)
	def(&l.Depth, 100)
	def(&l.Nodes, 1_000_000)
	def(&l.Aliases, 10_000)
	return l
}
