package measure_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/measure"
	"github.com/servicemoments/moments/touchpoint"
)

const hall = `
title: Hall
personas: [{id: regular, title: Regular}]
steps:
  - customer: {title: Wait in line, id: wait}
  - customer: Pay
surveys:
  - {title: Cards, post: satisfaction cards, source: Desk, date: 2026-05-01, file: cards.csv, weights: {reliability: 3, empathy: 1}}
  - {title: Watch, post: follow-up calls, file: data/watch.yaml}
`

func hallBlueprint(t *testing.T) *blueprint.Blueprint {
	t.Helper()
	b, err := blueprint.Read(strings.NewReader(hall), "hall.yaml")
	require.NoError(t, err)
	return b
}

func TestSurveysAreReadFromTheBlueprintsFolder(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "data"), 0o755))
	for name, text := range map[string]string{
		"hall.yaml": hall,
		"cards.csv": "Touchpoint,dimension,adequate,desired,perceived,importance,persona,kano\n" +
			"wait,reliability,5,7,6,9,regular,\n\"Wait in line\",reliability,5,7,4,8,,\nPay,empathy,4,6,7,,,attractive\n\nPay,,,,,,,must-be\n",
		"data/watch.yaml": "answers:\n  - {touchpoint: wait, time: 3m}\n  - {touchpoint: wait, time: 5m, emotion: -1}\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	b, err := blueprint.Load(filepath.Join(dir, "hall.yaml"))
	require.NoError(t, err)
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	responses, err := measure.ReadSurveys(b, root.FS())
	require.NoError(t, err)
	require.Len(t, responses, 2)
	assert.Equal(t, "satisfaction cards", responses[0].Survey.Post)
	require.Len(t, responses[0].Answers, 4)
	assert.Equal(t, "wait", responses[0].Answers[1].Touchpoint, "a title stands for its id")
	assert.Equal(t, 6, responses[0].Answers[3].Line)

	sums := measure.Summarise(responses, "")
	require.Len(t, sums, 3)
	assert.Equal(t, touchpoint.Reliability, sums[0].Dimension)
	assert.Equal(t, 2, sums[0].Perceived.N)
	assert.Equal(t, 5., sums[0].Perceived.Mean)
	assert.Equal(t, -2., sums[0].Gap.Mean)
	assert.Equal(t, 4*time.Minute, time.Duration(sums[2].Time.Mean)*time.Second)
	assert.Equal(t, -1., sums[2].Emotion.Mean)
	require.Len(t, measure.Summarise(responses, "regular"), 1)

	m, err := measure.New(b)
	require.NoError(t, err)
	s := expectationSheetOf(t, m, measure.Inputs{Responses: responses})
	assert.Equal(t, 4., valueOf(t, tableOf(t, s, "surveys"), "cards", "answers"))
	assert.InDelta(t, -.5, valueOf(t, tableOf(t, s, "servqual"), "plain", "gap"), 1e-9, "-2 and +1")
	assert.InDelta(t, (3*-2.+1)/4, valueOf(t, tableOf(t, s, "servqual"), "weighted", "gap"), 1e-9)
	assert.Equal(t, 2., valueOf(t, tableOf(t, s, "kano"), "pay", "answers"))
	assert.InDelta(t, 0, valueOf(t, tableOf(t, s, "zones"), "wait", "msa"), 1e-9)
}

