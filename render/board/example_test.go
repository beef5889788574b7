package board_test

import (
	"fmt"

	"github.com/servicemoments/moments/render/board"
)

// A customer action stands above what the clerk does for it; the next action
// follows in the next column.
func ExamplePlace() {
	l := board.Place(board.Input{
		Columns: make([]board.Column, 2),
		Rows:    make([]board.Row, 2),
		Boxes: []board.Box{
			{Column: 0, Row: 0, W: 144, H: 60},
			{Column: 0, Row: 1, W: 144, H: 60},
			{Column: 1, Row: 0, W: 144, H: 60},
		},
		Edges: []board.Edge{{From: 0, To: 1}, {From: 0, To: 2}},
	})
	for _, r := range l.Routes {
		fmt.Println(r.Points)
	}
	// Output:
	// [{96 92} {96 152}]
	// [{168 62} {216 62}]
}
