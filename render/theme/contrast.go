package theme

import (
	"fmt"
	"math"

	"github.com/servicemoments/moments/render/scene"
)

// The least contrasts, as WCAG 2.2 sets them (1.4.3 and 1.4.11).
const (
	leastWords = 4.5
	leastLines = 3.0
)

// Pair is what stands on a ground in some picture, and the least contrast that
// it needs: 4.5 for words, 3 for lines and borders.
type Pair struct {
	Words, Ground scene.Paint
	Least         float64
}

// Pairs lists all that stands on a ground in any picture.
func Pairs() []Pair {
	var pairs []Pair
	add := func(least float64, ground scene.Paint, words ...scene.Paint) {
		for _, p := range words {
			pairs = append(pairs, Pair{p, ground, least})
		}
	}
	kinds := [...][2]scene.Paint{
		{scene.Evidence, scene.EvidenceBand}, {scene.Customer, scene.CustomerBand}, {scene.Frontstage, scene.FrontstageBand},
		{scene.Backstage, scene.BackstageBand}, {scene.Support, scene.SupportBand},
	}
	marks := []scene.Paint{scene.Fail, scene.Wait, scene.Moment}
	plain := append([]scene.Paint{scene.Ink, scene.Muted}, marks...)
	add(leastWords, scene.Background, plain...)
	add(leastWords, scene.PhaseBar, scene.Ink, scene.Muted)
	add(leastWords, scene.Box, append([]scene.Paint{scene.Wire}, plain...)...)
	for _, k := range kinds {
		add(leastWords, k[1], plain...)
		add(leastWords, k[1], k[0])
		add(leastWords, scene.Box, k[0])
		add(leastWords, scene.Background, k[0])
		add(leastWords, k[0], scene.Background) // in a filled tag
		add(leastLines, k[1], scene.Wire)
	}
	for _, m := range marks {
		add(leastWords, m, scene.Background) // the letter in a mark
	}
	for _, tone := range [...][2]scene.Paint{{scene.Good, scene.GoodBand}, {scene.Fair, scene.FairBand}, {scene.Poor, scene.PoorBand}, {scene.Absent, scene.AbsentBand}} {
		add(leastWords, tone[1], scene.Ink)
		add(leastWords, scene.Box, tone[0])
		add(leastWords, tone[0], scene.Background) // in a badge
		for _, k := range kinds {
			add(leastLines, k[1], tone[0]) // a way
		}
	}
	add(leastLines, scene.Background, scene.Wire)
	return pairs
}

// Weakness is a pair that stands out too little, with its colours and the
// contrast that it has.
type Weakness struct {
	Pair
	WordsHex, GroundHex string
	Contrast            float64
}

// String says what is wrong, with the contrast cut (not rounded) to two decimals.
func (w Weakness) String() string {
	return fmt.Sprintf("%s (%s) on %s (%s) has a contrast of %.2f:1, at least %g:1 is needed",
		w.Words, w.WordsHex, w.Ground, w.GroundHex, math.Floor(w.Contrast*100)/100, w.Least)
}

// Weak lists the pairs of a theme that stand out too little, in the order of
// [Pairs]; two colours that stand on each other are listed once.
func Weak(t scene.Theme) []Weakness {
	var weak []Weakness
	told := map[[2]scene.Paint]bool{}
	for _, p := range Pairs() {
		words, ground := t.Color(p.Words), t.Color(p.Ground)
		c := scene.Contrast(words, ground)
		if c >= p.Least || told[[2]scene.Paint{p.Ground, p.Words}] {
			continue
		}
		told[[2]scene.Paint{p.Words, p.Ground}] = true
		weak = append(weak, Weakness{p, words, ground, c})
	}
	return weak
}
