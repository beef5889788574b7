package scene

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Paint names a colour by what it says.
type Paint string

// The paints. The zero value paints nothing.
const (
	None       Paint = ""
	Background Paint = "background"
	Ink        Paint = "ink"       // words
	Muted      Paint = "muted"     // words that step back
	Hairline   Paint = "hairline"  // fine separators
	PhaseBar   Paint = "phase-bar" // ground of a phase's heading
	Wire       Paint = "wire"      // ways and links
	Box        Paint = "box"       // ground of a touchpoint
	Fail       Paint = "fail"
	Wait       Paint = "wait"
	Moment     Paint = "moment"

	// Each kind of lane has a colour for its name and its boxes, and a band for the ground it lies on.
	Evidence       Paint = "evidence"
	EvidenceBand   Paint = "evidence-band"
	Customer       Paint = "customer"
	CustomerBand   Paint = "customer-band"
	Frontstage     Paint = "frontstage"
	FrontstageBand Paint = "frontstage-band"
	Backstage      Paint = "backstage"
	BackstageBand  Paint = "backstage-band"
	Support        Paint = "support"
	SupportBand    Paint = "support-band"

	// Each tone of a layer has a colour for its badges, and a band for the ground of what it judges. The worse the tone, the more its band
	// stands out from the background, so that tones can be told apart in greys, too.
	Good       Paint = "good"
	GoodBand   Paint = "good-band"
	Fair       Paint = "fair"
	FairBand   Paint = "fair-band"
	Poor       Paint = "poor"
	PoorBand   Paint = "poor-band"
	Absent     Paint = "absent"
	AbsentBand Paint = "absent-band"
)

// Paints lists the paints that every theme gives a colour.
func Paints() []Paint {
	return []Paint{
		Background, Ink, Muted, Hairline, PhaseBar, Wire, Box, Fail, Wait, Moment,
		Evidence, EvidenceBand, Customer, CustomerBand, Frontstage, FrontstageBand,
		Backstage, BackstageBand, Support, SupportBand,
		Good, GoodBand, Fair, FairBand, Poor, PoorBand, Absent, AbsentBand,
	}
}

// Theme gives every paint a colour.
type Theme struct {
	Name   string // as it is asked for
	Doc    string // what it is for, in a few words
	Colors []Color
	Fonts  []string // faces to set the words in, the most wanted first; PNG and PDF take those that are installed, SVG and HTML ask for those with a [FontName] before their own
}

// FontName says whether a name may stand for a face: up to 64 letters, digits,
// blanks, hyphens, underscores and dots, a letter first. No other character can
// reach a style sheet.
func FontName(name string) bool {
	for i, r := range name {
		letter := unicode.IsLetter(r)
		if !letter && (i == 0 || !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(" -_.", r)) || r == utf8.RuneError {
			return false
		}
	}
	return name != "" && utf8.RuneCountInString(name) <= 64 && !strings.HasSuffix(name, " ")
}

// Color is the colour of one paint, as #rrggbb.
type Color struct {
	Paint Paint
	Hex   string
}

// Color returns the colour of p. A paint that the theme leaves out has the
// colour that [Light] gives it, and an unknown paint is ink.
func (t Theme) Color(p Paint) string {
	for _, colors := range [][]Color{t.Colors, light} {
		for _, c := range colors {
			if c.Paint == p {
				return c.Hex
			}
		}
	}
	return t.Color(Ink)
}

// Themes lists the built-in themes. The first is the default.
func Themes() []Theme {
	return []Theme{Light(), Dark(), HighContrast(), Print()}
}

// ThemeNamed returns the built-in theme of that name.
func ThemeNamed(name string) (Theme, bool) {
	for _, t := range Themes() {
		if t.Name == name {
			return t, true
		}
	}
	return Theme{}, false
}

// Light is dark ink on white, the bands in pale tints.
func Light() Theme {
	return Theme{Name: "light", Doc: "dark ink on white, for screens and slides", Colors: light}
}

// Dark is pale ink on a dark ground.
func Dark() Theme {
	return Theme{Name: "dark", Doc: "pale ink on a dark ground, for dark pages", Colors: dark}
}

// HighContrast is white and full colours on black. Every word has a contrast of
// at least 7:1.
func HighContrast() Theme {
	return Theme{Name: "high-contrast", Doc: "white and full colours on black, every word at least 7:1", Colors: highContrast}
}

// Print is black on white paper with hardly any ground, so that it copies well
// in greys and spares the ink.
func Print() Theme {
	return Theme{Name: "print", Doc: "black on white paper, reads in greys, spares ink", Colors: onPaper}
}

