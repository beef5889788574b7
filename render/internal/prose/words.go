package prose

import (
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// Words are what a writer adds to the words of a blueprint.
type Words struct {
	Language string // en or zh

	kinds    [4]string // in the order of touchpoint.Kinds
	lines    [3]string // in the order of touchpoint.Lines
	services [9]string // in the order of touchpoint.Services
	units    [6]string // week, day, hour, minute, second, millisecond

	Evidence, Step, Phase, End               string
	Moment, Critical, Fail, Wait, Choice     string
	Standards                                string
	Recovery, Prevention, Patience, Optional string
	Chance, Cause, Detour, Back, ID, Row     string
	Expectation, Adequate, Desired           string
	Perceived, Expected, Acceptable, Then    string
	Owner, Status                            string
	AtMost, About, Only                      string // with %s
	Comma, Join, Colon, Open, Shut           string
	Contact                                  string
	explained                                [5]string // the marks, in the order of AllMarks
	Enhancers, Detractors                    string
	Statuses                                 [2]string // in the order of blueprint.Statuses
	Headings                                 Headings
}

// Headings stand above lists.
type Headings struct{ Touchpoints, Ways, Links, Moments, Waits, Fails, Journeys, Personas, Legend string }

// For finds the words of a language, English where there are none for it.
func For(language string) Words {
	tag, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(language), "_", "-"), "-")
	if tag == "zh" {
		return chinese()
	}
	return english()
}

// KindName is the name of a kind of lane.
func (w Words) KindName(k touchpoint.Kind) string {
	return nameOf(w.kinds[:], touchpoint.Kinds(), k)
}

// LaneName is the title of a lane, or what its kind is called.
func (w Words) LaneName(l blueprint.Lane) string {
	if title := Line(l.Title); title != "" {
		return title
	}
	return w.KindName(l.Kind)
}

// LineName is the name of one of the three lines.
func (w Words) LineName(l touchpoint.Line) string {
	return nameOf(w.lines[:], touchpoint.Lines(), l)
}

// ServiceName is the name of an element of the service.
func (w Words) ServiceName(s touchpoint.Service) string {
	return nameOf(w.services[:], touchpoint.Services(), s)
}

// StatusName is the name of a blueprint's status.
func (w Words) StatusName(s blueprint.Status) string {
	return nameOf(w.Statuses[:], blueprint.Statuses(), s)
}

func nameOf[T ~string](names []string, list []T, v T) string {
	for i, x := range list {
		if x == v {
			return names[i]
		}
	}
	return Line(string(v))
}

func english() Words {
	return Words{
		Language: "en",
		kinds:    [4]string{"Customer", "Frontstage", "Backstage", "Support processes"},
		lines:    [3]string{"Line of interaction", "Line of visibility", "Line of internal interaction"},
		services: [9]string{"core", "information", "consultation", "order taking", "hospitality", "safekeeping", "exceptions", "billing", "payment"},
		units:    [6]string{" w", " d", " h", " min", " s", " ms"},
		Evidence: "Physical evidence", Step: "Step", Phase: "Phase", End: "end of the journey",
		Moment: "moment of truth", Critical: "critical moment of truth", Fail: "fail point", Wait: "wait", Choice: "choice",
		Standards: "standards",
		Recovery:  "recovery", Prevention: "prevention", Patience: "patience runs out", Optional: "optional",
		Chance: "chance", Cause: "cause", Detour: "detour", Back: "back", Row: "Lane", ID: "Id",
		Expectation: "Expectation", Adequate: "adequate", Desired: "desired",
		Perceived: "perceived", Expected: "expected", Acceptable: "acceptable", Then: "then",
		Owner: "owner", Status: "status",
		AtMost: "at most %s", About: "about %s", Only: "for %s",
		Comma: ", ", Join: "; ", Colon: ": ", Open: " (", Shut: ")", Contact: "touchpoint",
		explained: [5]string{"decides whether the customer stays", "shapes what the customer thinks of the service", "something may go wrong here",
			"customers wait here", "exactly one of several ways is taken"},
		Enhancers: "enhancers", Detractors: "detractors",
		Statuses: [2]string{"as is", "to be"},
		Headings: Headings{Touchpoints: "Touchpoints", Ways: "Ways", Links: "Links", Moments: "Moments of truth", Waits: "Waits", Fails: "Fail points",
			Journeys: "Journeys", Personas: "Personas", Legend: "Legend"},
	}
}

// chinese has the terms of the Chinese literature of the field.
func chinese() Words {
	return Words{
		Language: "zh",
		kinds:    [4]string{"顾客行为", "前台员工行为", "后台员工行为", "支持过程"},
		lines:    [3]string{"互动分界线", "可视分界线", "内部互动分界线"},
		services: [9]string{"核心", "信息", "咨询", "订单处理", "接待", "保管", "例外服务", "账单处理", "付款"},
		units:    [6]string{" 周", " 天", " 小时", " 分钟", " 秒", " 毫秒"},
		Evidence: "有形展示", Step: "步骤", Phase: "阶段", End: "服务结束",
		Moment: "真实一刻", Critical: "重要真实一刻", Fail: "失误点", Wait: "等待点", Choice: "选择",
		Standards: "标准",
		Recovery:  "补救", Prevention: "预防", Patience: "等不下去", Optional: "可选",
		Chance: "概率", Cause: "原因", Detour: "岔路", Back: "返回", Row: "泳道", ID: "编号",
		Expectation: "期望", Adequate: "必要的服务", Desired: "渴望的服务",
		Perceived: "感知", Expected: "预计", Acceptable: "可接受", Then: "之后",
		Owner: "负责人", Status: "状态",
		AtMost: "最多 %s", About: "约 %s", Only: "限%s",
		Comma: "，", Join: "；", Colon: "：", Open: "（", Shut: "）", Contact: "接触点",
		explained: [5]string{"决定顾客去留", "影响顾客对服务的看法", "这里可能出错", "顾客在这里等候", "几个去向只走其中一个"},
		Enhancers: "加分项", Detractors: "减分项",
		Statuses: [2]string{"现状", "改进后"},
		Headings: Headings{Touchpoints: "接触点", Ways: "流向", Links: "关联", Moments: "真实一刻", Waits: "等待点", Fails: "失误点",
			Journeys: "顾客旅程", Personas: "顾客类型", Legend: "图例"},
	}
}
