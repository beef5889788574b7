package html

import (
	"strings"

	"github.com/servicemoments/moments/render/view"
)

// words are what the page says besides the words of the blueprint. Those with a
// JSON name are the script's as well.
type words struct {
	Language string `json:"-"`

	Untitled, SkipToTable, SkipToPicture, Views, Table, Picture string `json:"-"`
	Search, SearchHint, Filter, Present, Theme, Help, Close     string `json:"-"`
	System, ZoomIn, ZoomOut, Fit, Actual, Zoom                  string `json:"-"`
	Journey, Previous, Next, EndPresent, Clear                  string `json:"-"`
	Lane, Service, Moment, Proof, Marks                         string `json:"-"`
	Details                                                     string `json:"-"`

	Nothing    string `json:"nothing"`    // no match
	Found      string `json:"found"`      // with {n}
	Shown      string `json:"shown"`      // with {n} and {all}
	Everything string `json:"everything"` // no filter, with {all}
	Place      string `json:"place"`      // with {n}: the number of a step
	Stop       string `json:"stop"`       // with {n} and {all}
	Viewed     string `json:"viewed"`     // with {view}
	Missing    string `json:"missing"`    // the view does not show the touchpoint

	Facts factWords `json:"-"`
	Keys  []keyHelp `json:"-"`
}

// keyHelp says what a key does.
type keyHelp struct{ Key, Does string }

// factWords head what is known of a touchpoint.
type factWords struct {
	Flow, TimeAndWait, Sheet, Standards, Expectations, Fails, Work, Backing, More string // groups

	From, To, Starts, Links                                             string
	Time, ByPersona, Measured, Samples, Wait, Then, Occupied, Explained string
	BackTo, At, Optional, Detour, For                                   string
	TakenForGranted, Delights, Annoys, Procedural, Personal             string
	Importance, Driver, Dimension, Met                                  string
	Chance, Risk, Cause, Kind, Prevent, Recover, FailCost, Tags         string
	Actor, Channel, Owner, Servers, Cost, PerUse, PerMinute             string
	Policy, Value, Latitude, Complaint, Facets, Emotion                 string
	Proof, Source, Checked, Promise, Metrics, See, Refs, Notes          string
	Waived, Quarantined, Until, Aliases, NotSaid, Yes, No               string
	Encounter, HasFails, HasWait, IsChoice, FirstWay                    string
	Touchpoint, Evidence, LeadsTo, Target, StandardTime, PatienceEnds   string
	Technical, NotTechnical, Paid, Free, Balk, NoService                string
}

func wordsFor(language string) words {
	tag, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(language), "_", "-"), "-")
	if tag == "zh" {
		return chinese()
	}
	return english()
}

func english() words {
	return words{
		Language: "en",
		Untitled: "Service blueprint", SkipToTable: "Skip to the table", SkipToPicture: "Skip to the picture", Views: "Views", Table: "Table", Picture: "Picture",
		Search: "Search", SearchHint: "Titles, notes, ids", Filter: "Filter", Present: "Present", Theme: "Theme", Help: "Keys", Close: "Close",
		System: "System", ZoomIn: "Zoom in", ZoomOut: "Zoom out", Fit: "Fit", Actual: "Original size", Zoom: "Zoom",
		Journey: "Journey", Previous: "Previous", Next: "Next", EndPresent: "End presentation", Clear: "Clear",
		Lane: "Lane", Service: "Service element", Moment: "Moment", Proof: "Status", Marks: "Marks", Details: "Details",
		Nothing: "Nothing found", Found: "{n} found", Shown: "{n} of {all} shown", Everything: "All {all} shown", Place: "step {n}",
		Stop: "{n} of {all}", Viewed: "View: {view}", Missing: "Not in this view",
		Facts: englishFacts(),
		Keys: []keyHelp{
			{"/", "search"}, {"F", "filter"}, {"P", "present a journey"}, {"T", "table, and back"}, {"V", "next view"},
			{"+  −", "zoom"}, {"0", "fit the window"}, {"1", "original size"}, {"← ↑ ↓ →", "move the picture, or go from touchpoint to touchpoint"},
			{"Enter", "details of a touchpoint"}, {"Esc", "close, end"}, {"?", "this help"},
		},
	}
}

func englishFacts() factWords {
	return factWords{
		Flow: "Ways", TimeAndWait: "Time and waiting", Sheet: "Moment of truth", Standards: "Standards", Expectations: "Expectations", Fails: "Fail points",
		Work: "Who and how", Backing: "Proof and sources", More: "More",
		From: "Comes from", To: "Leads to", Starts: "Sets off", Links: "Linked with",
		Time: "Time", ByPersona: "By persona", Measured: "Measured", Samples: "samples", Wait: "Wait", Then: "Patience runs out", Occupied: "Meanwhile", Explained: "Explained",
		BackTo: "back", At: "In the calendar", Optional: "optional", Detour: "only when something fails", For: "Only for",
		TakenForGranted: "Taken for granted", Delights: "Delights", Annoys: "Annoys", Procedural: "Procedural", Personal: "Personal",
		Importance: "importance", Driver: "Driver", Dimension: "Dimension", Met: "met in %s",
		Chance: "chance %s", Risk: "risk priority %d", Cause: "Cause: %s", Kind: "Kind", Prevent: "Prevention", Recover: "Recovery", FailCost: "costs %s", Tags: "Tags",
		Actor: "Done by", Channel: "Channel", Owner: "Owner", Servers: "Side by side", Cost: "Cost", PerUse: "%s each time", PerMinute: "%s a minute",
		Policy: "Policy", Value: "Adds value", Latitude: "Latitude", Complaint: "Complaint", Facets: "Kind of service", Emotion: "Feeling",
		Proof: "Status", Source: "Source", Checked: "Checked", Promise: "Promise", Metrics: "Metrics", See: "See", Refs: "References", Notes: "Notes",
		Waived: "Not to be covered", Quarantined: "Quarantined", Until: "until %s", Aliases: "In event logs", NotSaid: "not said", Yes: "yes", No: "no",
		Encounter: "encounter", HasFails: "fail point", HasWait: "wait", IsChoice: "choice", FirstWay: "The customer's way",
		Touchpoint: "Touchpoint", Evidence: "Evidence", LeadsTo: "Leads to", Target: "target %s", StandardTime: "standard", PatienceEnds: "patience runs out",
		Technical: "technical", NotTechnical: "not technical", Paid: "paid", Free: "free of charge", Balk: "turns away at a queue of %d", NoService: "none",
	}
}

