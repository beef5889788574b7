package figures_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint/figures"
)

// queue is a book about a counter.
func queue(wait, late float64) figures.Book {
	return figures.Book{Sheets: []figures.Sheet{{ID: "waiting", Tables: []figures.Table{{
		ID: "queues", Columns: []figures.Column{{ID: "wait", Title: figures.T("Wait")}, {ID: "late", Title: figures.T("Late")}, {ID: "servers", Title: figures.T("Servers")}},
		Rows: []figures.Row{
			{ID: "counter", Title: figures.Plain("Counter"), Cells: []figures.Cell{figures.F(wait, figures.Seconds, figures.Formula), figures.F(late, figures.Share, figures.Formula), figures.F(3, figures.Count, figures.Given)}},
			{ID: "guard", Title: figures.Plain("Guard"), Cells: []figures.Cell{figures.F(1, figures.Seconds, figures.Formula)}},
		},
	}}}}}
}

func TestAFigureIsFoundByPartsOfItsAddress(t *testing.T) {
	b := queue(60, .1)
	for _, address := range []string{"counter/wait", "queues/counter/wait", "waiting/queues/counter/wait", "waiting/counter/wait"} {
		found := b.Find(address)
		require.Len(t, found, 1, address)
		assert.Equal(t, "waiting/queues/counter/wait", found[0].Address)
		assert.Equal(t, "Counter: Wait", found[0].Title.String())
	}
	assert.Len(t, b.Find("wait"), 2)
	assert.Empty(t, b.Find("counter"))
	assert.Empty(t, b.Find("wait/counter/wait/wait/wait"))
}

func TestOnlyWhatDiffersIsCompared(t *testing.T) {
	s := figures.Compare([]figures.Variant{
		{ID: "now", Name: figures.T("now"), Book: queue(60, .1)},
		{ID: "more", Name: figures.T("one more"), Book: queue(20, .1)},
	})
	require.Len(t, s.Tables, 1)
	require.Len(t, s.Tables[0].Rows, 1)
	row := s.Tables[0].Rows[0]
	assert.Equal(t, "waiting/queues/counter/wait", row.ID)
	assert.Equal(t, []float64{60, 20, -40}, []float64{row.Cells[0].Figure.Value, row.Cells[1].Figure.Value, row.Cells[2].Figure.Value})

	s = figures.Compare([]figures.Variant{{ID: "a", Book: queue(1, 1)}, {ID: "b", Book: queue(1, 1)}})
	assert.Equal(t, "no-difference", s.Findings[0].ID)
}

func TestASweepShowsWhatChanges(t *testing.T) {
	var all []figures.Variant
	for i := range 4 {
		all = append(all, figures.Variant{ID: fmt.Sprint(i), Name: figures.Plain(fmt.Sprint(i)), Book: queue(60/float64(i+1), .1)})
	}
	s := figures.Sweep("counter.servers", all, nil, 5)
	require.Len(t, s.Tables[0].Columns, 1)
	assert.Equal(t, 15.0, s.Tables[0].Rows[3].Cells[0].Figure.Value)
	require.Len(t, s.Charts, 1)
	assert.Len(t, s.Charts[0].Series[0].Points, 4)

	s = figures.Sweep("counter.servers", all, []string{"late", "guard/wait"}, 5)
	assert.Len(t, s.Tables[0].Columns, 2)
	assert.Len(t, s.Charts, 2, "shares and seconds have axes of their own")
}

func TestConditions(t *testing.T) {
	b := queue(60, .1)
	for text, holds := range map[string]bool{"counter/wait<=1m": true, "counter/wait < 60s": false, "late<=10%": true, "late>10%": false, "servers>=3": true} {
		c, err := figures.ParseCondition(text)
		require.NoError(t, err)
		got, err := c.Holds(b)
		require.NoError(t, err)
		assert.Equal(t, holds, got, text)
	}
	for text, says := range map[string]string{
		"wait<=1m":           `"wait" may be waiting/queues/counter/wait, or waiting/queues/guard/wait: write more of it`,
		"conter/wait<=1m":    `there is no figure "conter/wait"; did you mean "counter/wait"?`,
		"counter/wait<=six":  "counter/wait: ",
		"servers>=many":      `servers: "many" is no number`,
		"counter/late<=150%": "counter/late: ",
	} {
		c, err := figures.ParseCondition(text)
		require.NoError(t, err)
		_, err = c.Holds(b)
		assert.ErrorContains(t, err, says)
	}
	for _, text := range []string{"", "wait", "<=6m", "wait<="} {
		_, err := figures.ParseCondition(text)
		assert.Error(t, err, text)
	}
}

func ExampleCompare() {
	s := figures.Compare([]figures.Variant{{Name: figures.T("now"), Book: queue(60, .1)}, {ID: "more", Name: figures.T("one more clerk"), Book: queue(20, .1)}})
	for _, r := range s.Tables[0].Rows {
		fmt.Println(r.ID, r.Cells[0].Figure.Value, r.Cells[1].Figure.Value)
	}
	// Output: waiting/queues/counter/wait 60 20
}

func TestATextNeverPrintsAStruct(t *testing.T) {
	of := func(v float64, u figures.Unit) figures.Figure { return figures.Figure{Value: v, Unit: u} }
	assert.Equal(t, "2 min 8 s of 12.5%, 0.50 and 40/h", figures.T("%s of %v, %s and %v",
		of(128.3, figures.Seconds), of(.125, figures.Share), of(.5, figures.Money), of(40, figures.PerHour)).String())
	assert.Equal(t, "without bound", of(math.Inf(1), figures.Seconds).String())
}

func TestDurationsHaveTheirTwoLargestUnits(t *testing.T) {
	for seconds, want := range map[float64]string{
		0: "0 s", 30: "30 s", 1.5: "1.5 s", 0.0123: "0.012 s", 0.0001: "0 s", 59.99999: "1 min", 60: "1 min", 90: "1 min 30 s", 3599.8: "1 h", 26*3600 + 1: "1 d 2 h",
		7 * 86400: "7 d", -270: "−4 min 30 s", math.Inf(1): "without bound", math.NaN(): "–",
	} {
		assert.Equal(t, want, figures.Duration(seconds).String(), "%v", seconds)
	}
}
