package blueprint_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/blueprinttest"
	"github.com/servicemoments/moments/touchpoint"
)

func TestACloneSharesNothing(t *testing.T) {
	b, err := blueprint.Load("testdata/allkeys.yaml")
	require.NoError(t, err)
	var before, after bytes.Buffer
	require.NoError(t, b.Write(&before))
	c := b.Clone()
	require.True(t, blueprint.Equal(b, c))
	assert.Equal(t, b.File(), c.File())
	for _, x := range c.Touchpoints() {
		x.Title = "changed"
		for i := range x.Fails {
			x.Fails[i].Chance = touchpoint.Of(0.5)
		}
		if x.Time != nil {
			x.Time.Standard++
		}
	}
	for i := range c.Actors {
		c.Actors[i].Count++
	}
	require.NoError(t, b.Write(&after))
	assert.Equal(t, before.String(), after.String())
	assert.False(t, blueprint.Equal(b, c))
}

func TestEveryBlueprintIsEqualToItsClone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := blueprinttest.Random(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, blueprinttest.Shape{})
		require.True(t, blueprint.Equal(b, b.Clone()))
	})
}

func TestAKeyReadsItsValue(t *testing.T) {
	s := blueprint.ShapeNamed(blueprint.Shapes(), "touchpoint")
	read := func(key, text string, into any) blueprint.Diagnostics {
		k, ok := s.Key(key)
		require.True(t, ok)
		return k.ReadInto(text, into)
	}
	x := &touchpoint.Touchpoint{Wait: &touchpoint.Wait{Then: "leave"}}
	assert.Empty(t, read("servers", "4", x))
	assert.Empty(t, read("title", "Say: hi", x))
	assert.Empty(t, read("wait", "6m", x))
	assert.Empty(t, read("time", "{distribution: gamma, mean: 4m, deviation: 1m}", x))
	assert.Empty(t, read("fails", "[true, {title: Late, chance: 2%}]", x))
	assert.Equal(t, 4, x.Servers)
	assert.Equal(t, "Say: hi", x.Title)
	assert.Equal(t, "leave", x.Wait.Then, "a plain value leaves the rest")
	assert.Equal(t, touchpoint.Gamma, x.Time.Distribution)
	assert.Len(t, x.Fails, 2)

	for text, want := range map[string]string{"40": "the unit is missing", "-3m": "negative", "{meen: 4m}": `did you mean "mean"?`, "{": "", "[1m, 2m]": "list"} {
		found := read("time", text, &touchpoint.Touchpoint{})
		require.NotEmpty(t, found, text)
		assert.Contains(t, found.Error(), want)
	}
	assert.NotEmpty(t, read("title", "\xff", x))
	assert.Empty(t, read("servers", "5", &struct{}{}), "what has no such field stays as it is")
}
