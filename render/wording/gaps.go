package wording

// Gaps are the words of the five gaps.
type Gaps struct {
	Stations                       [6]string // from the customer's need to the customer's feeling
	Says                           [6]string // what of each stands in a blueprint
	Promise, Told                  string    // beside the contact
	Names                          [5]string
	Facts                          [5]string // with the numbers of open ones and of all
	Unknowns                       [5]string // nothing is known
	Hows                           [5]string // how to write it down
	Gap                            string    // with the number
	Open                           string    // with the number
	Closed, NotKnown               string
	Met                            string // with a share
	Measured                       string // with what was measured and the standard
	Promised                       string // with the promise and what it takes
	Unplanned                      string // with the promise
	Below, Inside, Above, Enough   string // with what is perceived and the difference
	ZoneWord                       string
	OpenWord, ClosedWord, FoundNot string // in the legend
	Nothing                        string
	Source                         []string
	Summary                        string
}

func englishGaps() Gaps {
	return Gaps{
		Stations: [6]string{"Customer's need", "Manager's perception", "Procedure design", "Staff identification", "Contact", "Customer's feeling"},
		Says:     [6]string{"what customers expect", "what is recorded of it", "standards and times", "those who shall keep them", "what was delivered", "what is perceived"},
		Promise:  "Promise", Told: "what customers are told",
		Names: [5]string{
			"Expectation and perception", "Perception and specification", "Specification and delivery", "Delivery and promise", "Expected and perceived",
		},
		Facts: [5]string{
			"moments of truth without a recorded expectation: %d of %d", "expectations without a standard: %d of %d",
			"measured standards that are not kept in full: %d of %d", "promises shorter than what the design takes: %d of %d",
			"expectations perceived below adequate: %d of %d",
		},
		Unknowns: [5]string{
			"no moment of truth is marked yet", "no expectation is recorded yet", "no standard has been measured yet",
			"no promise can be compared with the design yet", "what customers perceive is not recorded yet",
		},
		Hows: [5]string{
			"moment: true", "expects: {adequate: 5.5, desired: 7}", "time: {standard: 9m, measured: 11m}, or met: 85% on a standard",
			"promise: {title: Called within 10 minutes, time: 10m}", "expects: {adequate: 5.5, desired: 7, perceived: 6.1}",
		},
		Gap: "Gap %d", Open: "%d open", Closed: "none found", NotKnown: "not known",
		Met: "kept in %s of cases", Measured: "%s measured, standard %s", Promised: "promised %s, takes %s here",
		Unplanned: "promised %s, nothing to compare",
		Below:     "%s, %s to adequate", Inside: "%s, %s to desired", Above: "%s, %s over desired", Enough: "%s, %s over adequate",
		ZoneWord: "zone of tolerance with what is perceived", OpenWord: "open", ClosedWord: "kept", FoundNot: "not known yet",
		Nothing: "There is no touchpoint yet at which a gap could open. Begin with a moment of truth and what customers expect there:",
		Source: []string{
			"steps:", "  - customer:", "      title: Wait to be called", "      moment: true", "      expects: {adequate: 5.5, desired: 7, perceived: 6.1}",
			"      standards: {procedural: [{title: 9 in 10 called within 10 minutes, met: 85%}]}",
		},
		Summary: "The five gaps of service quality.",
	}
}

func chineseGaps() Gaps {
	return Gaps{
		Stations: [6]string{"顾客需求", "经理的感知", "程序设计", "员工认同度", "顾客接触", "顾客感觉"},
		Says:     [6]string{"顾客期望什么", "其中记录了什么", "标准与时间", "由谁做到", "实际做到什么", "顾客感知到什么"},
		Promise:  "承诺", Told: "对顾客说了什么",
		Names: [5]string{"期望与管理者的感知", "感知与服务标准", "标准与实际提供", "实际提供与承诺", "期望与感知"},
		Facts: [5]string{
			"没有记录期望的真实一刻：%d/%d", "没有标准的期望：%d/%d", "没有完全做到的已测标准：%d/%d", "比设计所需时间还短的承诺：%d/%d", "感知低于必要服务的期望：%d/%d",
		},
		Unknowns: [5]string{"还没有标出真实一刻", "还没有记录任何期望", "还没有测量过任何标准", "还没有可以与设计相比的承诺", "还没有记录顾客的感知"},
		Hows: [5]string{
			"moment: true", "expects: {adequate: 5.5, desired: 7}", "time: {standard: 9m, measured: 11m}，或在标准上写 met: 85%",
			"promise: {title: 十分钟内叫到您, time: 10m}", "expects: {adequate: 5.5, desired: 7, perceived: 6.1}",
		},
		Gap: "差距 %d", Open: "有 %d 处", Closed: "未发现", NotKnown: "未知",
		Met: "%s 的情况做到", Measured: "实测 %s，标准 %s", Promised: "承诺 %s，此处需 %s", Unplanned: "承诺 %s，无可比较",
		Below: "%s，比必要的 %s", Inside: "%s，比渴望的 %s", Above: "%s，比渴望的 %s", Enough: "%s，比必要的 %s",
		ZoneWord: "容忍范围与感知", OpenWord: "有差距", ClosedWord: "已做到", FoundNot: "还不知道",
		Nothing: "还没有任何接触点，也就看不出差距。请先写下一个真实一刻和顾客在那里的期望：",
		Source: []string{
			"steps:", "  - customer:", "      title: 等候叫号", "      moment: true", "      expects: {adequate: 5.5, desired: 7, perceived: 6.1}",
			"      standards: {procedural: [{title: 九成顾客十分钟内叫到, met: 85%}]}",
		},
		Summary: "服务质量的五个差距。",
	}
}
