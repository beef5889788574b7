package scene

// Item is one drawn thing: [Rect], [Path], [Circle], [Polygon] or [Text].
type Item interface{ item() }

// Point is a place in the picture.
type Point struct{ X, Y float64 }

// Style says how a shape is painted. The zero value paints nothing.
type Style struct {
	Fill, Stroke Paint
	Width        float64    // of the stroke
	Dash         [2]float64 // length of dash and gap; zero is a solid line
}

// Rect is an upright rectangle.
type Rect struct {
	X, Y, W, H float64
	Radius     float64 // of its corners
	Style
}

// Path is an open line through points.
type Path struct {
	Points []Point
	Radius float64 // of its turns; less where the legs are too short for it
	Style
}

// Circle is a full circle.
type Circle struct {
	X, Y, R float64
	Style
}

// Polygon is a closed shape with straight sides.
type Polygon struct {
	Points []Point
	Style
}

// Anchor says which end of a line of text stands at its place.
type Anchor string

// The anchors. The zero value is the start.
const (
	Start  Anchor = ""
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Text is one line of words.
type Text struct {
	X, Y    float64 // the anchor, on the base line
	Anchor  Anchor
	Size    float64
	Weight  int     // 400 to 700; 0 is 400
	Spacing float64 // extra room after each letter
	Max     float64 // room the line has; a format that knows its font squeezes what comes out wider
	Paint   Paint
	Line    string
}

func (Rect) item()    {}
func (Path) item()    {}
func (Circle) item()  {}
func (Polygon) item() {}
func (Text) item()    {}

// Contains says whether q lies wholly in r.
func (r Rect) Contains(q Rect) bool {
	return q.X >= r.X && q.Y >= r.Y && q.X+q.W <= r.X+r.W && q.Y+q.H <= r.Y+r.H
}

// Overlaps says whether r and q share more than a border.
func (r Rect) Overlaps(q Rect) bool {
	return r.X < q.X+q.W && q.X < r.X+r.W && r.Y < q.Y+q.H && q.Y < r.Y+r.H
}
