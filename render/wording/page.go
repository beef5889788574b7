package wording

// Page are the words of a page that is read in a browser. A name in braces is
// the place of a number or a word.
type Page struct {
	Untitled, SkipToTable, SkipToPicture, Views, Table, Picture string
	Search, SearchHint, Filter, Present, Theme, Help, Close     string
	System, ZoomIn, ZoomOut, Fit, Actual, Zoom                  string
	Journey, Previous, Next, EndPresent, Clear                  string
	Lane, Service, Moment, Proof, Marks                         string
	Details                                                     string

	Nothing    string // no match
	Found      string // with {n}
	Shown      string // with {n} and {all}
	Everything string // no filter, with {all}
	Place      string // with {n}: the number of a step
	Stop       string // with {n} and {all}
	Viewed     string // with {view}
	Missing    string // the view does not show the touchpoint

	Keys [12]string `keys:"search,filter,present,table,view,zoom,fit,actual,arrows,details,close,help"` // what each key does
}

func englishPage() Page {
	return Page{
		Untitled: "Service blueprint", SkipToTable: "Skip to the table", SkipToPicture: "Skip to the picture", Views: "Views", Table: "Table", Picture: "Picture",
		Search: "Search", SearchHint: "Titles, notes, ids", Filter: "Filter", Present: "Present", Theme: "Theme", Help: "Keys", Close: "Close",
		System: "System", ZoomIn: "Zoom in", ZoomOut: "Zoom out", Fit: "Fit", Actual: "Original size", Zoom: "Zoom",
		Journey: "Journey", Previous: "Previous", Next: "Next", EndPresent: "End presentation", Clear: "Clear",
		Lane: "Lane", Service: "Service element", Moment: "Moment", Proof: "Status", Marks: "Marks", Details: "Details",
		Nothing: "Nothing found", Found: "{n} found", Shown: "{n} of {all} shown", Everything: "All {all} shown", Place: "step {n}",
		Stop: "{n} of {all}", Viewed: "View: {view}", Missing: "Not in this view",
		Keys: [12]string{
			"search", "filter", "present a journey", "table, and back", "next view", "zoom", "fit the window", "original size", "move the picture, or go from touchpoint to touchpoint", "details of a touchpoint", "close, end", "this help",
		},
	}
}

func chinesePage() Page {
	return Page{
		Untitled: "服务蓝图", SkipToTable: "跳到表格", SkipToPicture: "跳到图", Views: "视图", Table: "表格", Picture: "图",
		Search: "搜索", SearchHint: "标题、备注、编号", Filter: "筛选", Present: "演示", Theme: "主题", Help: "按键", Close: "关闭",
		System: "跟随系统", ZoomIn: "放大", ZoomOut: "缩小", Fit: "适应窗口", Actual: "原始大小", Zoom: "缩放",
		Journey: "旅程", Previous: "上一个", Next: "下一个", EndPresent: "结束演示", Clear: "清除",
		Lane: "泳道", Service: "服务要素", Moment: "真实一刻", Proof: "依据", Marks: "标记", Details: "详情",
		Nothing: "没有找到", Found: "找到 {n} 项", Shown: "显示 {all} 项中的 {n} 项", Everything: "显示全部 {all} 项", Place: "步骤 {n}",
		Stop: "{n} / {all}", Viewed: "视图：{view}", Missing: "此视图中没有",
		Keys: [12]string{
			"搜索", "筛选", "演示旅程", "表格与图切换", "下一个视图", "缩放", "适应窗口", "原始大小", "移动画面，或在接触点之间移动", "接触点详情", "关闭、结束", "本说明",
		},
	}
}
