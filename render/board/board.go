// Package board places boxes on a board of columns and rows and routes the
// edges between them.
//
// What comes in is an [Input]: columns (the steps), rows (the lanes, several of
// them may form one band), boxes with the size of their content, and edges.
// What goes out is a [Layout]: finished coordinates for every column, row, box,
// choice and edge. The package knows nothing of blueprints, of text or of
// drawing; it is plain geometry, and the same input gives the same output.
package board

// Input is a board to lay out. The zero value is an empty board.
type Input struct {
	Columns []Column
	Rows    []Row
	Boxes   []Box
	Edges   []Edge
	// Left and Top are where the first column and the first row begin.
	Left, Top float64
}

// Column is one step.
type Column struct {
	MinWidth float64 // least width between the gutters, say for a heading
	Phase    int     // columns of one phase stand together; a change gets a wider gutter with a hairline in it
}

// Row is one lane.
type Row struct {
	Band      int     // rows with the same number share one band; between bands runs a line
	MinHeight float64 // least height, say for the lane's name
	Footer    float64 // height kept free of boxes at the lower edge of the row, say for a line's label at the right border
}

// Box is one thing that stands in a cell. Its upper corners are left to marks.
// Boxes smaller than 12 px are laid out at 12 px.
type Box struct {
	Column, Row int
	Slot        int     // place in the sequence of its cell, left to right
	Layer       int     // place in the stack of its slot, top to bottom
	W, H        float64 // size of the box
	Above       float64 // room above the box for words that belong to it; lines enter left of them, up to 8 px right of the middle
	Below       float64 // room under the box for a tag at the left of its lower border; lines leave right of it, from 8 px left of the middle
	Choice      bool    // a diamond stands to the right of the box; its edges with FromChoice leave there
}

// MarkRadius is the radius, in px, of the fail mark around the upper right
// corner of a box: recoveries begin on its circle.
const MarkRadius = 11.0

// EdgeKind says what an edge is, which decides where it runs.
type EdgeKind int

// The kinds of edges.
const (
	Way      EdgeKind = iota // a way a customer or the work takes
	Link                     // drawn and counted, nobody travels along it
	Recovery                 // leaves the fail mark (upper right corner) of its box
)

// Edge joins two boxes. From and To are indexes into Input.Boxes.
type Edge struct {
	From, To       int
	Kind           EdgeKind
	FromChoice     bool    // leaves the diamond of From
	Both           bool    // heads at both ends
	LabelW, LabelH float64 // size of the label on the edge, 0 where there is none
}

// Point is a place on the board, in px, y downwards.
type Point struct{ X, Y float64 }

// Rect is an upright rectangle.
type Rect struct{ X, Y, W, H float64 }

// Span is a stretch along one axis.
type Span struct{ Min, Max float64 }

// Layout is a board with coordinates. Every slice runs parallel to the
// input's.
type Layout struct {
	Columns  []Span    // content of each column, without its gutters and without the diamond of its last slot
	Rows     []Span    // full height of each row; rows of a board touch one another
	Hairs    []float64 // x of the hairline before each column that begins a phase, in the order of columns; none before the first
	Boxes    []Rect
	Diamonds []Rect    // zero where the box has no choice
	Stubs    [][]Point // box to diamond, nil where the box has no choice
	Routes   []Route
	Right    float64 // right end of the last column's gutter
	Bottom   float64
}

// Route is an edge with coordinates: an orthogonal line from its first point,
// on the border of what it leaves, to its last, on the border of what it
// enters.
type Route struct {
	Points []Point
	Label  Rect // zero where the edge has no label
}
