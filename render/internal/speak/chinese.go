package speak

// chinese is every phrase of units and of the writers themselves in Chinese.
// The phrases of each subject stand in files of their own.
var chinese = gather(chineseUnits)

type phrases map[string]string

// gather puts lists of phrases together.
func gather(lists ...phrases) phrases {
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
	" ":             " ",
	"%s (%s to %s)": "%s（%s 至 %s）",
	"without bound": "无上限",
	"given":         "已知",
	"exact":         "精确",
	"formula":       "公式",
	"simulated":     "模拟",
}
