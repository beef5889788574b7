// Package wording holds the words that pictures, texts and pages add to those of
// a blueprint, in English and Chinese: the names of lanes and lines, legends,
// headings, terms of the field. Every reader's language comes from here;
// package labels reads others from files.
//
// A group of words is a struct of texts. An array with a keys tag has a text for
// each word of a vocabulary, in its order; another array is a list. A text with
// %s or %d, or with a name in braces, has places for words and numbers.
package wording

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// Words are all words of one language.
type Words struct {
	Language string

	Evidence                        string
	Kinds                           [4]string  `keys:"customer,frontstage,backstage,support"`
	Lines                           [3]string  `keys:"interaction,visibility,internal-interaction"`
	Services                        [9]string  `keys:"core,information,consultation,order-taking,hospitality,safekeeping,exceptions,billing,payment"`
	Units                           [6]string  `keys:"week,day,hour,minute,second,millisecond"`
	Channels                        [10]string `keys:"in-person,phone,web,app,email,post,kiosk,chat,sms,sign"`
	Channel                         string
	Moment, Critical                string
	Fail, Wait, Choice              string
	Core, Supplementary             string
	Recovery, Link, Both, See, End  string
	Onward, Optional, Detour        string
	AtMost, Mean                    string // with %s for a duration
	Only                            string // with %s for the personas
	Comma                           string // between two facts about one thing
	Join                            string // between the items of a list
	Separator                       string // between two facts on one line
	Colon                           string // between a name and what it stands for
	Touchpoints, Ways, Legend, Step string // names of lists when the picture is read aloud
	From                            string // with two %s for the ends of a way
	Summary                         string // with the numbers of touchpoints, steps and lanes
	OnwardPhase                     string // with the title of a phase
	Count                           string // of touchpoints
	Owner, Policy, Standard         string
	Servers                         string    // with how many serve side by side
	Target                          string    // with a figure
	Rows                            [5]string // in the order of view.Rows
	Views                           [9]string `keys:"blueprint,cycle,flower,curve,quadrant,gaps,failures,handovers,network"`
	Themes                          [4]string `keys:"light,dark,high-contrast,print"`

	Cycle  Cycle
	Flower Flower
	Curve  Curve

	Quadrant  Quadrant
	Gaps      Gaps
	Failures  Failures
	Handovers Handovers

	Text  Text
	Page  Page
	Facts Facts
	Terms Terms
}

// For returns the built-in words for a language, English where there are
// none for it.
func For(language string) Words {
	tag, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(language), "_", "-"), "-")
	if tag == "zh" {
		return chinese()
	}
	return english()
}

// Kind is the name of a kind of lane.
func (w Words) Kind(k touchpoint.Kind) string { return at(w.Kinds[:], k.Rank(), string(k)) }

// Line is the name of one of the three lines.
func (w Words) Line(line touchpoint.Line) string {
	return at(w.Lines[:], slices.Index(touchpoint.Lines(), line), string(line))
}

// Service is the name of an element of the service.
func (w Words) Service(s touchpoint.Service) string {
	return at(w.Services[:], slices.Index(touchpoint.Services(), s), string(s))
}

// ChannelName is the name of a channel; one that the tools do not know is called
// as it is written.
func (w Words) ChannelName(channel string) string {
	return at(w.Channels[:], slices.Index(touchpoint.Channels(), channel), channel)
}

// View is the name of a view, and whether there is one for it.
func (w Words) View(name string) (string, bool) {
	i := slices.Index([]string{"blueprint", "cycle", "flower", "curve", "quadrant", "gaps", "failures", "handovers", "network"}, name)
	return at(w.Views[:], i, ""), i >= 0
}

// Theme is the name of a theme; one of one's own is called as it is.
func (w Words) Theme(name string) string {
	return at(w.Themes[:], slices.Index([]string{"light", "dark", "high-contrast", "print"}, name), name)
}

func at(list []string, i int, other string) string {
	if i < 0 || i >= len(list) {
		return other
	}
	return list[i]
}

