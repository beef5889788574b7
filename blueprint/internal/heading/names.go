package heading

// name is what people call a role: whole labels, and words within a label. All
// are folded, see [Fold]. A word stands between blanks where it must be a word
// of its own.
type name struct {
	role  Role
	exact []string
	words []string
}

var names = []name{
	{Customer,
		[]string{
			"customer", "customer action", "customer activity", "customer journey", "customer step", "customer behaviour", "customer behavior",
			"user", "user action", "user activity", "user journey", "user step", "guest", "guest action", "client", "client action", "patient", "patient action",
			"visitor", "visitor action", "passenger", "passenger action", "shopper", "shopper action", "citizen", "citizen action", "student", "student action",
			"顾客", "顾客行为", "顾客行动", "顾客活动", "顾客动作", "客户", "客户行为", "客户行动", "客户活动", "用户", "用户行为", "用户行动", "用户活动", "用户旅程", "顾客旅程", "客户旅程", "客人", "客人行为",
		},
		[]string{" customer ", " user ", " guest ", " client ", " patient ", " visitor ", " passenger ", " shopper ", "顾客", "客户", "用户", "客人"},
	},
	{Frontstage,
		[]string{
			"frontstage", "front stage", "onstage", "on stage", "frontstage action", "front stage action", "onstage action", "on stage action",
			"frontstage interaction", "front stage interaction", "onstage interaction", "frontstage activity", "front stage activity", "onstage activity",
			"frontstage employee action", "front stage employee action", "onstage employee action", "onstage contact employee action", "onstage visible contact employee action",
			"visible contact employee action", "visible employee action", "contact employee action", "frontstage staff", "frontstage staff action", "front office",
			"onstage technology", "frontstage technology",
			"前台", "前台员工行为", "前台员工", "前台行为", "前台行动", "前台活动", "前台互动", "前台接触", "前台服务", "前台接触员工行为", "前台员工行动", "可见员工行为", "前台接待员工行为",
		},
		[]string{"frontstage", "front stage", "onstage", " on stage", " visible ", " front office ", "前台", "前端"},
	},
	{Backstage,
		[]string{
			"backstage", "back stage", "offstage", "off stage", "backstage action", "back stage action", "backstage interaction", "backstage activity", "back stage activity",
			"backstage employee action", "back stage employee action", "backstage contact employee action", "backstage invisible contact employee action", "invisible contact employee action",
			"invisible employee action", "backstage staff", "backstage staff action", "behind scene", "back office",
			"后台", "后台员工行为", "后台员工", "后台行为", "后台行动", "后台活动", "后台服务", "后台接触员工行为", "后台员工行动", "不可见员工行为", "幕后", "幕后行为",
		},
		[]string{"backstage", "back stage", "offstage", " off stage", " invisible ", " behind scene ", " back office ", "后台", "幕后"},
	},
	{Support,
		[]string{
			"support", "support process", "supporting process", "support activity", "support action", "support system", "supporting system", "support function",
			"internal process", "internal support", "system", "support processes and system", "support process and system", "infrastructure",
			"支持", "支持过程", "支持流程", "支持系统", "支持活动", "支撑过程", "支撑流程", "支撑系统", "支持性过程", "支持行为", "内部支持", "内部支持过程", "后台支持系统", "系统",
		},
		[]string{" support ", " supporting ", " internal process", " system ", "支持", "支撑"},
	},
	{Evidence,
		[]string{
			"evidence", "physical evidence", "tangible evidence", "tangible", "physical", "service evidence", "artifact", "artefact", "prop", "physical artifact",
			"有形展示", "有形证据", "实体证据", "物理证据", "物证", "实物", "有形展示物", "服务证据", "实体展示", "有形元素",
		},
		[]string{" evidence ", "有形展示", "证据"},
	},
	{Phase, []string{"phase", "phase of journey", "journey phase", "service phase", "stage", "journey stage", "service stage", "阶段", "服务阶段", "旅程阶段"}, nil},
	{Step, []string{"step", "step no", "no", "number", "step number", "column", "journey step", "service step", "步骤", "序号", "编号", "步骤序号", "服务步骤", "环节"}, nil},
	{StepTitle, []string{"step title", "step name", "heading", "步骤名称", "步骤标题"}, nil},
	{Time, []string{"time", "duration", "standard time", "time taken", "elapsed time", "时间", "时长", "标准时间", "用时", "耗时"}, nil},
	{Emotion, []string{"emotion", "feeling", "mood", "emotional journey", "customer emotion", "情绪", "感受", "情感", "顾客情绪", "用户情绪"}, nil},
	{Policy, []string{"policy", "policy rule", "regulation", "rule", "regulation policy", "policy regulation", "规定", "制度", "政策", "规则"}, nil},
	{Notes, []string{
		"note", "remark", "comment", "pain point", "opportunity", "idea", "question", "insight", "metric", "备注", "注释", "说明", "痛点", "机会", "机会点", "问题", "想法", "指标",
	}, nil},
	{Ways, []string{"way", "written way", "way on", "leads to", "流向", "去向"}, nil},
	{Ignore, []string{"legend", "key", "图例"}, nil},
}
