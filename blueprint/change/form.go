package change

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

// groups are the headings of the form with the keys below them, by the questions
// that they answer.
func groups() []group {
	return []group{
		{"what", "What happens", "发生什么", []string{"title", "id", "description", "channel", "actor", "owner", "for", "optional", "see"}},
		{"marks", "What it is to the customer", "对顾客意味着什么", []string{"service", "moment", "emotion", "expects", "promise", "adds-value"}},
		{"time", "Time", "时间", []string{"time", "wait", "at", "servers"}},
		{"quality", "Quality", "质量", []string{"standards", "fails", "complaint", "policy", "latitude"}},
		{"ways", "Ways on", "去向", []string{"next", "detour"}},
		{"figures", "Cost and figures", "成本与指标", []string{"cost", "metrics"}},
		{"evidence", "How it is known", "依据", []string{"proof", "facets", "notes", "refs"}},
		{"tests", "Tests and logs", "测试与日志", []string{"aliases", "waive", "quarantine"}},
	}
}

type group struct {
	name, en, zh string
	keys         []string
}

// Form describes everything that a touchpoint can know, in the order and the
// groups of a form, with labels in a language ("en", "zh"). The choices of
// references are those of the blueprint, which may be nil. Explanations are
// those of the table of keys, in English.
func Form(b *blueprint.Blueprint, lang string) []Field {
	f := former{shapes: blueprint.Shapes(), b: b, zh: lang == "zh" || strings.HasPrefix(lang, "zh-")}
	s := blueprint.ShapeNamed(f.shapes, "touchpoint")
	var out []Field
	add := func(k *blueprint.Key, group string) {
		field := f.field(k, k.Name)
		field.Group = group
		out = append(out, field)
	}
	done := map[string]bool{}
	for _, g := range groups() {
		for _, name := range g.keys {
			if k, ok := s.Key(name); ok {
				done[name] = true
				add(k, f.say(g.en, g.zh))
			}
		}
	}
	for i := range s.Keys {
		if !done[s.Keys[i].Name] {
			add(&s.Keys[i], f.say("More", "其他"))
		}
	}
	return out
}

type former struct {
	shapes []*blueprint.Shape
	b      *blueprint.Blueprint
	zh     bool
}

func (f former) say(en, zh string) string {
	if f.zh && zh != "" {
		return zh
	}
	return en
}

func (f former) field(k *blueprint.Key, path string) Field {
	out := Field{Key: path, Name: k.Name, Title: f.label(k.Name), Doc: k.Doc, Form: string(k.Form), Of: string(k.Of), Many: k.Many, Choices: slices.Clone(k.Words), Open: k.Open,
		Min: k.Min, Max: k.Max, Positive: k.Positive, Required: k.Required, Unit: k.Unit, Default: k.Default, Example: k.Example}
	if k.Form == blueprint.FormShare {
		lo, hi := 0.0, 1.0
		out.Min, out.Max = &lo, &hi
	}
	out.Choices = append(out.Choices, f.choices(k)...)
	if k.Form != blueprint.FormShape {
		return out
	}
	s := blueprint.ShapeNamed(f.shapes, k.Shape)
	if k.Many {
		path += "[]"
	}
	out.Short, out.Flag = s.Short, s.Flag
	for i := range s.Keys {
		out.Fields = append(out.Fields, f.field(&s.Keys[i], path+"."+s.Keys[i].Name))
	}
	if s.Rest != nil && f.b != nil { // a key for each persona
		for _, id := range f.choices(s.Rest) {
			out.Fields = append(out.Fields, Field{Key: path + "." + id, Name: id, Title: f.persona(id), Doc: s.Rest.Doc, Form: string(s.Rest.Of), Min: s.Rest.Min, Max: s.Rest.Max, Example: s.Rest.Example})
		}
	}
	return out
}

func (f former) persona(id string) string {
	for _, p := range f.b.Personas {
		if p.ID == id {
			return orElse(p.Title, id)
		}
	}
	return id
}

// choices are the ids that a reference may name.
func (f former) choices(k *blueprint.Key) []string {
	if f.b == nil {
		return nil
	}
	var out []string
	for _, target := range k.Targets {
		switch target {
		case blueprint.ToTouchpoint:
			for _, t := range f.b.Touchpoints() {
				out = append(out, t.ID)
			}
		case blueprint.ToEnd:
			out = append(out, touchpoint.End)
		case blueprint.ToPersona:
			for _, p := range f.b.Personas {
				out = append(out, p.ID)
			}
		case blueprint.ToActor:
			for _, a := range f.b.Actors {
				out = append(out, a.ID)
			}
		}
	}
	return out
}

// label is what a form calls a key.
func (f former) label(key string) string {
	words, known := labels()[key]
	if f.zh && known {
		return words
	}
	switch key {
	case "id":
		return "Id"
	case "p90":
		return "90th percentile"
	}
	text := strings.ReplaceAll(key, "-", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// labels are the names of keys in Chinese.
func labels() map[string]string {
	return map[string]string{
		"title": "名称", "id": "标识", "description": "说明", "channel": "渠道", "actor": "执行者", "owner": "负责人", "for": "适用顾客", "optional": "可跳过", "see": "参见",
		"service": "服务要素", "moment": "关键时刻", "critical": "决定性", "standards": "标准", "enhancers": "加分之处", "detractors": "减分之处",
		"emotion": "情绪", "all": "所有顾客", "expects": "期望", "adequate": "可接受水平", "desired": "理想水平", "perceived": "感知水平", "importance": "重要性", "driver": "满意驱动层次", "dimension": "质量维度",
		"promise": "承诺", "where": "承诺之处", "adds-value": "是否增值",
		"time": "时间", "standard": "标准时间", "acceptable": "可容忍时间", "distribution": "分布", "mean": "均值", "deviation": "标准差", "min": "最短", "mode": "最可能", "max": "最长", "samples": "样本",
		"measured": "实测", "median": "中位数", "p90": "第 90 百分位", "count": "次数", "source": "来源", "on": "日期", "by": "分顾客",
		"wait": "等候", "expected": "预计等候", "then": "失去耐心后", "balk": "止步队长", "occupied": "等候时可做之事", "explained": "已告知原因", "at": "日程位置", "servers": "并行服务数",
		"procedural": "程序标准", "personal": "人际标准", "aspect": "方面", "met": "达标率",
		"fails": "失误点", "cause": "原因", "kind": "种类", "chance": "概率", "severity": "严重度", "occurrence": "发生度", "detection": "探测难度", "prevent": "防错", "recover": "补救", "cost": "成本", "tags": "标签",
		"complaint": "投诉环节", "policy": "规定", "latitude": "自由度",
		"next": "去向", "to": "通往", "when": "条件", "detour": "绕行",
		"per-use": "每次成本", "per-minute": "每分钟成本", "metrics": "指标", "value": "数值", "target": "目标", "unit": "单位",
		"proof": "依据", "status": "状态", "checked": "核对日期", "facets": "服务类型", "stage": "阶段", "technical": "技术性", "place": "地点", "paid": "收费", "audience": "对象", "recipient": "受体",
		"notes": "备注", "refs": "参考资料", "aliases": "日志别名", "waive": "免测", "quarantine": "测试隔离", "reason": "理由", "until": "截止",
	}
}