func english() Words {
	return Words{
		Language: "en",
		Evidence: "Physical evidence",
		Kinds:    [4]string{"Customer", "Frontstage", "Backstage", "Support processes"},
		Lines:    [3]string{"Line of interaction", "Line of visibility", "Line of internal interaction"},
		Services: [9]string{"core", "information", "consultation", "order taking", "hospitality", "safekeeping", "exceptions", "billing", "payment"},
		Units:    [6]string{" w", " d", " h", " min", " s", " ms"},
		Channels: [10]string{"in person", "phone", "web", "app", "email", "post", "kiosk", "chat", "text message", "sign"}, Channel: "channel",
		Moment: "moment of truth", Critical: "critical moment of truth",
		Fail: "fail point", Wait: "wait", Choice: "choice",
		Core: "core service", Supplementary: "supplementary service",
		Recovery: "recovery", Link: "link", Both: "both ways", See: "continued elsewhere", End: "end of the journey",
		Onward: "goes on", Optional: "optional", Detour: "only when something fails",
		AtMost: "at most %s", Mean: "about %s", Only: "for %s",
		Comma: ", ", Join: ", ", Separator: " · ", Colon: ": ",
		Touchpoints: "Touchpoints", Ways: "Ways", Legend: "Legend", Step: "step",
		From: "%s to %s", Summary: "Service blueprint with %d touchpoints, %d steps and %d lanes.",
		OnwardPhase: "goes on in phase: %s", Count: "%d touchpoints", Owner: "owner", Policy: "rule", Standard: "standards", Servers: "%d side by side", Target: "target %s",
		Rows:   [5]string{"Time", "Emotion", "Metrics", "Policy", "Notes"},
		Views:  [9]string{"Blueprint", "Cycle of service", "Flower of service", "Experience curve", "Procedure and person", "The five gaps", "Fail points", "Handovers", "Network"},
		Themes: [4]string{"Light", "Dark", "High contrast", "Print"},
		Text:   englishText(), Page: englishPage(), Facts: englishFacts(), Terms: englishTerms(),
		Cycle: englishCycle(), Flower: englishFlower(), Curve: englishCurve(),
		Quadrant: englishQuadrant(), Gaps: englishGaps(), Failures: englishFailures(), Handovers: englishHandovers(),
	}
}

// chinese has the terms of the Chinese literature of the field.
func chinese() Words {
	return Words{
		Language: "zh",
		Evidence: "有形展示",
		Kinds:    [4]string{"顾客行为", "前台员工行为", "后台员工行为", "支持过程"},
		Lines:    [3]string{"互动分界线", "可视分界线", "内部互动分界线"},
		Services: [9]string{"核心", "信息", "咨询", "订单处理", "接待", "保管", "例外服务", "账单处理", "付款"},
		Units:    [6]string{" 周", " 天", " 小时", " 分钟", " 秒", " 毫秒"},
		Channels: [10]string{"当面", "电话", "网站", "应用", "电子邮件", "邮寄", "自助终端", "在线聊天", "短信", "标识"}, Channel: "渠道",
		Moment: "真实一刻", Critical: "重要真实一刻",
		Fail: "失误点", Wait: "等待点", Choice: "选择",
		Core: "核心产品", Supplementary: "附属服务",
		Recovery: "服务补救", Link: "关联", Both: "双向", See: "见另图", End: "服务结束",
		Onward: "续接", Optional: "可选", Detour: "失误时才进行",
		AtMost: "最多 %s", Mean: "约 %s", Only: "限%s",
		Comma: "，", Join: "、", Separator: "，", Colon: "：",
		Touchpoints: "接触点", Ways: "流向", Legend: "图例", Step: "步骤",
		From: "从 %s 到 %s", Summary: "服务蓝图：%d 个接触点，%d 个步骤，%d 条泳道。",
		OnwardPhase: "续接阶段：%s", Count: "%d 个接触点", Owner: "负责人", Policy: "规定", Standard: "标准", Servers: "%d 个同时服务", Target: "目标 %s",
		Rows:   [5]string{"时间", "情绪", "指标", "规定", "备注"},
		Views:  [9]string{"蓝图", "服务圈", "服务之花", "体验曲线", "程序与个人", "差距", "失误", "交接", "网络"},
		Themes: [4]string{"浅色", "深色", "高对比度", "打印"},
		Text:   chineseText(), Page: chinesePage(), Facts: chineseFacts(), Terms: chineseTerms(),
		Cycle: chineseCycle(), Flower: chineseFlower(), Curve: chineseCurve(),
		Quadrant: chineseQuadrant(), Gaps: chineseGaps(), Failures: chineseFailures(), Handovers: chineseHandovers(),
	}
}
