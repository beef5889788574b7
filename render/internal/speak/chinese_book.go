package speak

// chineseBook are the phrases of what is written around the figures.
var chineseBook = phrases{
	"%s: %s":               "%s：%s",
	"What changes with %s": "随 %s 变化的数值",
	"%d more figures change; name those to be shown.": "另有 %d 个数值变化；请写明要显示的。",
	"Comparison":         "比较",
	"What differs":       "不同之处",
	"difference":         "差异",
	"No figure differs.": "没有不同的数值。",
	"Sweep of %s":        "%s 的取值扫描",
	"figures":            "数据",
	"Findings":           "要点",
	"Contents":           "目录",
	"Every figure rests on what the blueprint says. Point at a figure to see how it was got.": "每个数值都以蓝图所写为据。将指针移到数值上，可见其得出方式。",
	"Not said in the blueprint":                                       "蓝图未写明的",
	"A chart of %d values. The table beside it has the same figures.": "含 %d 个值的图表。旁边的表格有相同的数值。",
	"There is nothing to show.":                                       "没有可显示的内容。",
	"and %d more":                                                     "另有 %d 项",
	"as it is":                                                        "现状",
	"Target":                                                          "目标",
	"No value of %s from %d to %d meets %s.":                          "%s 从 %d 到 %d 没有值满足 %s。",
	"The smallest value of %s that meets %s is %d.":                   "满足 %[2]s 的 %[1]s 的最小值为 %[3]d。",
}