var light = []Color{
	{Background, "#ffffff"}, {Ink, "#1b2430"}, {Muted, "#56616f"}, {Hairline, "#d5dae1"},
	{PhaseBar, "#e8ebef"}, {Wire, "#5a6675"}, {Box, "#ffffff"},
	{Fail, "#b3261e"}, {Wait, "#8f5400"}, {Moment, "#5a35c8"},
	{Evidence, "#5f6a78"}, {EvidenceBand, "#f5f6f8"},
	{Customer, "#1f5fa8"}, {CustomerBand, "#eaf2fc"},
	{Frontstage, "#1c7048"}, {FrontstageBand, "#e8f5ee"},
	{Backstage, "#8a5a00"}, {BackstageBand, "#fdf3e1"},
	{Support, "#6a3fa0"}, {SupportBand, "#f2edf9"},
	{Good, "#00636b"}, {GoodBand, "#e3f6f5"},
	{Fair, "#7d5200"}, {FairBand, "#ffe9a8"},
	{Poor, "#a3144e"}, {PoorBand, "#fcd7e0"},
	{Absent, "#5a6470"}, {AbsentBand, "#eceef1"},
}

var dark = []Color{
	{Background, "#12161c"}, {Ink, "#edf1f6"}, {Muted, "#aab4c1"}, {Hairline, "#313a46"},
	{PhaseBar, "#232a33"}, {Wire, "#93a0b0"}, {Box, "#1d242e"},
	{Fail, "#ff8a80"}, {Wait, "#ffc46b"}, {Moment, "#b9a3ff"},
	{Evidence, "#9aa6b4"}, {EvidenceBand, "#191e26"},
	{Customer, "#7fb5f0"}, {CustomerBand, "#152334"},
	{Frontstage, "#72c79b"}, {FrontstageBand, "#14271f"},
	{Backstage, "#e0b060"}, {BackstageBand, "#2a2213"},
	{Support, "#bfa0e8"}, {SupportBand, "#221b2e"},
	{Good, "#6fd6d2"}, {GoodBand, "#0f2a2d"},
	{Fair, "#f2cb62"}, {FairBand, "#40330d"},
	{Poor, "#ff9dbd"}, {PoorBand, "#6b2448"},
	{Absent, "#a3aebb"}, {AbsentBand, "#242b34"},
}

var highContrast = []Color{
	{Background, "#000000"}, {Ink, "#ffffff"}, {Muted, "#e6e6e6"}, {Hairline, "#6e6e6e"},
	{PhaseBar, "#2b2b2b"}, {Wire, "#ffffff"}, {Box, "#000000"},
	{Fail, "#ff9c94"}, {Wait, "#ffd84d"}, {Moment, "#d3c2ff"},
	{Evidence, "#e6e6e6"}, {EvidenceBand, "#141414"},
	{Customer, "#7fd0ff"}, {CustomerBand, "#001a2e"},
	{Frontstage, "#6ff0a8"}, {FrontstageBand, "#002413"},
	{Backstage, "#ffcf5c"}, {BackstageBand, "#241a00"},
	{Support, "#e0b8ff"}, {SupportBand, "#1d0b2e"},
	{Good, "#72f0ea"}, {GoodBand, "#00262a"},
	{Fair, "#ffe066"}, {FairBand, "#3d3100"},
	{Poor, "#ffb0cd"}, {PoorBand, "#6b0034"},
	{Absent, "#dcdcdc"}, {AbsentBand, "#1f1f1f"},
}

var onPaper = []Color{
	{Background, "#ffffff"}, {Ink, "#000000"}, {Muted, "#3d3d3d"}, {Hairline, "#bdbdbd"},
	{PhaseBar, "#ededed"}, {Wire, "#333333"}, {Box, "#ffffff"},
	{Fail, "#8c1009"}, {Wait, "#6b3f00"}, {Moment, "#3b1d94"},
	{Evidence, "#4a4a4a"}, {EvidenceBand, "#ffffff"},
	{Customer, "#0b3d78"}, {CustomerBand, "#f4f4f4"},
	{Frontstage, "#0d4f2e"}, {FrontstageBand, "#ffffff"},
	{Backstage, "#5c3b00"}, {BackstageBand, "#f4f4f4"},
	{Support, "#45207a"}, {SupportBand, "#ffffff"},
	{Good, "#004a50"}, {GoodBand, "#ffffff"},
	{Fair, "#5c3b00"}, {FairBand, "#ededed"},
	{Poor, "#780b37"}, {PoorBand, "#d9d9d9"},
	{Absent, "#4a4a4a"}, {AbsentBand, "#ffffff"},
}
