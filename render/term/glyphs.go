package term

import "github.com/servicemoments/moments/touchpoint"

// glyphs are the characters that the board is drawn with.
type glyphs struct {
	box, bold                                  frame
	across, down                               string
	fromLeftDown, fromLeftUp, downRight        string // corners of ways, by where they come from and go to
	upRight, tipRight, tipDown, tipLeft, tipUp string
	out, below, above                          string // where a way leaves a box at its right side and its lower one
	lines                                      [3]string
	wayOn, both, end                           string // in lists
	bracketOpen, bracketShut, bracket          string // over the steps of a phase
}

// frame is a box: corners from the upper left clockwise, then the sides.
type frame struct{ ul, ur, lr, ll, across, down string }

func unicodeGlyphs() glyphs {
	return glyphs{
		box: frame{"┌", "┐", "┘", "└", "─", "│"}, bold: frame{"┏", "┓", "┛", "┗", "━", "┃"},
		across: "─", down: "│", fromLeftDown: "╮", fromLeftUp: "╯", downRight: "╰", upRight: "╭",
		tipRight: "→", tipDown: "↓", tipLeft: "←", tipUp: "↑", out: "├", below: "┬", above: "┴",
		lines: [3]string{"═", "┄", "┈"}, wayOn: "→", both: "↔", end: "◎",
		bracketOpen: "╶", bracketShut: "╴", bracket: "─",
	}
}

func plainGlyphs() glyphs {
	return glyphs{
		box: frame{"+", "+", "+", "+", "-", "|"}, bold: frame{"#", "#", "#", "#", "=", "#"},
		across: "-", down: "|", fromLeftDown: "+", fromLeftUp: "+", downRight: "+", upRight: "+",
		tipRight: ">", tipDown: "v", tipLeft: "<", tipUp: "^", out: "+", below: "+", above: "+",
		lines: [3]string{"=", "-", "."}, wayOn: "->", both: "<->", end: "(end)",
		bracketOpen: "-", bracketShut: "-", bracket: "-",
	}
}

func (g glyphs) line(l touchpoint.Line) string {
	for i, x := range touchpoint.Lines() {
		if x == l {
			return g.lines[i]
		}
	}
	return g.lines[0]
}

func inkOf(k touchpoint.Kind) ink {
	if rank := k.Rank(); rank >= 0 {
		return customer + ink(rank)
	}
	return plain
}
