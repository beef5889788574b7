package sheet

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/internal/heading"
)

// Columns that are no keys: where a touchpoint stands.
const (
	colNo       = "@no"
	colStep     = "@step"
	colPhase    = "@phase"
	colLane     = "@lane"
	colPlace    = "@place"
	colEvidence = "@evidence"
	colHeading  = "@heading"
	colKey      = "@key"
	colValue    = "@value"
	colMeaning  = "@meaning"
)

// title is a column with its headings, and what others call it.
type title struct {
	path   string
	en, zh string
	others []string
}

// titles are the headings that are not the names of keys. Those of touchpoints
// come first; what is not here is headed by its path.
var titles = []title{
	{colStep, "Step", "步骤", []string{"step no", "step number", "no", "序号", "journey step", "service step", "环节"}},
	{colNo, "No", "序号", nil},
	{colPhase, "Phase", "阶段", []string{"stage", "journey phase", "journey stage", "服务阶段"}},
	{colLane, "Lane", "泳道", []string{"swimlane", "swim lane", "layer", "row", "lane type", "type", "category", "level", "层", "层级", "类型", "类别", "区域"}},
	{colPlace, "Place", "次序", []string{"order", "顺序"}},
	{colHeading, "Step title", "步骤名称", []string{"step name", "heading", "步骤标题"}},
	{colEvidence, "Evidence", "有形展示", []string{"physical evidence", "tangible", "touchpoint evidence", "有形证据", "物证"}},
	{colKey, "Key", "键", nil}, {colValue, "Value", "值", nil}, {colMeaning, "Meaning", "含义", nil},
	{"title", "Touchpoint", "接触点", []string{"title", "action", "activity", "task", "interaction", "what happens", "name", "description of action", "名称", "行为", "动作", "活动", "触点", "内容", "标题"}},
	{"id", "ID", "编号", []string{"identifier", "标识"}},
	{"description", "Description", "说明", []string{"detail", "描述", "详情"}},
	{"channel", "Channel", "渠道", []string{"medium", "媒介"}},
	{"actor", "Done by", "执行者", []string{"actor", "who", "role", "staff", "person", "performed by", "responsible person", "执行人", "角色", "人员"}},
	{"owner", "Owner", "负责人", []string{"responsible", "accountable", "department", "负责部门", "责任人"}},
	{"service", "Service element", "服务要素", []string{"service", "petal", "服务"}},
	{"moment", "Moment of truth", "真实一刻", []string{"mot", "moment", "关键时刻"}},
	{"moment.standards", "Taken for granted", "理所当然", nil},
	{"moment.enhancers", "Delights", "加分项", []string{"enhancer"}},
	{"moment.detractors", "Annoys", "减分项", []string{"detractor", "pain"}},
	{"time", "Standard time", "标准时间", []string{"time", "duration", "时间", "时长", "用时"}},
	{"time.acceptable", "Acceptable time", "可接受时间", []string{"max time", "maximum time", "最长时间"}},
	{"wait", "Wait", "等待", []string{"waiting time", "wait time", "wait point", "等待时间", "等待点"}},
	{"wait.acceptable", "Acceptable wait", "可接受等待", nil},
	{"wait.then", "When patience runs out", "等不下去", nil},
	{"wait.occupied", "While waiting", "等待期间", nil},
	{"wait.explained", "Wait explained", "等待有说明", nil},
	{"wait.balk", "Turns away at a queue of", "望而却步的队长", nil},
	{"fails", "Fail points", "失误点", []string{"fail point", "failure", "failure mode", "risk", "what can go wrong", "失败点", "失效", "失误", "风险"}},
	{"fails.cause", "Cause", "失误原因", []string{"failure cause", "root cause", "原因"}},
	{"fails.kind", "Kind of failure", "失误类别", nil},
	{"fails.chance", "Chance of failure", "失误概率", []string{"failure rate", "probability"}},
	{"fails.severity", "Severity", "严重度", []string{"s"}},
	{"fails.occurrence", "Occurrence", "频度", []string{"o"}},
	{"fails.detection", "Detection", "探测度", []string{"d"}},
	{"fails.prevent", "Prevention", "预防", []string{"poka yoke", "fail safe", "预防措施"}},
	{"fails.recover", "Recovery", "服务补救", []string{"recovery action", "补救"}},
	{"fails.cost", "Cost of a failure", "失误成本", nil},
	{"fails.tags", "Failure tags", "失误标签", nil},
	{"standards.procedural", "Procedural standards", "程序面标准", []string{"standard", "标准"}},
	{"standards.procedural.aspect", "Procedural aspect", "程序面方面", nil},
	{"standards.procedural.met", "Procedural standard met", "程序面达标率", nil},
	{"standards.personal", "Personal standards", "个人面标准", nil},
	{"standards.personal.aspect", "Personal aspect", "个人面方面", nil},
	{"standards.personal.met", "Personal standard met", "个人面达标率", nil},
	{"promise", "Promise", "承诺", nil},
	{"promise.time", "Promised time", "承诺时间", nil},
	{"promise.where", "Promised where", "承诺之处", nil},
	{"expects", "Expectation", "期望", []string{"customer expectation", "顾客期望"}},
	{"expects.title", "What is expected", "期望内容", nil},
	{"expects.adequate", "Adequate", "必要的服务", nil},
	{"expects.desired", "Desired", "渴望的服务", nil},
	{"expects.perceived", "Perceived", "感知的服务", nil},
	{"expects.importance", "Importance", "重要性", nil},
	{"expects.driver", "Driver", "满意驱动因素", nil},
	{"expects.dimension", "Dimension", "服务质量维度", nil},
	{"emotion", "Emotion", "情绪", []string{"feeling", "mood", "感受", "情感"}},
	{"cost", "Cost each time", "每次成本", []string{"cost", "成本"}},
	{"cost.per-minute", "Cost a minute", "每分钟成本", nil},
	{"servers", "Servers", "并行数", []string{"number of server", "服务台数"}},
	{"proof", "Proof", "依据", []string{"proof status", "known by"}},
	{"proof.source", "Proof from", "依据来源", nil},
	{"proof.checked", "Checked on", "核对日期", nil},
	{"facets.stage", "Stage of the sale", "销售阶段", nil},
	{"facets.technical", "Technical", "技术性", nil},
	{"facets.place", "Where it is given", "服务地点", nil},
	{"facets.paid", "Paid", "收费", nil},
	{"facets.audience", "Audience", "服务对象", nil},
	{"facets.recipient", "Done to", "作用对象", nil},
	{"metrics", "Metrics", "指标", []string{"metric", "kpi"}},
	{"metrics.title", "Metric name", "指标名称", nil},
	{"metrics.value", "Figure", "指标值", nil},
	{"metrics.target", "Target", "指标目标", nil},
	{"metrics.unit", "Unit", "指标单位", nil},
	{"metrics.source", "Metric from", "指标来源", nil},
	{"policy", "Policy", "制度", []string{"rule", "regulation", "规定", "政策"}},
	{"complaint", "Part in a complaint", "投诉处理环节", nil},
	{"latitude", "Latitude", "自主程度", nil},
	{"adds-value", "Adds value", "增值", nil},
	{"next", "Leads to", "去向", []string{"next", "next step", "next touchpoint", "下一步", "流向"}},
	{"next.when", "When", "条件", []string{"condition"}},
	{"next.chance", "How likely", "概率", nil},
	{"see", "See", "参见", nil},
	{"detour", "Detour", "绕行", nil},
	{"optional", "Optional", "可选", nil},
	{"for", "Only for", "仅限", []string{"for", "persona", "顾客类型"}},
	{"at", "In the calendar", "日程", nil},
	{"aliases", "In event logs", "事件日志名", nil},
	{"notes", "Notes", "备注", []string{"note", "remark", "comment", "注释"}},
	{"refs", "References", "参考", []string{"link", "url"}},
}

