package sheet_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/sheet"
	"github.com/servicemoments/moments/render/scene"
)

func opened(t *testing.T, b *blueprint.Blueprint, o sheet.Options) *excelize.File {
	var out bytes.Buffer
	require.NoError(t, sheet.WriteXLSX(&out, b, o))
	f, err := excelize.OpenReader(&out)
	require.NoError(t, err)
	return f
}

// TestTheBoardLooksLikeABlueprint looks at what a reader sees: colours of lanes,
// merged phases, lines with their names, frozen heads, paper.
func TestTheBoardLooksLikeABlueprint(t *testing.T) {
	b, err := blueprint.Load("../../examples/telecom-hall/blueprint.yaml")
	require.NoError(t, err)
	f := opened(t, b, sheet.Options{})
	const name = "Blueprint"
	assert.Equal(t, []string{name, "Touchpoints", "Service", "Choices"}, f.GetSheetList())
	shown, _ := f.GetSheetVisible("Choices")
	assert.False(t, shown)
	rows, err := f.GetRows(name)
	require.NoError(t, err)
	find := func(label string) int {
		for i, r := range rows {
			if len(r) > 0 && r[0] == label {
				return i + 1
			}
		}
		require.Fail(t, "no row "+label)
		return 0
	}
	style := func(col string, row int) *excelize.Style {
		cell, _ := excelize.JoinCellName(col, row)
		id, err := f.GetCellStyle(name, cell)
		require.NoError(t, err)
		s, err := f.GetStyle(id)
		require.NoError(t, err)
		return s
	}
	light := scene.Light()
	for label, paint := range map[string]scene.Paint{"Customer": scene.Customer, "Frontstage": scene.Frontstage, "Backstage": scene.Backstage, "Support processes": scene.Support, "Physical evidence": scene.Evidence} {
		assert.True(t, strings.EqualFold(strings.TrimPrefix(light.Color(paint), "#"), strings.TrimPrefix(style("A", find(label)).Fill.Color[0], "#")), label)
	}
	for _, label := range []string{"Line of interaction", "Line of visibility", "Line of internal interaction"} {
		thick := false
		for _, side := range style("A", find(label)).Border {
			thick = thick || side.Type == "bottom" && side.Style == 5
		}
		assert.True(t, thick, label)
	}
	merged, err := f.GetMergeCells(name)
	require.NoError(t, err)
	var phases []string
	for _, m := range merged {
		if m.GetCellValue() == "Get ready" {
			phases = append(phases, m.GetStartAxis()+":"+m.GetEndAxis())
		}
	}
	assert.Equal(t, []string{"E3:H3"}, phases)
	panes, err := f.GetPanes(name)
	require.NoError(t, err)
	assert.True(t, panes.Freeze)
	assert.Equal(t, []int{2, 4}, []int{panes.XSplit, panes.YSplit})
	page, err := f.GetPageLayout(name)
	require.NoError(t, err)
	assert.Equal(t, "landscape", *page.Orientation)
	assert.Equal(t, 1, *page.FitToWidth)
	props, err := f.GetSheetProps(name)
	require.NoError(t, err)
	assert.True(t, *props.FitToPage)
	assert.Contains(t, strings.Join(rows[find("Legend")-1], " "), "★ critical moment of truth")
	assert.Contains(t, strings.Join(rows[find("Ways")-1], "\n"), "Inquire → Use the terminal: top-up (25%)")

	choices, err := f.GetDataValidations("Touchpoints")
	require.NoError(t, err)
	var formulas []string
	for _, c := range choices {
		formulas = append(formulas, c.Formula1)
	}
	assert.Contains(t, strings.Join(formulas, " "), "Choices!$A$1:$A$")
	head, err := f.GetRows("Touchpoints")
	require.NoError(t, err)
	assert.Equal(t, []string{"Step", "Phase", "Lane", "Place", "Touchpoint", "ID"}, head[0][:6])
}

func TestAChineseListHasChineseWords(t *testing.T) {
	b, err := blueprint.Load("../../examples/telecom-hall-zh/blueprint.yaml")
	require.NoError(t, err)
	f := opened(t, b, sheet.Options{Form: sheet.List})
	assert.Equal(t, []string{"接触点", "服务", "Choices"}, f.GetSheetList())
	rows, err := f.GetRows("接触点")
	require.NoError(t, err)
	assert.Equal(t, []string{"步骤", "阶段", "泳道", "次序", "接触点", "编号"}, rows[0][:6])
	all := ""
	for _, r := range rows {
		all += strings.Join(r, " ") + "\n"
	}
	assert.Contains(t, all, "例外服务")
	assert.NotContains(t, all, "exceptions")
}

// TestWhatIsIncludedIsExported carries a blueprint of several files into one
// spreadsheet.
func TestWhatIsIncludedIsExported(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "part.yaml"), []byte("title: Part\nphases:\n  - title: Complain\n    steps: [{customer: Complain, frontstage: Listen}]\nlinks: [{from: complain, to: listen, both: true}]\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "whole.yaml"), []byte("title: Whole\nphases:\n  - title: Buy\n    steps: [{customer: Pay}]\ninclude: [part.yaml]\n"), 0o644))
	b, err := blueprint.Load(filepath.Join(dir, "whole.yaml"))
	require.NoError(t, err)
	for _, form := range sheet.Forms() {
		var out bytes.Buffer
		require.NoError(t, sheet.WriteXLSX(&out, b, sheet.Options{Form: form}))
		back, found, err := sheet.Read(&out, "x.xlsx", sheet.ReadOptions{})
		require.NoError(t, err)
		assert.Empty(t, found)
		assert.Len(t, back.Phases, 2)
		assert.Len(t, back.Links, 1)
		assert.Empty(t, back.Include)
	}
}

func TestSeveralSheetsAreAskedFor(t *testing.T) {
	data := workbook(t, [][]string{{"Customer", "A"}, {"Support", "B"}}, func(f *excelize.File) {
		for _, name := range []string{"To be", "Notes"} {
			_, err := f.NewSheet(name)
			require.NoError(t, err)
		}
		require.NoError(t, f.SetSheetCol("To be", "A1", &[]string{"Customer", "Support"}))
		require.NoError(t, f.SetSheetCol("To be", "B1", &[]string{"C", "D"}))
		require.NoError(t, f.SetCellStr("Notes", "A1", "Remember the milk"))
	})
	assert.Equal(t, "several sheets could be the blueprint: Board, To be; choose one with --sheet", refused(t, data, "x.xlsx"))
	got, said := taken(t, data, "x.xlsx", sheet.ReadOptions{Sheet: "To be"})
	assert.Equal(t, "title: To be\nsteps:\n  - customer: C\n    support: D\n", got)
	assert.Empty(t, said)
	_, _, err := sheet.Read(bytes.NewReader(data), "x.xlsx", sheet.ReadOptions{Sheet: "Bord"})
	assert.EqualError(t, err, `there is no sheet "Bord"; did you mean "Board"? There are Board, To be, Notes`)
}
