package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/sheet"
)

// refused reads a file that is none, and gives the one message.
func refused(t *testing.T, data []byte, name string) string {
	b, _, err := sheet.Read(bytes.NewReader(data), name, sheet.ReadOptions{})
	require.Error(t, err)
	require.Nil(t, b)
	return err.Error()
}

// packed is a packed file of texts, or of blanks where a text is a number.
func packed(t *testing.T, parts map[string]string, blanks map[string]int) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(text))
		require.NoError(t, err)
	}
	for name, size := range blanks {
		w, err := z.Create(name)
		require.NoError(t, err)
		chunk := bytes.Repeat([]byte(" "), 1<<20)
		for range size >> 20 {
			_, err = w.Write(chunk)
			require.NoError(t, err)
		}
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func TestFilesThatAreSomethingElseGetOneClearMessage(t *testing.T) {
	good := workbook(t, [][]string{{"Customer", "A"}, {"Support", "B"}}, nil)
	ole := append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 600)...)
	locked := workbook(t, [][]string{{"Customer", "A"}}, nil)
	var out bytes.Buffer
	f, err := excelize.OpenReader(bytes.NewReader(locked))
	require.NoError(t, err)
	require.NoError(t, f.Write(&out, excelize.Options{Password: "secret"}))
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"a.xlsx", "there is nothing in this file", nil},
		{"a.csv", "there is nothing in this file", []byte(" \n\n")},
		{"a.xls", "a workbook of the old kind (XLS)", ole},
		{"a.xlsx", "this workbook is encrypted", out.Bytes()},
		{"a.xlsx", "named .xlsx, but it is no workbook", []byte("a,b\n")},
		{"a.xls", "named .xls, but it is no workbook", []byte("<html><table>")},
		{"a.csv", "named .csv, but it is a packed file", good},
		{"a.xlsx", "it cannot be unpacked", good[:len(good)/2]},
		{"a.xlsx", "it is", []byte("PK\x03\x04 and nothing more")},
		{"a.csv", "this is a PDF", []byte("%PDF-1.7")},
		{"a.csv", "this is a picture", []byte("\x89PNG\r\n\x1a\n")},
		{"a.csv", "this is a page or XML", []byte("<!DOCTYPE html><p>")},
		{"a.csv", "zero bytes", []byte("a,b\x00c\n")},
		{"a.xlsx", "this is a text document", packed(t, map[string]string{"word/document.xml": "<w/>"}, nil)},
		{"a.xlsx", "OpenDocument", packed(t, map[string]string{"content.xml": "<w/>"}, nil)},
		{"a.xlsx", "no xl/workbook.xml", packed(t, map[string]string{"x": "y"}, nil)},
		{"a.xlsx", "broken", packed(t, map[string]string{"xl/workbook.xml": "<w"}, nil)},
		{"a.csv", "no blueprint was found", []byte("name,age\nAna,7\n")},
	} {
		assert.Contains(t, refused(t, c.data, c.name), c.want)
	}
}

