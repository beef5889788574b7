package sheet

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
)

// cellLines writes the touchpoints of a lane in a step, a line each with its
// marks, as one text and in coloured pieces.
func (c *carrier) cellLines(cells []blueprint.Cell, lane string) (string, []run) {
	var runs []run
	for _, cell := range cells {
		if cell.Lane != lane {
			continue
		}
		for _, stack := range cell.Stacks {
			for i, t := range stack {
				if len(runs) > 0 {
					runs = append(runs, run{text: "\n", paint: scene.Ink})
				}
				if i > 0 {
					runs = append(runs, run{text: signBeside + " ", paint: scene.Muted})
				}
				runs = append(runs, run{text: boardText(t.Title), paint: scene.Ink, bold: t.Moment != nil})
				for j, m := range c.marks(t) {
					m.text = " " + m.text
					if j == 0 {
						m.text = " " + m.text
					}
					runs = append(runs, m)
				}
			}
		}
	}
	var text strings.Builder
	for _, r := range runs {
		text.WriteString(r.text)
	}
	return text.String(), runs
}
