package jsontext

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
)

func TestPlacesCountLinesAndCharacters(t *testing.T) {
	f, err := Read(strings.NewReader("\xef\xbb\xbf{\n  \"é\": [\"a\", {\"词\" : true}]}"), "x.json", "r")
	require.NoError(t, err)
	m := f.Root.Members[0]
	assert.Equal(t, "é", m.Name)
	require.Len(t, m.Value.List, 2)
	f.Say(m.Value.List[1].Members[0].Value, "here", "")
	d := f.Found()[0]
	assert.Equal(t, "x.json:2:21", d.Range.Start.String())
	assert.Equal(t, "x.json:2:25", d.Range.End.String())
	assert.Equal(t, `  "é": ["a", {"词" : true}]}`, d.Range.Line)
}

func TestWhatIsNoObjectIsRefused(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 20) + "1" + strings.Repeat("}", 20)
	for text, want := range map[string]string{
		"": "x.json:1:1: error: this is no JSON: the file ends too early", "[]": "has to be an object", deep: "has to be an object with few levels",
		`{"a" 1}`: "x.json:1:6: error: this is no JSON", "{} x": "x.json:1:4: error: this is no JSON", strings.Repeat(" ", MaxSize+1): "larger than 256 KiB",
		"{\"\xff\":1}": "x.json:1:3: error: this is no UTF-8 text",
	} {
		_, err := Read(strings.NewReader(text), "x.json", "r")
		assert.ErrorContains(t, err, want)
	}
}

func TestManyProblemsAreBounded(t *testing.T) {
	begin := time.Now()
	f, err := Read(strings.NewReader("{"+strings.Repeat(`"ab":1,`, 30000)+`"b":1}`), "x.json", "r")
	require.NoError(t, err)
	f.Each(f.Root, []string{"abc", "b"}, func(Member) { t.Error("it comes behind too many") })
	assert.Len(t, f.Found(), maxFound)
	assert.Less(t, time.Since(begin), 5*time.Second)
}

func TestAKeyThatIsThereTwiceCountsOnce(t *testing.T) {
	f, err := Read(strings.NewReader(`{"a":"x","a":"y","b":"z"}`), "x.json", "r")
	require.NoError(t, err)
	var got []string
	f.Each(f.Root, []string{"a", "b"}, func(m Member) {
		s, _ := f.Word(m.Value, "word", []string{"x", "zz"})
		got = append(got, s)
	})
	assert.Equal(t, []string{"x", ""}, got)
	found := blueprint.Diagnostics{}
	require.ErrorAs(t, f.Err(), &found)
	assert.Len(t, found, 2)
	assert.Contains(t, found.Error(), `did you mean "zz"?`)
}
