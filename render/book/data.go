package book

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/servicemoments/moments/blueprint/figures"
)

// CSV writes every figure and text of the tables as a line: sheet, table, row,
// title, column, value, unit, how, low, high, text. Values are in the units
// named, with all their digits; texts are in the reader's language, ids never.
func CSV(w io.Writer, b figures.Book, o Options) error {
	s := o.speaker(b)
	out := csv.NewWriter(w)
	_ = out.Write([]string{"sheet", "table", "row", "title", "column", "value", "unit", "how", "low", "high", "text"}) // a csv.Writer keeps its first error
	for _, sheet := range b.Sheets {
		for _, t := range sheet.Tables {
			for _, r := range t.Rows {
				for i, c := range r.Cells {
					if i >= len(t.Columns) || c.Figure == nil && c.Text.Empty() {
						continue
					}
					line := []string{sheet.ID, t.ID, r.ID, guard(s.Say(r.Title)), t.Columns[i].ID, "", "", "", "", "", guard(s.Say(c.Text))}
					if f := c.Figure; f != nil {
						line[5], line[6], line[7] = digits(f.Value), string(f.Unit), string(f.How)
						if f.How == figures.Simulated {
							line[8], line[9] = digits(f.Low), digits(f.High)
						}
					}
					_ = out.Write(line)
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

// guard keeps a spreadsheet from taking a text for a formula.
func guard(s string) string {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@' || s[0] == '\t' || s[0] == '\r') {
		return "'" + s
	}
	return s
}

func digits(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// The shapes of the JSON.
type (
	jsonBook struct {
		Schema   string      `json:"$schema,omitempty"`
		Version  int         `json:"version"`
		Title    string      `json:"title"`
		Language string      `json:"language,omitempty"`
		Currency string      `json:"currency,omitempty"`
		Sheets   []jsonSheet `json:"sheets"`
	}
	jsonSheet struct {
		ID       string        `json:"id"`
		Title    string        `json:"title"`
		Tables   []jsonTable   `json:"tables"`
		Findings []jsonFinding `json:"findings"`
		Missing  []jsonMissing `json:"missing"`
	}
	jsonTable struct {
		ID      string       `json:"id"`
		Title   string       `json:"title"`
		Columns []jsonColumn `json:"columns"`
		Rows    []jsonRow    `json:"rows"`
		Notes   []string     `json:"notes"`
	}
	jsonColumn struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	jsonRow struct {
		ID    string              `json:"id,omitempty"`
		Title string              `json:"title"`
		Total bool                `json:"total,omitempty"`
		Cells map[string]jsonCell `json:"cells"` // encoding/json sorts the keys
	}
	jsonCell struct {
		Value *float64 `json:"value,omitempty"` // nothing where it is without bound
		Unit  string   `json:"unit,omitempty"`
		How   string   `json:"how,omitempty"`
		Low   *float64 `json:"low,omitempty"`
		High  *float64 `json:"high,omitempty"`
		Tone  string   `json:"tone,omitempty"`
		Text  string   `json:"text,omitempty"`
	}
	jsonFinding struct {
		ID         string `json:"id"`
		Tone       string `json:"tone,omitempty"`
		Text       string `json:"text"`
		Touchpoint string `json:"touchpoint,omitempty"`
		Path       string `json:"path,omitempty"`
	}
	jsonMissing struct {
		Text       string `json:"text"`
		Key        string `json:"key,omitempty"`
		Touchpoint string `json:"touchpoint,omitempty"`
	}
)

// JSON writes a book as JSON, as Schema describes it.
func JSON(w io.Writer, b figures.Book, o Options) error {
	s := o.speaker(b)
	out := jsonBook{Version: 1, Title: b.Title, Language: s.Language, Currency: b.Currency, Sheets: []jsonSheet{}}
	for _, sheet := range b.Sheets {
		x := jsonSheet{ID: sheet.ID, Title: s.Say(sheet.Title), Tables: []jsonTable{}, Findings: []jsonFinding{}, Missing: []jsonMissing{}}
		for _, t := range sheet.Tables {
			y := jsonTable{ID: t.ID, Title: s.Say(t.Title), Columns: []jsonColumn{}, Rows: []jsonRow{}, Notes: []string{}}
			for _, c := range t.Columns {
				y.Columns = append(y.Columns, jsonColumn{c.ID, s.Say(c.Title)})
			}
			for _, r := range t.Rows {
				row := jsonRow{ID: r.ID, Title: s.Say(r.Title), Total: r.Total, Cells: map[string]jsonCell{}}
				for i, c := range r.Cells {
					if i < len(t.Columns) && (c.Figure != nil || !c.Text.Empty()) {
						row.Cells[t.Columns[i].ID] = cell(s.Say(c.Text), c.Figure)
					}
				}
				y.Rows = append(y.Rows, row)
			}
			for _, n := range t.Notes {
				y.Notes = append(y.Notes, s.Say(n))
			}
			x.Tables = append(x.Tables, y)
		}
		for _, f := range sheet.Findings {
			x.Findings = append(x.Findings, jsonFinding{f.ID, string(f.Tone), s.Say(f.Text), f.Touchpoint, f.Path.String()})
		}
		for _, m := range sheet.Missing {
			x.Missing = append(x.Missing, jsonMissing{s.Say(m.Text), m.Key, m.Touchpoint})
		}
		out.Sheets = append(out.Sheets, x)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func cell(said string, f *figures.Figure) jsonCell {
	c := jsonCell{Text: said}
	if f == nil {
		return c
	}
	c.Value, c.Unit, c.How, c.Tone = finite(f.Value), string(f.Unit), string(f.How), string(f.Tone)
	if f.How == figures.Simulated {
		c.Low, c.High = finite(f.Low), finite(f.High)
	}
	return c
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
