package wording

import (
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// Quadrant are the words of the quadrant of procedure and person.
type Quadrant struct {
	Names, Says          [4]string // Freezer, Factory, Friendly Zoo, Quality; and what each means
	Procedural, Personal string    // the axes
	Aspects              string    // what their numbers count
	Phase                string    // a phase without a title, with its number
	Whole                string
	Unknown              string // over those without any standard
	Score                string // with the two scores of seven
	Several              string // a place with several, in the legend
	Letter               string // a place whose names stand beside the plane
	Nothing              string
	Source               []string // how to write standards down
	Summary              string   // with the number placed
	Stop                 string   // at the end of a sentence
}

func (w *Quadrant) rank(q touchpoint.Quadrant) int {
	return slices.Index([]touchpoint.Quadrant{touchpoint.Freezer, touchpoint.Factory, touchpoint.FriendlyZoo, touchpoint.Quality}, q)
}

// Name is the name of a quadrant.
func (w *Quadrant) Name(q touchpoint.Quadrant) string {
	return at(w.Names[:], w.rank(q), string(q))
}

// Say is what a quadrant means.
func (w *Quadrant) Say(q touchpoint.Quadrant) string { return at(w.Says[:], w.rank(q), "") }

func englishQuadrant() Quadrant {
	return Quadrant{
		Names:      [4]string{"Freezer", "Factory", "Friendly Zoo", "Quality Customer Service"},
		Says:       [4]string{"“We don't care”", "“You are a number”", "“We try hard, but do not know how”", "“We care, and we deliver”"},
		Procedural: "Procedural standards", Personal: "Personal standards", Aspects: "aspects covered, of 7",
		Phase: "Phase %d", Whole: "The whole service", Unknown: "Not placed: no standards are written down yet",
		Score: "procedural %s of 7, personal %s of 7", Several: "several at one place", Letter: "named beside the plane",
		Nothing: "No standards are written down yet, so nothing can be placed. Say at the moments of truth what good work means:",
		Source: []string{
			"moment: true", "standards:", "  procedural: [{aspect: timing, title: Greeted within 10 seconds, met: 90%}]",
			"  personal: [{aspect: attitude, title: Eye contact first}]",
		},
		Summary: "Procedural and personal standards of %d parts of the service.", Stop: ".",
	}
}

func chineseQuadrant() Quadrant {
	return Quadrant{
		Names:      [4]string{"冷漠型", "工厂型", "友好动物园型", "优质服务型"},
		Says:       [4]string{"“我们不在乎”", "“您只是一个号码”", "“我们很努力，却不知怎么做”", "“我们在乎，也做得到”"},
		Procedural: "程序面标准", Personal: "个人面标准", Aspects: "已有标准的方面，共 7 个",
		Phase: "阶段 %d", Whole: "整个服务", Unknown: "未定位：还没有写下标准",
		Score: "程序面 %s/7，个人面 %s/7", Several: "同一位置有多个", Letter: "名称列在图旁",
		Nothing: "还没有写下任何标准，因此无法定位。请在真实一刻上写明怎样才算做好：",
		Source: []string{
			"moment: true", "standards:", "  procedural: [{aspect: timing, title: 十秒内问候, met: 90%}]",
			"  personal: [{aspect: attitude, title: 先看着顾客}]",
		},
		Summary: "%d 个部分的程序面与个人面标准。", Stop: "。",
	}
}
