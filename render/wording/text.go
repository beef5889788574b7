package wording

// Text are the words of texts and tables: Markdown, the terminal and the table
// of a page.
type Text struct {
	Phase, Row, ID, Contact                string // heads of columns
	Recover, Prevention, Chance, Cause     string
	Patience                               string // a way that is taken when patience runs out
	Detour, Back                           string
	Expectation, Expected, Acceptable      string
	Then                                   string
	Status                                 string
	Statuses                               [2]string `keys:"as-is,to-be"`
	Enhancers, Detractors                  string
	Semicolon, Open, Shut                  string    // between facts, and around them
	Marks                                  [5]string `keys:"critical,moment,fail,wait,choice"` // what they mean
	Links, Moments, Waits, Fails, Journeys string    // headings
	Personas                               string
}

func englishText() Text {
	return Text{
		Phase: "Phase", Row: "Lane", ID: "Id", Contact: "touchpoint",
		Recover: "recovery", Prevention: "prevention", Chance: "chance", Cause: "cause", Patience: "patience runs out",
		Detour: "detour", Back: "back", Expectation: "Expectation", Expected: "expected", Acceptable: "acceptable", Then: "then",
		Status: "status", Statuses: [2]string{"as is", "to be"}, Enhancers: "enhancers", Detractors: "detractors",
		Semicolon: "; ", Open: " (", Shut: ")",
		Marks: [5]string{
			"decides whether the customer stays", "shapes what the customer thinks of the service", "something may go wrong here",
			"customers wait here", "exactly one of several ways is taken",
		},
		Links: "Links", Moments: "Moments of truth", Waits: "Waits", Fails: "Fail points", Journeys: "Journeys", Personas: "Personas",
	}
}

func chineseText() Text {
	return Text{
		Phase: "阶段", Row: "泳道", ID: "编号", Contact: "接触点",
		Recover: "补救", Prevention: "预防", Chance: "概率", Cause: "原因", Patience: "等不下去",
		Detour: "岔路", Back: "返回", Expectation: "期望", Expected: "预计", Acceptable: "可接受", Then: "之后",
		Status: "状态", Statuses: [2]string{"现状", "改进后"}, Enhancers: "加分项", Detractors: "减分项",
		Semicolon: "；", Open: "（", Shut: "）",
		Marks: [5]string{"决定顾客去留", "影响顾客对服务的看法", "这里可能出错", "顾客在这里等候", "几个去向只走其中一个"},
		Links: "关联", Moments: "真实一刻", Waits: "等待点", Fails: "失误点", Journeys: "顾客旅程", Personas: "顾客类型",
	}
}
