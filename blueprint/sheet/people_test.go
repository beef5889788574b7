package sheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/sheet"
)

// workbook makes a workbook of texts, on a sheet called Board.
func workbook(t *testing.T, rows [][]string, more func(f *excelize.File)) []byte {
	f := excelize.NewFile()
	defer f.Close()
	require.NoError(t, f.SetSheetName("Sheet1", "Board"))
	for i, row := range rows {
		for j, text := range row {
			if text != "" {
				name, err := excelize.CoordinatesToCellName(j+1, i+1)
				require.NoError(t, err)
				require.NoError(t, f.SetCellStr("Board", name, text))
			}
		}
	}
	if more != nil {
		more(f)
	}
	var out bytes.Buffer
	require.NoError(t, f.Write(&out))
	return out.Bytes()
}

func table(rows [][]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.WriteAll(rows)
	return out.Bytes()
}

// rowsOf reads CSV as it stands.
func rowsOf(t *testing.T, data []byte) [][]string {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	require.NoError(t, err)
	return rows
}

// taken reads a file that people have made, and gives the blueprint as YAML with
// what was said about it.
func taken(t *testing.T, data []byte, name string, o sheet.ReadOptions) (string, []string) {
	b, found, err := sheet.Read(bytes.NewReader(data), name, o)
	require.NoError(t, err)
	require.Empty(t, b.Validate())
	var out bytes.Buffer
	require.NoError(t, b.Write(&out))
	lines := []string{}
	for _, f := range found {
		lines = append(lines, f.String())
	}
	return out.String(), lines
}

func yaml(text string) string { return strings.TrimLeft(text, "\n") }

// Notes stand above the board, phases are merged, a lane is empty, a column and
// rows are blank, lines have bullets, a note hangs on a cell.
func TestABoardFromAWorkshop(t *testing.T) {
	data := workbook(t, [][]string{
		{"", "Café visit: as is"},
		{"", "Workshop with 6 baristas, 3 March"},
		{},
		{"", "Phases", "Arrive", "", "", "Enjoy"},
		{"", "Steps", "Door", "Counter", "", "Table"},
		{},
		{"", "PHYSICAL EVIDENCE", "Sign\nLight", "Menu", "", "Cup"},
		{"", "Customer Actions", "Come in", "• Read the menu\n• Order", "", "Drink"},
		{"", "Line of interaction"},
		{"", "Onstage / Visible Contact Employee Actions", "", "Take order", "", ""},
		{"", "LINE OF VISIBILITY", "- - - -"},
		{"", "Backstage/Invisible Contact Employee Actions"},
		{"", "line of internal interaction"},
		{"", "Support Process", "", "Till", "", "Dishwasher"},
		{"", "Pain points", "", "Long queue", "", ""},
	}, func(f *excelize.File) {
		require.NoError(t, f.MergeCell("Board", "C4", "E4"))
		require.NoError(t, f.MergeCell("Board", "B1", "F1"))
		require.NoError(t, f.AddComment("Board", excelize.Comment{Cell: "D8", Author: "Ana", Text: "Ask at the next review"}))
		require.NoError(t, f.AddComment("Board", excelize.Comment{Cell: "H30", Author: "Ana", Text: "Left over"}))
		require.NoError(t, f.SetCellRichText("Board", "F8", []excelize.RichTextRun{{Text: "Drink "}, {Text: "slowly", Font: &excelize.Font{Bold: true}}}))
	})
	got, said := taken(t, data, "cafe.xlsx", sheet.ReadOptions{})
	assert.Equal(t, yaml(`
title: "Café visit: as is"
description: Workshop with 6 baristas, 3 March
phases:
  - title: Arrive
    steps:
      - title: Door
        evidence: [Sign, Light]
        customer: Come in
      - title: Counter
        evidence: [Menu]
        notes: "Pain points: Long queue"
        customer: [{title: Read the menu, notes: Ask at the next review}, Order]
        frontstage: Take order
        support: Till
  - title: Enjoy
    steps:
      - title: Table
        evidence: [Cup]
        customer: Drink slowly
        support: Dishwasher
`), got)
	assert.Equal(t, []string{
		`Board!C11: this stands in a row that is a line, and was left out: "- - - -"`,
		`Board!F8: this cell is a text in several formats: the words were taken, the formats not`,
		`Board!H30: the remark on this cell was left out: "Left over"`,
	}, said)
}

