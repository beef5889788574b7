package wording

// Facts head what is known of a touchpoint.
type Facts struct {
	Flow, TimeAndWait, Sheet, Standards, Expectations, Fails, Work, Backing, More string // groups

	From, To, Starts, Links                                             string
	Time, ByPersona, Measured, Samples, Wait, Then, Occupied, Explained string
	BackTo, At, For                                                     string
	TakenForGranted, Delights, Annoys, Procedural, Personal             string
	Importance, Driver, Dimension, Met                                  string
	Chance, Risk, Cause, Kind, Prevent, Recover, FailCost, Tags         string
	Actor, Channel, Owner, Servers, Cost, PerUse, PerMinute             string
	Policy, Value, Latitude, Complaint, Facets, Emotion                 string
	Proof, Source, Checked, Promise, Metrics, See, Refs, Notes          string
	Waived, Quarantined, Until, Aliases, NotSaid, Yes, No               string
	FirstWay                                                            string
	Touchpoint, Evidence, LeadsTo, StandardTime                         string
	Technical, NotTechnical, Paid, Free, Balk, NoService                string
}

func englishFacts() Facts {
	return Facts{
		Flow: "Ways", TimeAndWait: "Time and waiting", Sheet: "Moment of truth", Standards: "Standards", Expectations: "Expectations", Fails: "Fail points",
		Work: "Who and how", Backing: "Proof and sources", More: "More",
		From: "Comes from", To: "Leads to", Starts: "Sets off", Links: "Linked with",
		Time: "Time", ByPersona: "By persona", Measured: "Measured", Samples: "samples", Wait: "Wait", Then: "Patience runs out", Occupied: "Meanwhile", Explained: "Explained",
		BackTo: "back", At: "In the calendar", For: "Only for",
		TakenForGranted: "Taken for granted", Delights: "Delights", Annoys: "Annoys", Procedural: "Procedural", Personal: "Personal",
		Importance: "importance", Driver: "Driver", Dimension: "Dimension", Met: "met in %s",
		Chance: "chance %s", Risk: "risk priority %d", Cause: "Cause: %s", Kind: "Kind", Prevent: "Prevention", Recover: "Recovery", FailCost: "costs %s", Tags: "Tags",
		Actor: "Done by", Channel: "Channel", Owner: "Owner", Servers: "Side by side", Cost: "Cost", PerUse: "%s each time", PerMinute: "%s a minute",
		Policy: "Policy", Value: "Adds value", Latitude: "Latitude", Complaint: "Complaint", Facets: "Kind of service", Emotion: "Feeling",
		Proof: "Status", Source: "Source", Checked: "Checked", Promise: "Promise", Metrics: "Metrics", See: "See", Refs: "References", Notes: "Notes",
		Waived: "Not to be covered", Quarantined: "Quarantined", Until: "until %s", Aliases: "In event logs", NotSaid: "not said", Yes: "yes", No: "no",
		FirstWay:   "The customer's way",
		Touchpoint: "Touchpoint", Evidence: "Evidence", LeadsTo: "Leads to", StandardTime: "standard",
		Technical: "technical", NotTechnical: "not technical", Paid: "paid", Free: "free of charge", Balk: "turns away at a queue of %d", NoService: "none",
	}
}

func chineseFacts() Facts {
	return Facts{
		Flow: "流向", TimeAndWait: "时间与等待", Sheet: "真实一刻", Standards: "标准", Expectations: "期望", Fails: "失误点",
		Work: "谁来做、怎么做", Backing: "依据与来源", More: "其他",
		From: "来自", To: "去向", Starts: "引发", Links: "关联",
		Time: "时间", ByPersona: "按顾客类型", Measured: "实测", Samples: "样本", Wait: "等待", Then: "等不下去", Occupied: "等待期间", Explained: "有说明",
		BackTo: "返回", At: "日程", For: "仅限",
		TakenForGranted: "理所当然", Delights: "加分项", Annoys: "减分项", Procedural: "程序面", Personal: "个人面",
		Importance: "重要性", Driver: "满意驱动因素", Dimension: "服务质量维度", Met: "达标率 %s",
		Chance: "概率 %s", Risk: "风险优先数 %d", Cause: "原因：%s", Kind: "类别", Prevent: "预防", Recover: "补救", FailCost: "成本 %s", Tags: "标签",
		Actor: "执行者", Channel: "渠道", Owner: "负责人", Servers: "并行数", Cost: "成本", PerUse: "每次 %s", PerMinute: "每分钟 %s",
		Policy: "制度", Value: "增值", Latitude: "自主程度", Complaint: "投诉处理", Facets: "服务类别", Emotion: "感受",
		Proof: "依据", Source: "来源", Checked: "核对日期", Promise: "承诺", Metrics: "指标", See: "参见", Refs: "参考", Notes: "备注",
		Waived: "不作覆盖", Quarantined: "隔离", Until: "至 %s", Aliases: "事件日志名", NotSaid: "未注明", Yes: "是", No: "否",
		FirstWay:   "顾客之路",
		Touchpoint: "接触点", Evidence: "有形展示", LeadsTo: "去向", StandardTime: "标准",
		Technical: "技术性", NotTechnical: "非技术性", Paid: "收费", Free: "免费", Balk: "队长 %d 人时离开", NoService: "无",
	}
}
