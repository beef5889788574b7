package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/text"
	"github.com/servicemoments/moments/touchpoint"
)

// Sizes of a board: widths in characters, heights and letters in points.
const (
	labelWidth = 17.0
	laneWidth  = 18.0
	stepWidth  = 27.0
	letters    = 10.0
	lineHeight = 13.5
	maxHeight  = 400.0
)

// board writes the board as it is drawn.
func (b *book) board(sheet string, l *layout) error {
	if l.width > maxColumns {
		return fmt.Errorf("a sheet has %d columns, which is less than the steps of this blueprint; write the list", maxColumns)
	}
	for i := range l.width {
		width := stepWidth
		switch {
		case i == 0:
			width = labelWidth
		case i < l.labels:
			width = laneWidth
		}
		b.keep(b.file.SetColWidth(sheet, columnName(i), columnName(i), width))
	}
	for i, row := range l.rows {
		for j, c := range row {
			if len(c.runs) > 0 {
				b.rich(sheet, i, j, c.text, c.runs, letters)
			} else {
				b.text(sheet, i, j, c.text)
			}
			b.dress(sheet, area{i, j, i, j}, b.lookOf(c))
		}
		b.keep(b.file.SetRowHeight(sheet, i+1, b.height(row, l)))
	}
	for _, m := range l.merged {
		b.keep(b.file.MergeCell(sheet, cellName(m.top, m.left), cellName(m.bottom, m.right)))
	}
	b.keep(b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: l.labels, YSplit: l.frozen, TopLeftCell: cellName(l.frozen, l.labels), ActivePane: "bottomRight"}))
	b.paper(sheet, l.width)
	no := false
	b.keep(b.file.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	return b.problem
}

// paper sets a sheet to be printed across the page, as wide as it.
func (b *book) paper(sheet string, width int) {
	orientation, size, wide, high, yes, margin := "landscape", 9, 1, 0, true, 0.4 // A4
	if width > 9 {
		size = 8 // A3
	}
	b.keep(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &size, FitToWidth: &wide, FitToHeight: &high}))
	b.keep(b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin}))
	b.keep(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
}

// height is the room that the texts of a row need, wrapped.
func (b *book) height(row []boxed, l *layout) float64 {
	switch row[0].look {
	case lookTitle:
		return 30
	case lookLine:
		return 15
	}
	lines := 1
	for j, c := range row {
		width := stepWidth
		switch {
		case j == 0:
			width = labelWidth
		case j < l.labels:
			width = laneWidth
		case c.look == lookLegend:
			width = stepWidth * float64(l.width-l.labels)
		case c.look == lookPhase:
			width = 1000 // it runs over its steps
		}
		if c.look == lookAbout {
			width = stepWidth*float64(l.width-l.labels) + labelWidth
		}
		if c.look == lookKind && l.labels == 2 {
			continue // it runs over its lanes
		}
		n := 0
		for _, line := range strings.Split(c.text, "\n") {
			n += max(len(text.WrapColumns(line, max(int(width)-1, 1))), 1)
		}
		lines = max(lines, n)
	}
	room := 6.0
	switch row[0].look {
	case lookKind:
		room, lines = 12, max(lines, 3)
	case lookEvidenceLabel:
		lines = max(lines, 2)
	}
	return min(float64(lines)*lineHeight+room, maxHeight)
}

// kindPaints are the colours of a kind of lane: of its name, and of its ground.
func kindPaints(k touchpoint.Kind) (ink, band scene.Paint) {
	switch k {
	case touchpoint.Customer:
		return scene.Customer, scene.CustomerBand
	case touchpoint.Frontstage:
		return scene.Frontstage, scene.FrontstageBand
	case touchpoint.Backstage:
		return scene.Backstage, scene.BackstageBand
	case touchpoint.Support:
		return scene.Support, scene.SupportBand
	}
	return scene.Evidence, scene.EvidenceBand
}

// lookOf is how a cell is dressed.
func (b *book) lookOf(c boxed) excelize.Style {
	ink, band := kindPaints(c.kind)
	font := func(size float64, bold bool, p scene.Paint) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Size: size, Bold: bold, Color: b.color(p)}
	}
	at := func(horizontal, vertical string) *excelize.Alignment {
		out := &excelize.Alignment{Horizontal: horizontal, Vertical: vertical, WrapText: true}
		if horizontal == "left" {
			out.Indent = 1
		}
		return out
	}
	fine := b.border(scene.Hairline, 1)
	switch c.look {
	case lookTitle:
		return excelize.Style{Font: font(18, true, scene.Ink), Alignment: at("left", "center")}
	case lookAbout:
		return excelize.Style{Font: font(letters, false, scene.Muted), Alignment: at("left", "top")}
	case lookLabel:
		return excelize.Style{Font: font(letters, true, scene.Muted), Alignment: at("left", "top")}
	case lookPhase:
		return excelize.Style{Font: font(12, true, scene.Ink), Fill: b.fill(scene.PhaseBar), Alignment: at("center", "center"), Border: b.border(scene.Background, 2)}
	case lookNumber:
		return excelize.Style{Font: font(9, false, scene.Muted), Alignment: at("center", "center")}
	case lookHeading:
		return excelize.Style{Font: font(letters, true, scene.Ink), Alignment: at("center", "center")}
	case lookEvidenceLabel:
		return excelize.Style{Font: font(11, true, scene.Background), Fill: b.fill(scene.Evidence), Alignment: at("left", "center")}
	case lookEvidence:
		return excelize.Style{Font: font(letters, false, scene.Ink), Fill: b.fill(scene.EvidenceBand), Alignment: at("left", "top"), Border: fine}
	case lookKind:
		return excelize.Style{Font: font(11, true, scene.Background), Fill: b.fill(ink), Alignment: at("left", "center")}
	case lookLane:
		return excelize.Style{Font: font(letters, true, ink), Fill: b.fill(band), Alignment: at("left", "center"), Border: fine}
	case lookCell:
		out := excelize.Style{Font: font(letters, false, scene.Ink), Fill: b.fill(band), Alignment: at("left", "center")}
		if c.text != "" { // a box on the ground of its lane
			out.Fill, out.Border = b.fill(scene.Box), b.border(ink, 1)
		}
		return out
	case lookLine:
		return excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 9, Italic: true, Color: b.color(scene.Muted)}, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "bottom", Indent: 1}, Border: b.border(scene.Ink, 5, "bottom")}
	case lookWays, lookLegend:
		return excelize.Style{Font: font(9, false, scene.Muted), Alignment: at("left", "top")}
	}
	return excelize.Style{}
}