// usual are the columns that a list of touchpoints always has, so that there is
// a place to fill in.
var usual = []string{"title", "id", "channel", "actor", "service", "moment", "time", "time.acceptable", "wait", "wait.acceptable", "fails", "fails.chance", "fails.recover", "emotion", "cost", "next", "next.when", "next.chance", "notes"}

// head is the heading of a column. A table of other things than touchpoints
// calls its titles titles.
func head(path string, chinese, touchpoints bool) string {
	if path == "title" && !touchpoints {
		if chinese {
			return "标题"
		}
		return "Title"
	}
	for _, t := range titles {
		if t.path == path || path == "evidence" && t.path == colEvidence {
			if chinese {
				return t.zh
			}
			return t.en
		}
	}
	return path
}

// columnsOf lists the columns of a shape in the order of the table of keys.
func columnsOf(shapes []*blueprint.Shape, name string) []string {
	return columnsBelow(shapes, blueprint.ShapeNamed(shapes, name), "", 0)
}

func columnsBelow(shapes []*blueprint.Shape, s *blueprint.Shape, prefix string, depth int) []string {
	var out []string
	for i := range s.Keys {
		k := &s.Keys[i]
		path := join(prefix, k.Name)
		if k.Form != blueprint.FormShape {
			out = append(out, path)
			continue
		}
		sub := blueprint.ShapeNamed(shapes, k.Shape)
		out = append(out, path)
		switch {
		case sub.Rest != nil || depth > 3 || k.Name == "steps" || k.Name == "phases":
		case k.Many:
			for _, inner := range sub.Keys {
				if inner.Name != sub.Short {
					out = append(out, join(path, inner.Name))
				}
			}
		default:
			for _, inner := range columnsBelow(shapes, sub, path, depth+1) {
				if inner != join(path, sub.Short) && !(sub.Name == "moment" && strings.HasSuffix(inner, ".critical")) {
					out = append(out, inner)
				}
			}
		}
	}
	return out
}

// header recognises the headings of a table of things of one shape.
type header struct {
	known map[string]string // folded heading to path
}

func newHeader(shapes []*blueprint.Shape, shape string, special ...string) header {
	h := header{known: map[string]string{}}
	add := func(name, path string) {
		if folded := heading.Fold(name); folded != "" && h.known[folded] == "" {
			h.known[folded] = path
		}
	}
	paths := append(slices.Clone(special), columnsOf(shapes, shape)...)
	for _, p := range paths { // our own first: nothing else may take their names
		add(head(p, false, shape == "touchpoint"), p)
		add(head(p, true, shape == "touchpoint"), p)
		add(strings.TrimPrefix(p, "@"), p)
	}
	for _, t := range titles {
		if slices.Contains(paths, t.path) {
			for _, other := range t.others {
				add(other, t.path)
			}
		}
	}
	return h
}

// path is the column that a heading names, "" where it is not known.
func (h header) path(label string) string { return h.known[heading.Fold(label)] }

// names lists the headings that are known, for finding the nearest.
func (h header) names() []string {
	out := make([]string, 0, len(h.known))
	for name := range h.known {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
