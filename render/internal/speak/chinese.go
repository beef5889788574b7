package speak

// chinese is every phrase in Chinese.
var chinese = gather(chineseLists())

// chineseLists are the phrases by subjects, each in a file of its own.
func chineseLists() []phrases {
	return []phrases{
		chineseUnits, chineseBook, chineseTime, chineseCost, chineseWaiting, chineseFailure,
		chineseExpectation, chineseValue, chineseSimulation, chineseCoverage, chineseCover, chineseCoverReport,
	}
}

type phrases map[string]string

// gather puts lists of phrases together.
func gather(lists []phrases) phrases {
	all := phrases{}
	for _, list := range lists {
		for phrase, said := range list {
			all[phrase] = said
		}
	}
	return all
}

var chineseUnits = phrases{
	"%s/h":          "%s/小时",
	"%s s":          "%s 秒",
	"%s min":        "%s 分钟",
	"%s h":          "%s 小时",
	"%s d":          "%s 天",
	"%s %s":         "%s %s",
	"−%s":           "−%s",
	"%s s²":         "%s 秒²",
	"%s (%s to %s)": "%s（%s 至 %s）",
	"without bound": "无上限",
	"given":         "已知",
	"exact":         "精确",
	"formula":       "公式",
	"simulated":     "模拟",
}