func TestWhatIsWrongInASurveyIsSaidAtItsPlace(t *testing.T) {
	b := hallBlueprint(t)
	for _, c := range []struct{ name, file, text, want string }{
		{"touchpoint", "a.csv", "touchpoint,perceived\nwiat,5\n", `a.csv:2:1: error: touchpoint: there is no touchpoint "wiat"; did you mean "wait"?`},
		{"column", "a.csv", "touchpoint,percieved\nwait,5\n", `a.csv:1:12: error: a survey has no column "percieved"; did you mean "perceived"?`},
		{"number", "a.csv", "touchpoint,perceived\nwait,五\nwait,good\n", "a.csv:2:6: error: perceived: \"五\" is no number such as 5.8 (survey)\na.csv:3:6: error"},
		{"place behind wide letters", "a.csv", "question,perceived\n等候叫号,x\n", "a.csv:2:6: error"},
		{"zone", "a.csv", "adequate,desired\n7,5\n", "a.csv:2:1: error: the desired level is below the adequate one"},
		{"unit", "a.csv", "time\n5\n", "a.csv:2:1: error: time: the unit is missing"},
		{"persona", "a.csv", "persona\nregulra\n", `did you mean "regular"?`},
		{"word", "a.csv", "dimension\nspeed\n", `"speed" is no dimension of SERVQUAL; expected one of tangibles`},
		{"too many cells", "a.csv", "perceived\n5,6\n", "a.csv:2:3: error: this line has 2 cells"},
		{"quotes", "a.csv", "question,perceived\n\"say \"yes\"\",5\n", "a.csv:2:6: error: this is no table"},
		{"column twice", "a.csv", "perceived,Perceived\n5,6\n", "a.csv:1:11: error: the column \"perceived\" is there twice"},
		{"nothing", "a.csv", "", "a.csv: error: there is nothing in this file"},
		{"not UTF-8", "a.csv", "question\n\xff\xfe\n", "this is not in UTF-8"},
		{"emotion", "a.yaml", "- {touchpoint: wait, emotion: -3}\n", "a.yaml:1:31: error: emotion: an emotion lies between -2 and 2"},
		{"key", "a.yml", "- touchpoint: wait\n  perceive: 3\n", `a.yml:2:3: error: a survey has no column "perceive"; did you mean "perceived"?`},
		{"no list", "a.yaml", "touchpoint: wait\n", "a.yaml:1:1: error: this is no list of answers"},
		{"list", "a.yaml", "- {perceived: [1, 2]}\n", "a.yaml:1:15: error: perceived is a list or a mapping"},
		{"no answer", "a.yaml", "- wait\n", "a.yaml:1:3: error: this is no answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := measure.ReadAnswers(strings.NewReader(c.text), c.file, b)
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.want)
			var found blueprint.Diagnostics
			require.ErrorAs(t, err, &found)
		})
	}
}

func TestSpreadsheetsOfManyCountriesAreRead(t *testing.T) {
	b := hallBlueprint(t)
	for _, text := range []string{
		"\ufefftouchpoint;perceived;remark\r\nPay;5,5;\r\n",
		"touchpoint\tperceived\nPay\t5,5\n",
		"touchpoint,perceived\nPay,5.5\n",
	} {
		text = strings.Replace(text, ";remark", ";", 1)
		answers, err := measure.ReadAnswers(strings.NewReader(text), "x.csv", b)
		require.NoError(t, err, text)
		require.Len(t, answers, 1)
		assert.Equal(t, 5.5, *answers[0].Perceived)
	}
	_, err := measure.ReadAnswers(strings.NewReader("\ufeffperceived\nx\n"), "x.csv", b)
	assert.ErrorContains(t, err, "x.csv:2:1: error", "a byte order mark takes no column")
}

func TestFilesOutsideOfTheFolderAreNotRead(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"../secret.csv", "lies outside of the folder"},
		{"/etc/passwd", "lies outside of the folder"},
		{"none.csv", "there is no such file"},
		{"data", "a folder"},
	} {
		b := hallBlueprint(t)
		b.Surveys = b.Surveys[:1]
		b.Surveys[0].File = c.file
		_, err := measure.ReadSurveys(b, fstest.MapFS{"data/watch.yaml": {}})
		require.Error(t, err, c.file)
		assert.Contains(t, err.Error(), c.want)
		assert.Contains(t, err.Error(), "hall.yaml:8:", "at the survey in the blueprint")
	}
	_, err := measure.ReadSurveys(hallBlueprint(t), nil)
	assert.ErrorContains(t, err, "not read from a folder")
}

func TestProblemsOfASurveyAreBounded(t *testing.T) {
	_, err := measure.ReadAnswers(strings.NewReader("perceived\n"+strings.Repeat("x\n", 5000)), "x.csv", hallBlueprint(t))
	var found blueprint.Diagnostics
	require.ErrorAs(t, err, &found)
	assert.Len(t, found, 101)
	assert.Equal(t, "4900 more problems are not shown", found[100].Message)

	answers, err := measure.ReadAnswers(strings.NewReader("perceived\n"+strings.Repeat("1\n", measure.MaxAnswers+5)), "x.csv", hallBlueprint(t))
	assert.ErrorContains(t, err, "more than 200000 answers")
	assert.Len(t, answers, measure.MaxAnswers)
}

