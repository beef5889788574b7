package prose_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/internal/prose"
	"github.com/servicemoments/moments/render/internal/prosetest"
	"github.com/servicemoments/moments/touchpoint"
)

func TestIdentifiers(t *testing.T) {
	for id, want := range map[string]string{
		"clean-shoes": "t_clean_shoes", "办理业务": "t_办理业务", "a_b": "t_aZ5fZb", "Z": "t_Z5aZ", "straße": "t_straZdfZe", "": "t_",
	} {
		assert.Equal(t, want, prose.Identifier("t_", id))
	}
}

func TestDifferentIdsGiveDifferentIdentifiers(t *testing.T) {
	id := rapid.StringOf(rapid.SampledFrom([]rune("aZz5f-_é办#Z")))
	rapid.Check(t, func(t *rapid.T) {
		a, b := id.Draw(t, "a"), id.Draw(t, "b")
		assert.Equal(t, a == b, prose.Identifier("", a) == prose.Identifier("", b))
		assert.Regexp(t, `^[\p{Han}A-Za-z0-9_]*$`, prose.Identifier("", a))
	})
}

func TestTimesInWords(t *testing.T) {
	en, zh := prose.For("en-GB", nil), prose.For("zh_CN", nil)
	long := &touchpoint.Time{Standard: 9 * time.Minute, Acceptable: 90 * time.Minute}
	assert.Equal(t, "9 min, at most 1 h 30 min", en.Time(long))
	assert.Equal(t, "9 分钟，最多 1 小时 30 分钟", zh.Time(long))
	assert.Equal(t, "1 d–3 d", en.Time(&touchpoint.Time{Distribution: touchpoint.Uniform, Min: touchpoint.Day, Max: 3 * touchpoint.Day}))
	assert.Equal(t, "about 4 min", en.Time(&touchpoint.Time{Distribution: touchpoint.Gamma, Mean: 4 * time.Minute, Deviation: time.Minute}))
	assert.Empty(t, en.Time(nil))
	assert.Equal(t, "10 d", en.Duration(10*touchpoint.Day))
	assert.Equal(t, "0 s", en.Duration(0))
}

func TestTheLineBetweenTwoRowsIsTheFirstThatIsCrossed(t *testing.T) {
	b := prose.Of(prosetest.Example(t, "corner-shoeshine"), "", nil)
	var got []touchpoint.Line
	for i := range b.Rows {
		if l, ok := b.LineBelow(i); ok {
			got = append(got, l)
		}
	}
	assert.Equal(t, []touchpoint.Line{touchpoint.Interaction, touchpoint.Visibility}, got)
}

func TestTwinsAreToldApartByTheirIds(t *testing.T) {
	build := blueprint.New("Twins")
	build.Phase("").Step().On("customer", "Ask", "Ask", "Go")
	b, err := build.Blueprint()
	assert.NoError(t, err)
	p := prose.Of(b, "", nil)
	var names []string
	for _, x := range p.Touchpoints() {
		names = append(names, p.Name(x))
	}
	assert.Equal(t, []string{"1 Ask (ask)", "1 Ask (ask-2)", "1 Go"}, names)
}

func TestMarksAndLabels(t *testing.T) {
	p := prose.Of(prosetest.Nasty(), "", nil)
	first := p.Touchpoints()[0]
	assert.Equal(t, []string{"★", "W"}, p.Facts(first, false))
	assert.Equal(t, []string{"**", "W"}, p.Facts(first, true))
	for _, w := range p.Out(first) {
		if w.Role == blueprint.OnWait {
			assert.Equal(t, "patience runs out", p.WayLabel(w))
		}
	}
	assert.Equal(t, "Service blueprint with 16 touchpoints, 4 steps and 4 lanes.", p.Summary())
	assert.Equal(t, "服务蓝图：0 个接触点，0 个步骤，0 条泳道。", prose.Of(nil, "zh", nil).Summary())
}

func TestWrappedTitlesKeepTheirLines(t *testing.T) {
	assert.Equal(t, []string{"First line", "second"}, prose.Wrapped("First line\r\n\n second", 24))
}

func TestAHeadingBeginsWithACapital(t *testing.T) {
	for word, want := range map[string]string{"": "", "step": "Step", "Step": "Step", "étape": "Étape", "步骤": "步骤", "\xff": "\xff"} {
		assert.Equal(t, want, prose.Capital(word))
	}
}
