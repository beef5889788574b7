package view

import (
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// Labels are the words that a picture adds to those of the blueprint.
type Labels struct {
	Language string

	Evidence                        string
	Kinds                           [4]string  // in the order of touchpoint.Kinds
	Lines                           [3]string  // in the order of touchpoint.Lines
	Services                        [9]string  // in the order of touchpoint.Services
	Units                           [6]string  // week, day, hour, minute, second, millisecond
	Channels                        [10]string // in the order of touchpoint.Channels
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

	Cycle  CycleLabels
	Flower FlowerLabels
	Curve  CurveLabels

	Quadrant  QuadrantLabels
	Gaps      GapLabels
	Failures  FailureLabels
	Handovers HandoverLabels
}

// LabelsFor returns the built-in words for a language, English where there are
// none for it.
func LabelsFor(language string) Labels {
	tag, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(language), "_", "-"), "-")
	if tag == "zh" {
		return chinese()
	}
	return english()
}

// Kind is the name of a kind of lane.
func (l Labels) Kind(k touchpoint.Kind) string { return at(l.Kinds[:], k.Rank(), string(k)) }

// Line is the name of one of the three lines.
func (l Labels) Line(line touchpoint.Line) string {
	return at(l.Lines[:], index(touchpoint.Lines(), line), string(line))
}

// Service is the name of an element of the service.
func (l Labels) Service(s touchpoint.Service) string {
	return at(l.Services[:], index(touchpoint.Services(), s), string(s))
}

// ChannelName is the name of a channel; one that the tools do not know is called
// as it is written.
func (l Labels) ChannelName(channel string) string {
	return at(l.Channels[:], index(touchpoint.Channels(), channel), channel)
}

func index[T comparable](list []T, v T) int {
	for i, x := range list {
		if x == v {
			return i
		}
	}
	return -1
}

func at(list []string, i int, other string) string {
	if i < 0 || i >= len(list) {
		return other
	}
	return list[i]
}

func english() Labels {
	return Labels{
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
		Rows:  [5]string{"Time", "Emotion", "Metrics", "Policy", "Notes"},
		Cycle: englishCycle(), Flower: englishFlower(), Curve: englishCurve(),
		Quadrant: englishQuadrant(), Gaps: englishGaps(), Failures: englishFailures(), Handovers: englishHandovers(),
	}
}

// chinese has the terms of the Chinese literature of the field.
func chinese() Labels {
	return Labels{
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
		Rows:  [5]string{"时间", "情绪", "指标", "规定", "备注"},
		Cycle: chineseCycle(), Flower: chineseFlower(), Curve: chineseCurve(),
		Quadrant: chineseQuadrant(), Gaps: chineseGaps(), Failures: chineseFailures(), Handovers: chineseHandovers(),
	}
}

// join writes a list.
func (l Labels) join(items []string) string { return strings.Join(items, l.Join) }
