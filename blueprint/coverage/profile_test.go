package coverage_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint/coverage"
)

func text(t require.TestingT, p *coverage.Profile) string {
	var b bytes.Buffer
	require.NoError(t, p.Write(&b))
	return b.String()
}

func drawProfile(t *rapid.T, name string) *coverage.Profile {
	var p coverage.Profile
	word := rapid.SampledFrom([]string{"", "a", "b", "enter", "付款", `"x"`, "<&>", "\xff", "a\nb"})
	visit := rapid.SampledFrom([]string{"a", "b", "enter", "付款", "\u2028"})
	for range rapid.IntRange(0, 6).Draw(t, name) {
		trace := coverage.Trace{Blueprint: word.Draw(t, "blueprint"), Version: word.Draw(t, "version"), Test: word.Draw(t, "test"),
			Outcome: rapid.SampledFrom(coverage.Outcomes()).Draw(t, "outcome"), Persona: word.Draw(t, "persona"), Visits: rapid.SliceOfN(visit, 0, 4).Draw(t, "visits")}
		p.Add(trace, rapid.IntRange(1, 3).Draw(t, "count"))
	}
	for range rapid.IntRange(0, 2).Draw(t, name) {
		p.AddStray(coverage.Stray{Blueprint: word.Draw(t, "blueprint"), Test: word.Draw(t, "test"), ID: visit.Draw(t, "id")}, rapid.IntRange(1, 3).Draw(t, "count"))
	}
	return &p
}

func merged(list ...*coverage.Profile) *coverage.Profile {
	var out coverage.Profile
	for _, p := range list {
		out.Merge(p)
	}
	return &out
}

func TestProfilesMergeInAnyOrderWithoutLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawProfile(t, "a"), drawProfile(t, "b"), drawProfile(t, "c")
		all := merged(a, b, c)
		assert.Equal(t, text(t, all), text(t, merged(merged(a, b), c)), "associative")
		assert.Equal(t, text(t, all), text(t, merged(a, merged(b, c))), "associative")
		assert.Equal(t, text(t, all), text(t, merged(c, a, b)), "commutative")
		assert.Equal(t, a.Len()+b.Len()+c.Len(), all.Len())
		count := map[string]int{}
		for _, p := range []*coverage.Profile{a, b, c} {
			for _, x := range p.Traces() {
				count[fmt.Sprintf("%q", x.Of)] += x.Count
			}
			for _, x := range p.Strays() {
				count[fmt.Sprintf("%q", x.Of)] += x.Count
			}
		}
		for _, x := range all.Traces() {
			assert.Equal(t, count[fmt.Sprintf("%q", x.Of)], x.Count, "lossless")
			delete(count, fmt.Sprintf("%q", x.Of))
		}
		for _, x := range all.Strays() {
			assert.Equal(t, count[fmt.Sprintf("%q", x.Of)], x.Count, "lossless")
			delete(count, fmt.Sprintf("%q", x.Of))
		}
		assert.Empty(t, count)
	})
}

func TestAProfileIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProfile(t, "profile")
		again, err := coverage.Read(strings.NewReader(text(t, p)), "p.jsonl")
		require.NoError(t, err)
		assert.Equal(t, text(t, p), text(t, again))
	})
}

func TestEveryProblemOfAProfileIsLocated(t *testing.T) {
	head := `{"format":"moments-profile/1"}` + "\n"
	for want, in := range map[string]string{
		`p.jsonl:1:1: the profile is empty: expected the line {"format":"moments-profile/1"}`:   "",
		`p.jsonl:1:1: expected the line {"format":"moments-profile/1"}`:                         "{}\n",
		`p.jsonl:2:1: count is 0: expected 1 to 1099511627776`:                                  head + `{"outcome":"passed"}`,
		`p.jsonl:2:1: outcome is "won": expected one of ["passed" "failed" "skipped"]`:          head + `{"outcome":"won","count":1}`,
		`p.jsonl:2:12: invalid character 'x' looking for beginning of value`:                    head + `{"outcome":x}`,
		"p.jsonl:2:12: count cannot be string\np.jsonl:3:1: it ends too early":                  head + `{"count":"1"}` + "\n",
		`p.jsonl:2:1: a visit names no touchpoint`:                                              head + `{"outcome":"passed","visits":["a",""],"count":1}`,
		`p.jsonl:2:1: format belongs into the first line only`:                                  head + head,
		`p.jsonl:2:1: visits to an unknown touchpoint have neither outcome, persona nor visits`: head + `{"unknown":"x","outcome":"passed","count":1}`,
		`p.jsonl:2:34: expected nothing more`:                                                   head + `{"outcome":"passed","count":1}   {}`,
	} {
		if strings.Contains(want, "ends too early") {
			in += "\n"
		}
		_, err := coverage.Read(strings.NewReader(in), "p.jsonl")
		assert.EqualError(t, err, want)
	}
	_, err := coverage.Read(strings.NewReader(head+strings.Repeat("{\n", 100)), "p.jsonl")
	assert.Len(t, strings.Split(err.Error(), "\n"), 20, "some are enough")
}

func TestProcessesLeaveTheirProfilesInAFolder(t *testing.T) {
	dir := t.TempDir()
	_, err := coverage.ReadDir(dir)
	assert.ErrorContains(t, err, "holds no profiles")
	b := read(t, bakery)
	one, two := profile(t, b, "enter\n"), profile(t, b, "enter choose\nfailed: pay\n")
	names := map[string]bool{}
	for _, p := range []*coverage.Profile{one, two, one} {
		name, err := p.WriteDir(dir)
		require.NoError(t, err)
		names[name] = true
	}
	assert.Len(t, names, 3, "equal ones, too")
	all, err := coverage.ReadDir(dir)
	require.NoError(t, err)
	assert.Equal(t, text(t, merged(one, two, one)), text(t, all))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "bad.moments.jsonl"), []byte("no"), 0o600))
	_, err = coverage.ReadDir(dir)
	assert.ErrorContains(t, err, "bad.moments.jsonl:1:2: invalid character 'o' in literal null")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 4, "nothing half-written is left")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"format":"moments-profile/1"}` + "\n" + `{"blueprint":"b","outcome":"passed","visits":["a"],"count":2}` + "\n" + `{"unknown":"x","count":1}`))
	f.Add([]byte("{}\n{"))
	f.Fuzz(func(t *testing.T, in []byte) {
		p, err := coverage.Read(bytes.NewReader(in), "p.jsonl")
		if err != nil {
			assert.Contains(t, err.Error(), "p.jsonl:")
			return
		}
		again, err := coverage.Read(strings.NewReader(text(t, p)), "p.jsonl")
		require.NoError(t, err)
		assert.Equal(t, text(t, p), text(t, again))
	})
}