// Columns of a list stand in another order, under other names; steps are merged
// downwards; one column is nobody's.
func TestAListWithItsColumnsSwapped(t *testing.T) {
	data := workbook(t, [][]string{
		{"Our service, version 2"},
		{"Duration", "Activity", "Swimlane", "Journey step", "Stage", "Responsible", "Opportunity score", "Next step", "Failure"},
		{"2 min", "Call the hotline", "Customer", "Call", "Before", "", "7", "", "Line is busy\nWrong number"},
		{"", "Answer the call", "Front stage", "", "", "Call centre", "", "", ""},
		{"", "Look up the account", "Systems", "", "", "IT", "", "", ""},
		{"0:10", "Visit the branch", "Customer", "Visit", "During", "", "3", "Call the hotline", ""},
		{"", "Greet", "Front stage", "", "", "Branch", "", "", ""},
	}, func(f *excelize.File) {
		require.NoError(t, f.MergeCell("Board", "D3", "D5"))
		require.NoError(t, f.MergeCell("Board", "E3", "E5"))
	})
	got, said := taken(t, data, "list.xlsx", sheet.ReadOptions{})
	assert.Equal(t, yaml(`
title: Our service, version 2
phases:
  - title: Before
    steps:
      - title: Call
        customer:
          title: Call the hotline
          time: 2m
          fails: [Line is busy, Wrong number]
          notes: "Opportunity score: 7"
        frontstage: {title: Answer the call, owner: Call centre}
        support: {title: Look up the account, owner: IT}
  - title: During
    steps:
      - title: Visit
        customer:
          title: Visit the branch
          time: 10m
          next: [call-the-hotline]
          notes: "Opportunity score: 3"
        frontstage: {title: Greet, owner: Branch}
`), got)
	assert.Equal(t, []string{`Board!G2: the column "Opportunity score" is not known: its texts were kept as notes; to take it for something, say --map "Opportunity score=…"`}, said)
}

// A board in Chinese, in the encoding that offices there write into CSV.
func TestAChineseBoard(t *testing.T) {
	text := "营业厅办理业务,,,\n,,,\n阶段,到达,,离开\n步骤,1,2,3\n有形展示,停车位,\"叫号屏\n座椅\",出口\n顾客行为,停车,等候,离开\n互动分界线,,,\n前台员工行为,,叫号,道别\n可视分界线,,,\n后台员工行为,,增开柜台,\n内部互动分界线,,,\n支持过程,,排队系统,\n"
	want := yaml(`
title: 营业厅办理业务
phases:
  - title: 到达
    steps:
      - evidence: [停车位]
        customer: 停车
      - evidence: [叫号屏, 座椅]
        customer: 等候
        frontstage: 叫号
        backstage: 增开柜台
        support: 排队系统
  - title: 离开
    steps:
      - evidence: [出口]
        customer: 离开
        frontstage: 道别
`)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	require.NoError(t, err)
	got, said := taken(t, gbk, "hall.csv", sheet.ReadOptions{})
	assert.Equal(t, want, got)
	assert.Equal(t, []string{"this is no UTF-8; it was read as GB 18030"}, said)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(strings.ReplaceAll(text, ",", "\t")))
	require.NoError(t, err)
	got, said = taken(t, utf16, "hall.txt", sheet.ReadOptions{})
	assert.Equal(t, want, got)
	assert.Empty(t, said)
	got, _ = taken(t, []byte(strings.ReplaceAll(text, ",", ";")), "hall.csv", sheet.ReadOptions{})
	assert.Equal(t, want, got)
}

// Steps run down the rows, lanes are columns, some of them empty; several lanes
// of a kind have names of their own.
func TestABoardThatStandsOnItsSide(t *testing.T) {
	got, said := taken(t, table([][]string{
		{"Hotel night"},
		{""},
		{"Phase", "Step", "Evidence", "Guest", "Frontstage: Bellperson", "Frontstage: Clerk", "Backstage", "Support processes"},
		{"Arrive", "Bags", "Cart", "Give bags", "Take bags", "", "", ""},
		{"", "Desk", "Key\nLobby", "Check in", "", "Register", "", "Registration system"},
		{"Stay", "Room", "", "Sleep", "", "", "", ""},
	}), "hotel.csv", sheet.ReadOptions{})
	assert.Equal(t, yaml(`
title: Hotel night
lanes:
  - {id: customer, kind: customer}
  - {id: bellperson, kind: frontstage, title: Bellperson}
  - {id: clerk, kind: frontstage, title: Clerk}
  - {id: backstage, kind: backstage}
  - {id: support, kind: support}
phases:
  - title: Arrive
    steps:
      - title: Bags
        evidence: [Cart]
        customer: Give bags
        bellperson: Take bags
      - title: Desk
        evidence: [Key, Lobby]
        customer: Check in
        clerk: Register
        support: Registration system
  - title: Stay
    steps:
      - title: Room
        customer: Sleep
`), got)
	assert.Empty(t, said)
}