func TestThePageOfSurveysListsEveryColumn(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "measures", "surveys.md"))
	require.NoError(t, err)
	for _, c := range measure.AnswerColumns() {
		assert.Contains(t, string(page), "| `"+c.Name+"` | "+c.Doc+" |")
	}
	assert.Equal(t, len(measure.AnswerColumns()), strings.Count(string(page), "\n| `"))
}

func FuzzReadAnswers(f *testing.F) {
	f.Add("touchpoint,perceived\nwait,5\n", false)
	f.Add("\ufefftouchpoint;desired\n\"Wait\nin line\";5,5\n;\n", false)
	f.Add("- {touchpoint: wait, time: 3m}\n", true)
	f.Add("answers: [{kano: must-be}, &a {perceived: 3}, *a]\n", true)
	b, err := blueprint.Read(strings.NewReader(hall), "hall.yaml")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text string, yaml bool) {
		name := "x.csv"
		if yaml {
			name = "x.yaml"
		}
		answers, err := measure.ReadAnswers(strings.NewReader(text), name, b)
		again, err2 := measure.ReadAnswers(strings.NewReader(text), name, b)
		assert.Equal(t, answers, again)
		assert.Equal(t, err, err2)
		var found blueprint.Diagnostics
		if err != nil {
			require.ErrorAs(t, err, &found)
		}
		lines := strings.Count(text, "\n") + 1
		for _, d := range found {
			at := d.Range.Start
			require.GreaterOrEqual(t, at.Line, 0)
			if !yaml {
				require.LessOrEqual(t, at.Line, lines)
			}
			require.LessOrEqual(t, at.Offset, len(text))
			require.LessOrEqual(t, at.Offset, d.Range.End.Offset)
		}
		for _, a := range answers {
			if a.Perceived != nil {
				require.False(t, *a.Perceived != *a.Perceived)
			}
		}
	})
}

func TestSurveysOfTheHall(t *testing.T) {
	m := modelAt(t, filepath.Join("testdata", "hall", "blueprint.yaml"))
	responses, err := measure.ReadSurveys(m.Blueprint, os.DirFS(filepath.Join("testdata", "hall")))
	require.NoError(t, err)
	in := measure.Inputs{Responses: responses}
	s := expectationSheetOf(t, m, in)
	zones := tableOf(t, s, "zones")
	assert.InDelta(t, -1, valueOf(t, zones, "wait", "msa"), 1e-9)
	assert.InDelta(t, .5, valueOf(t, zones, "handle", "mss"), 1e-9)
	servqual := tableOf(t, s, "servqual")
	assert.InDelta(t, (-3+.5)/2, valueOf(t, servqual, "plain", "gap"), 1e-9)
	assert.InDelta(t, (22*-3+32*.5)/54, valueOf(t, servqual, "weighted", "gap"), 1e-9)
	assert.InDelta(t, 2./3, valueOf(t, tableOf(t, s, "kano"), "tea", "better"), 1e-9)
	assert.InDelta(t, .2, valueOf(t, tableOf(t, s, "delivered"), "handle", "missed"), 1e-9, "six minutes for five")
	assert.Equal(t, "possible overkill", cellOf(t, tableOf(t, s, "importance-performance"), "handle", "quadrant").Text.String(), "8 is below the mean of 9 and 8")
	assert.Equal(t, "mystery shopping", cellOf(t, tableOf(t, s, "surveys"), "watch", "post").Text.String())

	one, err := m.ExpectationSheet(measure.Options{Persona: "new"}, in)
	require.NoError(t, err)
	assert.InDelta(t, 0, valueOf(t, tableOf(t, one, "zones"), "wait", "msa"), 1e-9, "new customers see it better")

	l := m.ToleranceLayer(measure.Options{}, in)
	v, _ := l.Value("wait")
	assert.Equal(t, "-1.0", v.Text)
}
