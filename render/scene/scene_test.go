package scene

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryThemeGivesEveryPaintItsColour(t *testing.T) {
	for _, theme := range Themes() {
		assert.Len(t, theme.Colors, len(Paints()), theme.Name)
		for _, p := range Paints() {
			assert.Regexp(t, `^#[0-9a-f]{6}$`, theme.Color(p), "%s %s", theme.Name, p)
		}
	}
}

func TestContrastFollowsWCAG(t *testing.T) {
	assert.InDelta(t, 21, Contrast("#000000", "#ffffff"), 0.001)
	assert.InDelta(t, 1, Contrast("#777777", "#777777"), 0.001)
	assert.InDelta(t, 4.48, Contrast("#777777", "#ffffff"), 0.01) // the well-known grey that just fails
	assert.InDelta(t, 21, Contrast("not a colour", "#ffffff"), 0.001)
}

func TestKindsKeepTheirContrastInEveryTheme(t *testing.T) {
	kinds := [][2]Paint{
		{Evidence, EvidenceBand}, {Customer, CustomerBand}, {Frontstage, FrontstageBand},
		{Backstage, BackstageBand}, {Support, SupportBand},
	}
	for _, theme := range Themes() {
		least := 4.5
		if theme.Name == "high-contrast" {
			least = 7
		}
		for _, k := range kinds {
			for _, ground := range []Paint{k[1], Box} {
				for _, words := range []Paint{k[0], Ink, Muted, Fail, Wait, Moment} {
					c := Contrast(theme.Color(words), theme.Color(ground))
					assert.GreaterOrEqual(t, c, least, "%s: %s on %s", theme.Name, words, ground)
				}
			}
			assert.GreaterOrEqual(t, Contrast(theme.Color(Background), theme.Color(k[0])), least, "%s: words on a tag filled with %s", theme.Name, k[0])
			assert.GreaterOrEqual(t, Contrast(theme.Color(Wire), theme.Color(k[1])), 3.0, "%s: a way on %s", theme.Name, k[1])
		}
		for _, p := range []Paint{Ink, Muted} {
			assert.GreaterOrEqual(t, Contrast(theme.Color(p), theme.Color(Background)), least, theme.Name)
			assert.GreaterOrEqual(t, Contrast(theme.Color(p), theme.Color(PhaseBar)), least, theme.Name)
		}
		for _, p := range []Paint{Fail, Wait, Moment} {
			assert.GreaterOrEqual(t, Contrast(theme.Color(Background), theme.Color(p)), least, "%s: the letter in a mark", theme.Name)
		}
	}
}

func TestTonesKeepTheirContrastInEveryTheme(t *testing.T) {
	tones := [][2]Paint{{Good, GoodBand}, {Fair, FairBand}, {Poor, PoorBand}, {Absent, AbsentBand}}
	for _, theme := range Themes() {
		least := 4.5
		if theme.Name == "high-contrast" {
			least = 7
		}
		for _, tone := range tones {
			for _, words := range []Paint{Ink, Muted} {
				assert.GreaterOrEqual(t, Contrast(theme.Color(words), theme.Color(tone[1])), least, "%s: %s on %s", theme.Name, words, tone[1])
			}
			for _, ground := range []Paint{Background, Box, CustomerBand, FrontstageBand, BackstageBand, SupportBand} {
				assert.GreaterOrEqual(t, Contrast(theme.Color(tone[0]), theme.Color(ground)), least, "%s: %s on %s", theme.Name, tone[0], ground)
			}
		}
	}
}

func TestTonesCanBeToldApartInGreys(t *testing.T) {
	for _, theme := range Themes() {
		from := func(band Paint) float64 { return Contrast(theme.Color(Background), theme.Color(band)) }
		assert.Less(t, from(GoodBand), from(FairBand), theme.Name)
		assert.Less(t, from(FairBand), from(PoorBand), theme.Name)
	}
}

func TestAThemeFallsBackToLight(t *testing.T) {
	own := Theme{Colors: []Color{{Ink, "#222222"}}}
	assert.Equal(t, "#222222", own.Color(Ink))
	assert.Equal(t, Light().Color(Box), own.Color(Box))
	assert.Equal(t, "#222222", own.Color("no such paint"))
}

func TestFindWalksOuterBeforeInner(t *testing.T) {
	s := &Scene{Groups: []Group{
		{Role: RoleLane, ID: "a", Inner: []Group{{Role: RoleMark, ID: "m"}, {Role: RoleLane, ID: "b"}}},
		{Role: RoleLane, ID: "c", Data: []Datum{{"kind", "support"}}},
	}}
	var ids []string
	for _, g := range s.Find(RoleLane) {
		ids = append(ids, g.ID)
	}
	assert.Equal(t, []string{"a", "b", "c"}, ids)
	assert.Equal(t, "support", s.Groups[1].Get("kind"))
	assert.Empty(t, s.Groups[1].Get("none"))
	assert.Empty(t, (*Scene)(nil).Find(RoleLane))
}

func TestRectsThatTouchDoNotOverlap(t *testing.T) {
	a := Rect{W: 10, H: 10}
	assert.False(t, a.Overlaps(Rect{X: 10, W: 5, H: 10}))
	assert.True(t, a.Overlaps(Rect{X: 9, W: 5, H: 10}))
	assert.True(t, a.Contains(Rect{X: 1, Y: 1, W: 9, H: 9}))
	assert.False(t, a.Contains(Rect{X: 1, Y: 1, W: 10, H: 9}))
}
