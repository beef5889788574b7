package book

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint/figures"
	kit "github.com/servicemoments/moments/internal/page"
	"github.com/servicemoments/moments/render/chart"
	"github.com/servicemoments/moments/render/internal/speak"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/svg"
)

//go:embed assets figures.schema.json
var assets embed.FS

// Schema is the JSON Schema (draft 2020-12) of what JSON writes.
func Schema() []byte { return asset("figures.schema.json") }

func asset(name string) []byte {
	text, err := assets.ReadFile(name)
	if err != nil {
		return nil // cannot be: name and file are compiled together
	}
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) // a browser hashes what it reads with \n
}

// The page as its template wants it.
type (
	page struct {
		Lang, Title, Theme, Policy string
		CSS                        template.CSS
		Words                      pageWords
		Main                       []pageTile
		Findings                   []pageFinding
		Sheets                     []pageSheet
	}
	pageWords struct{ Figures, Contents, Findings, Missing, Made string }
	pageSheet struct {
		ID, Title string
		Findings  []pageFinding
		Runs      []pageRun
		Missing   []string
	}
	pageTile    struct{ Title, Text, Interval, Tone, Sign string }
	pageFinding struct{ Tone, Sign, Text, Sheet string }
	pageTable   struct {
		Title string
		Head  []pageCell
		Rows  []pageRow
		Parts [][]pageRow // the rows: all, or of a tall table both halves
		Cols  []int       // widths of the columns in percent, so that halves have the same; none: as the words need
		Notes []string
	}
	pageRow struct {
		Title string
		Total bool
		Cells []pageCell
	}
	pageCell struct {
		Text, Interval, Tone, Sign, How string
		Left                            bool
	}
)

// HTML writes a book as a page that stands alone: no script, nothing fetched,
// in light or dark as the reader's system has it, unless a theme is chosen.
func HTML(w io.Writer, b figures.Book, o Options) error {
	s := o.speaker(b)
	p := page{
		Lang: strings.ReplaceAll(s.Language, "_", "-"), Title: b.Title, Theme: o.Theme.Name,
		Words: pageWords{
			s.Say(figures.T("figures")), s.Say(figures.T("Contents")), s.Say(figures.T("Findings")), s.Say(figures.T("Not said in the blueprint")),
			s.Say(figures.T("Every figure rests on what the blueprint says. Point at a figure to see how it was got.")),
		},
	}
	if p.Lang == "" {
		p.Lang = "en"
	}
	css := colours(o.Theme) + string(asset("assets/page.css"))
	styles := []string{css}
	for i, sheet := range b.Sheets {
		if empty(sheet) {
			continue
		}
		x := pageSheet{ID: sheet.ID, Title: s.Say(sheet.Title)}
		for _, f := range sheet.Findings {
			x.Findings = append(x.Findings, pageFinding{string(f.Tone), mark(f.Tone), upper(s.Say(f.Text)), sheet.ID})
		}
		var tables []*pageTable
		for _, t := range sheet.Tables {
			if len(t.Rows) > 0 {
				tables = append(tables, htmlTable(s, t))
			}
		}
		var charts []pageBlock
		for j, c := range sheet.Charts {
			picture, tall, inner, err := htmlChart(c, s, fmt.Sprintf("c%d-%d-", i, j))
			if err != nil {
				return err
			}
			charts = append(charts, pageBlock{Chart: picture, tall: tall})
			styles = append(styles, inner...)
		}
		x.Runs = runs(charts, tables)
		for _, m := range sheet.Missing {
			x.Missing = append(x.Missing, missing(s, m))
		}
		p.Sheets = append(p.Sheets, x)
		p.Findings = append(p.Findings, x.Findings...)
	}
	p.Main = tiles(s, b)
	p.Findings = worstFirst(p.Findings, len(p.Sheets))
	p.CSS, p.Policy = template.CSS(css), kit.Policy(styles, "") //nolint:gosec // our own file, and colours that scene has checked
	t, err := template.ParseFS(assets, "assets/page.html")
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, "page.html", p)
}

// worstFirst puts findings in the order in which they press; a page of one sheet
// begins with its findings anyway.
func worstFirst(list []pageFinding, sheets int) []pageFinding {
	if sheets < 2 {
		return nil
	}
	rank := map[string]int{string(figures.Poor): 0, string(figures.Fair): 1, string(figures.NoTone): 2, string(figures.Good): 3}
	slices.SortStableFunc(list, func(a, b pageFinding) int { return rank[a.Tone] - rank[b.Tone] })
	return list
}

func htmlTable(s speak.Speaker, t figures.Table) *pageTable {
	x := show(s, t)
	out := &pageTable{Title: x.title, Notes: x.notes}
	for i, h := range x.head {
		out.Head = append(out.Head, pageCell{Text: h, Left: x.texts[i]})
	}
	kept := keptColumns(t)
	for i, r := range x.rows {
		row := pageRow{Title: r[0], Total: x.total[i]}
		for j, said := range r[1:] {
			c := pageCell{Text: said, Left: x.texts[j+1]}
			if cells := t.Rows[i].Cells; kept[j] < len(cells) && cells[kept[j]].Figure != nil {
				f := cells[kept[j]].Figure
				c.How = s.How(f.How)
				if c.Interval = s.Interval(*f); c.Interval != "" && cells[kept[j]].Text.Empty() {
					c.Text = s.Value(f.Value, f.Unit)
				} else {
					c.Interval = ""
				}
				if f.Tone != figures.NoTone {
					c.Tone, c.Sign = string(f.Tone), mark(f.Tone)
				}
			}
			row.Cells = append(row.Cells, c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// chartWide is how wide charts are drawn, in px: pages show them larger where there is
// room, and phones a little smaller.
const chartWide = 480

// chartRows is how many rows a chart has at most: the table has them all, and a chart
// much taller than its neighbours leaves a hole beside them.
const chartRows = 14

func htmlChart(c figures.Chart, s speak.Speaker, prefix string) (template.HTML, float64, []string, error) {
	picture := chart.Draw(c, chart.Options{Width: chartWide, Rows: chartRows, Language: s.Language, Currency: s.Currency, Own: s.Own})
	var out bytes.Buffer
	if err := svg.Write(&out, picture, svg.Options{IDPrefix: prefix}); err != nil {
		return "", 0, nil, err
	}
	const shown = 1.25                                                                        // times as large in a column
	return template.HTML(out.String()), shown * picture.Height, kit.Styles(out.String()), nil //nolint:gosec // package svg escapes
}

// colours sets the variables of page and charts: light or dark as the system
// has it, or those of the theme that was chosen; on paper those for print.
func colours(own scene.Theme) string {
	first := scene.Light()
	if len(own.Colors) > 0 {
		first = own
	}
	css := ":root,:root .moments{" + kit.Variables(first) + "}\n"
	if len(own.Colors) == 0 {
		css += "@media (prefers-color-scheme:dark){:root,:root .moments{" + kit.Variables(scene.Dark()) + "}}\n"
		css += "@media (prefers-contrast:more){:root,:root .moments{" + kit.Variables(scene.HighContrast()) + "}}\n"
	}
	return css + "@media print{:root:root,:root:root .moments.moments{" + kit.Variables(scene.Print()) + "}}\n"
}