// TestBombsAreRefusedInLittleMemory packs files that unpack to far more.
func TestBombsAreRefusedInLittleMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	book := `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>`
	rels := `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	rows := func(row string, n int) map[string]string {
		return map[string]string{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + strings.Repeat(row, n) + "</sheetData></worksheet>"}
	}
	for want, data := range map[string][]byte{
		"96 MiB":                  packed(t, map[string]string{"xl/workbook.xml": book}, map[string]int{"xl/media/image1.png": 300 << 20}),
		"more rows and cells":     packed(t, rows("<row/>", 700_000), nil),
		"more than a blueprint: ": packed(t, rows(`<row r="90000"><c r="A90000"><v>1</v></c></row>`, 1), nil),
		"rows and cells than":     packed(t, rows(`<row><c r="XFD1"><v>1</v></c></row>`, 400), nil),
		"delete the empty ones":   packed(t, rows(strings.Repeat("<a>", 200), 1), nil),
	} {
		assert.Contains(t, refused(t, data, "bomb.xlsx"), want)
	}
	assert.Contains(t, refused(t, bytes.Repeat([]byte("Customer,a\n"), 60_000), "long.csv"), "more than a blueprint")
	assert.Contains(t, refused(t, bytes.Repeat([]byte(","), 20_000), "wide.csv"), "more than a blueprint")
	assert.Contains(t, refused(t, make([]byte, 33<<20), "large.csv"), "larger than 32 MiB")
	runtime.ReadMemStats(&after)
	assert.Less(t, after.HeapAlloc, before.HeapAlloc+(300<<20))
}

func TestFormulasAreGuardedAndComeBack(t *testing.T) {
	nasty := []string{`=1+1`, `=HYPERLINK("http://x")`, `+A1`, `-A1`, `@SUM(A1)`, "'=quoted", "''", "'tis", "-5", "+49 30 1234", "=", `"=x"`, "[a]", "{a: b}", "# Steps", "…", "true", "yes", "是", "_x0041_", "x\ty", "1e5", "0.10", "★ Star", "Wait  ★", "‖ beside", "• bullet", "＝1"}
	build := blueprint.New("=cmd|' /C calc'!A0")
	phase := build.Phase("@phase")
	for _, text := range nasty {
		phase.Step().Evidence(text).On("customer", text).On("backstage", text, text+"!")
	}
	b, err := build.Blueprint()
	require.NoError(t, err)
	everyWay(func(f sheet.Format, o sheet.Options) {
		t.Run(fmt.Sprint(f, o.Form), func(t *testing.T) {
			requireRoundTrip(t, b, f, o)
			for _, cell := range cells(t, b, f, o) {
				if cell != "" && strings.ContainsRune("=+@\t\r＝＋－＠", []rune(cell)[0]) {
					t.Errorf("%q could be run as a formula", cell)
				}
				if strings.HasPrefix(cell, "-") && cell != "-5" {
					t.Errorf("%q could be run as a formula", cell)
				}
			}
		})
	})
}

// cells are all texts of a spreadsheet as they stand in the file.
func cells(t *testing.T, b *blueprint.Blueprint, format sheet.Format, o sheet.Options) []string {
	var out bytes.Buffer
	require.NoError(t, sheet.Write(&out, b, format, o))
	var all []string
	if format == sheet.CSV {
		for _, row := range rowsOf(t, out.Bytes()) {
			all = append(all, row...)
		}
		return all
	}
	f, err := excelize.OpenReader(&out)
	require.NoError(t, err)
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		require.NoError(t, err)
		for i, row := range rows {
			for j := range row {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, err := f.GetCellFormula(name, cell)
				require.NoError(t, err)
				require.Empty(t, formula)
			}
			all = append(all, row...)
		}
	}
	return all
}

// TestLongTextsAreSplitOverRows goes beyond what a cell holds.
func TestLongTextsAreSplitOverRows(t *testing.T) {
	build := blueprint.New("Long")
	build.Phase("").Step().On("customer", "A")
	b, err := build.Blueprint()
	require.NoError(t, err)
	b.Notes = strings.Repeat("Words of 顾客 and more 😀 = x. ", 4_000)
	b.Touchpoints()[0].Description = strings.Repeat("=", 70_000)
	b.Touchpoints()[0].Notes = strings.Repeat("a b\n", 20_000)
	everyWay(func(f sheet.Format, o sheet.Options) {
		t.Run(fmt.Sprint(f, o.Form), func(t *testing.T) { requireRoundTrip(t, b, f, o) })
	})
}

func TestWrittenTwiceThereAreTheSameBytes(t *testing.T) {
	b, err := blueprint.Load("../../examples/telecom-hall-zh/blueprint.yaml")
	require.NoError(t, err)
	everyWay(func(f sheet.Format, o sheet.Options) {
		var once, twice bytes.Buffer
		require.NoError(t, sheet.Write(&once, b, f, o))
		require.NoError(t, sheet.Write(&twice, b, f, o))
		assert.True(t, bytes.Equal(once.Bytes(), twice.Bytes()), "%s %s", f, o.Form)
	})
}

func FuzzReadCSV(f *testing.F) {
	for _, name := range []string{"corner-shoeshine", "overnight-hotel", "telecom-hall-zh"} {
		b, err := blueprint.Load("../../examples/" + name + "/blueprint.yaml")
		if err != nil {
			f.Fatal(err)
		}
		for _, form := range sheet.Forms() {
			var out bytes.Buffer
			if err := sheet.WriteCSV(&out, b, sheet.Options{Form: form}); err != nil {
				f.Fatal(err)
			}
			f.Add(out.Bytes())
		}
	}
	f.Add([]byte("Step,Lane,Action\n1,Customer,\"[a\"\n1,Support,{b\n"))
	f.Add([]byte("Customer,a,b\nLine of visibility,,\nSupport,c ★ Ⓕ,‖ d\nWays,a -> b: x (3%),\nTime,5 min,\nPhase,x,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, _, err := sheet.Read(bytes.NewReader(data), "fuzz", sheet.ReadOptions{})
		if err == nil && len(b.Validate()) > 0 {
			t.Errorf("not valid: %v", b.Validate())
		}
	})
}

func FuzzReadXLSX(f *testing.F) {
	b, err := blueprint.Load("../../examples/corner-shoeshine/blueprint.yaml")
	if err != nil {
		f.Fatal(err)
	}
	var out bytes.Buffer
	if err := sheet.WriteXLSX(&out, b, sheet.Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes(), 0, byte(0))
	f.Add(out.Bytes()[:out.Len()/2], 100, byte(7))
	f.Fuzz(func(t *testing.T, data []byte, at int, with byte) {
		if at >= 0 && at < len(data) {
			data = bytes.Clone(data)
			data[at] ^= with
		}
		b, _, err := sheet.Read(bytes.NewReader(data), "fuzz.xlsx", sheet.ReadOptions{})
		if err == nil && len(b.Validate()) > 0 {
			t.Errorf("not valid: %v", b.Validate())
		}
	})
}

// TestPartsOfAWorkbookMayBeAnything breaks the parts of a workbook one by one:
// the file stays a packed one, so that what reads the parts is tried.
func TestPartsOfAWorkbookMayBeAnything(t *testing.T) {
	data := workbook(t, [][]string{{"Customer", "A", "B"}, {"Frontstage", "C"}, {"Support", "D"}}, func(f *excelize.File) {
		require.NoError(t, f.AddComment("Board", excelize.Comment{Cell: "B1", Text: "x"}))
		require.NoError(t, f.MergeCell("Board", "B2", "C2"))
	})
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		var text bytes.Buffer
		_, err = text.ReadFrom(r)
		require.NoError(t, err)
		parts[f.Name] = text.String()
	}
	for name, text := range parts {
		for i, broken := range []string{"", "<a/>", text[:len(text)/2], strings.ReplaceAll(text, `"0"`, `"-7"`), strings.ReplaceAll(text, "1", "99999999999"), strings.ReplaceAll(text, "A1", "ZZZZZ0"), strings.ReplaceAll(text, ":", "")} {
			other := map[string]string{}
			for n, x := range parts {
				other[n] = x
			}
			other[name] = broken
			b, _, err := sheet.Read(bytes.NewReader(packed(t, other, nil)), "x.xlsx", sheet.ReadOptions{})
			if err == nil {
				assert.Empty(t, b.Validate(), "%s %d", name, i)
			}
		}
	}
}