func chinese() words {
	return words{
		Language: "zh",
		Untitled: "服务蓝图", SkipToTable: "跳到表格", SkipToPicture: "跳到图", Views: "视图", Table: "表格", Picture: "图",
		Search: "搜索", SearchHint: "标题、备注、编号", Filter: "筛选", Present: "演示", Theme: "主题", Help: "按键", Close: "关闭",
		System: "跟随系统", ZoomIn: "放大", ZoomOut: "缩小", Fit: "适应窗口", Actual: "原始大小", Zoom: "缩放",
		Journey: "旅程", Previous: "上一个", Next: "下一个", EndPresent: "结束演示", Clear: "清除",
		Lane: "泳道", Service: "服务要素", Moment: "真实一刻", Proof: "依据", Marks: "标记", Details: "详情",
		Nothing: "没有找到", Found: "找到 {n} 项", Shown: "显示 {all} 项中的 {n} 项", Everything: "显示全部 {all} 项", Place: "步骤 {n}",
		Stop: "{n} / {all}", Viewed: "视图：{view}", Missing: "此视图中没有",
		Facts: chineseFacts(),
		Keys: []keyHelp{
			{"/", "搜索"}, {"F", "筛选"}, {"P", "演示旅程"}, {"T", "表格与图切换"}, {"V", "下一个视图"},
			{"+  −", "缩放"}, {"0", "适应窗口"}, {"1", "原始大小"}, {"← ↑ ↓ →", "移动画面，或在接触点之间移动"},
			{"Enter", "接触点详情"}, {"Esc", "关闭、结束"}, {"?", "本说明"},
		},
	}
}

func chineseFacts() factWords {
	return factWords{
		Flow: "流向", TimeAndWait: "时间与等待", Sheet: "真实一刻", Standards: "标准", Expectations: "期望", Fails: "失误点",
		Work: "谁来做、怎么做", Backing: "依据与来源", More: "其他",
		From: "来自", To: "去向", Starts: "引发", Links: "关联",
		Time: "时间", ByPersona: "按顾客类型", Measured: "实测", Samples: "样本", Wait: "等待", Then: "等不下去", Occupied: "等待期间", Explained: "有说明",
		BackTo: "返回", At: "日程", Optional: "可选", Detour: "失误时才进行", For: "仅限",
		TakenForGranted: "理所当然", Delights: "加分项", Annoys: "减分项", Procedural: "程序面", Personal: "个人面",
		Importance: "重要性", Driver: "满意驱动因素", Dimension: "服务质量维度", Met: "达标率 %s",
		Chance: "概率 %s", Risk: "风险优先数 %d", Cause: "原因：%s", Kind: "类别", Prevent: "预防", Recover: "补救", FailCost: "成本 %s", Tags: "标签",
		Actor: "执行者", Channel: "渠道", Owner: "负责人", Servers: "并行数", Cost: "成本", PerUse: "每次 %s", PerMinute: "每分钟 %s",
		Policy: "制度", Value: "增值", Latitude: "自主程度", Complaint: "投诉处理", Facets: "服务类别", Emotion: "感受",
		Proof: "依据", Source: "来源", Checked: "核对日期", Promise: "承诺", Metrics: "指标", See: "参见", Refs: "参考", Notes: "备注",
		Waived: "不作覆盖", Quarantined: "隔离", Until: "至 %s", Aliases: "事件日志名", NotSaid: "未注明", Yes: "是", No: "否",
		Encounter: "一般接触", HasFails: "失误点", HasWait: "等待点", IsChoice: "选择", FirstWay: "顾客之路",
		Touchpoint: "接触点", Evidence: "有形展示", LeadsTo: "去向", Target: "目标 %s", StandardTime: "标准", PatienceEnds: "等不下去",
		Technical: "技术性", NotTechnical: "非技术性", Paid: "收费", Free: "免费", Balk: "队长 %d 人时离开", NoService: "无",
	}
}

// view is the title of a view, in the page's language where we have it.
func (w words) view(v view.View) string {
	if w.Language == "zh" {
		if name, ok := map[string]string{
			"blueprint": "蓝图", "cycle": "服务圈", "flower": "服务之花", "curve": "体验曲线", "quadrant": "程序与个人",
			"gaps": "差距", "failures": "失误", "handovers": "交接", "network": "网络",
		}[v.Name]; ok {
			return name
		}
	}
	return v.Title
}

// theme is the name of a theme for the reader.
func (w words) theme(name string) string {
	names := map[string][2]string{"light": {"Light", "浅色"}, "dark": {"Dark", "深色"}, "high-contrast": {"High contrast", "高对比度"}, "print": {"Print", "打印"}}
	pair, ok := names[name]
	switch {
	case !ok:
		return name
	case w.Language == "zh":
		return pair[1]
	}
	return pair[0]
}