// Lanes are grouped under merged labels; heads have no label at all; one action
// runs over two steps; a total is a formula.
func TestABoardWithGroupsOfLanes(t *testing.T) {
	data := workbook(t, [][]string{
		{"", "", "Before", "", "After"},
		{"", "", "Book", "Pay", "Review"},
		{"Customer", "", "Choose a room", "Pay", "Write a review"},
		{"Frontstage", "Web shop", "Show rooms", "Take the card", ""},
		{"", "Hotline", "Answer questions", "", ""},
		{"Support", "", "Room database", "Card service", ""},
		{"Time", "", "5 min", "", "about a minute"},
	}, func(f *excelize.File) {
		require.NoError(t, f.MergeCell("Board", "A4", "A5"))
		require.NoError(t, f.MergeCell("Board", "C1", "D1"))
		require.NoError(t, f.MergeCell("Board", "C5", "D5"))
		require.NoError(t, f.SetCellFormula("Board", "D7", `=C7`))
	})
	got, said := taken(t, data, "rooms.xlsx", sheet.ReadOptions{})
	assert.Equal(t, yaml(`
title: Board
lanes:
  - {id: customer, kind: customer}
  - {id: web-shop, kind: frontstage, title: Web shop}
  - {id: hotline, kind: frontstage, title: Hotline}
  - {id: support, kind: support}
phases:
  - title: Before
    steps:
      - title: Book
        time: 5m
        customer: Choose a room
        web-shop: Show rooms
        hotline: Answer questions
        support: Room database
      - title: Pay
        customer: Pay
        web-shop: Take the card
        support: Card service
  - title: After
    steps:
      - title: Review
        customer: Write a review
`), got)
	assert.Contains(t, strings.Join(said, "\n"), "Board!C5: this cell is merged over 2 steps; it was put into the first")
	assert.Contains(t, strings.Join(said, "\n"), `Board!E7: Time: time cannot be "about a minute"`)
}

func TestTheBoardsWordsGoBeforeTheLists(t *testing.T) {
	b, err := blueprint.Load("../../examples/corner-shoeshine/blueprint.yaml")
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, sheet.WriteXLSX(&out, b, sheet.Options{}))
	f, err := excelize.OpenReader(&out)
	require.NoError(t, err)
	find := func(text string) string {
		cells, err := f.SearchSheet("Blueprint", "^"+text+".*", true)
		require.NoError(t, err)
		require.NotEmpty(t, cells, text)
		return cells[0]
	}
	require.NoError(t, f.SetCellStr("Blueprint", find("Buff"), "Buff to a shine"))
	require.NoError(t, f.SetCellStr("Blueprint", find("Sit down"), "Greet back\nSit down"))
	require.NoError(t, f.SetCellStr("Blueprint", find("Buy supplies"), ""))
	require.NoError(t, f.SetCellStr("Blueprint", find("Settle"), "Pay and go"))
	require.NoError(t, f.InsertCols("Blueprint", "D", 1))
	require.NoError(t, f.SetCellStr("Blueprint", "D8", "Chat"))
	var edited bytes.Buffer
	require.NoError(t, f.Write(&edited))
	back, found, err := sheet.Read(&edited, "edited.xlsx", sheet.ReadOptions{})
	require.NoError(t, err)
	require.Len(t, back.Steps(), 6)
	buff, ok := back.Touchpoint("buff")
	require.True(t, ok)
	assert.Equal(t, "Buff to a shine", buff.Title)
	assert.NotNil(t, buff.Time, "what the list knows stays")
	_, ok = back.Touchpoint("buy-supplies")
	assert.False(t, ok)
	_, ok = back.Touchpoint("greet-back")
	assert.True(t, ok)
	assert.Equal(t, "Pay and go", back.Phases[1].Title)
	text := found.Error()
	for _, want := range []string{`"Buff to a shine" is called "Buff" in the list`, `"Buy supplies" is not on the board, and was left out`, `the phase "Settle" is called "Pay and go" here`} {
		assert.Contains(t, text, want)
	}
}
