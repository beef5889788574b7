package wording

import (
	"slices"

	"github.com/servicemoments/moments/touchpoint"
)

// Failures are the words of the ranked fail points.
type Failures struct {
	Columns                     [7]string // rank, fail point, where, risk, chance, prevention, recovery
	RPN                         string    // with severity, occurrence and detection
	Severity                    string    // with the severity
	Severe                      string    // 9 or 10
	Unrated                     string    // neither RPN nor severity is known
	Unknown                     string    // chance
	None                        string    // no prevention, or no recovery, but the other
	Unprotected                 string    // neither
	Untitled                    string
	Step                        string    // with the number of a step
	Kinds                       [6]string `keys:"task,treatment,tangibles,preparation,encounter,resolution" old:"customer,frontstage,backstage,support"` // of prevention
	RPNBar, SeverityBar         string    // in the legend
	SevereWord, UnprotectedWord string
	Nothing                     string
	Source                      []string
	Summary                     string // with the numbers of fail points, of severe and of unprotected ones
}

// Kind is the name of a kind of prevention.
func (w *Failures) Kind(k touchpoint.PreventionKind) string {
	return at(w.Kinds[:], slices.Index(touchpoint.PreventionKinds(), k), string(k))
}

func englishFailures() Failures {
	return Failures{
		Columns: [7]string{"No.", "Fail point", "Where", "Risk", "Chance", "Prevention", "Recovery"},
		RPN:     "severity %d × occurrence %d × detection %d", Severity: "severity %d of 10", Severe: "severe",
		Unrated: "not rated", Unknown: "?", None: "none", Unprotected: "unprotected", Untitled: "something goes wrong here", Step: "step %d",
		Kinds:  [6]string{"task", "treatment", "tangibles", "preparation", "encounter", "resolution"},
		RPNBar: "risk priority number: severity × occurrence × detection", SeverityBar: "severity alone",
		SevereWord: "severity 9 or 10", UnprotectedWord: "neither prevented nor recovered",
		Nothing: "No fail point is marked yet. Ask at every touchpoint what can go wrong, and write it there:",
		Source: []string{
			"fails:", "  - title: Wrong tariff booked", "    chance: 2%", "    severity: 8", "    occurrence: 4", "    detection: 6",
			"    prevent: [{kind: task, title: Customer reads tariff and price first}]", "    recover: apologise-and-correct",
		},
		Summary: "%d fail points ranked by risk; %d are severe, %d are unprotected.",
	}
}

func chineseFailures() Failures {
	return Failures{
		Columns: [7]string{"序", "失误点", "位置", "风险", "概率", "预防", "补救"},
		RPN:     "严重度 %d × 发生度 %d × 探测度 %d", Severity: "严重度 %d（满分 10）", Severe: "严重",
		Unrated: "未评估", Unknown: "？", None: "无", Unprotected: "无防护", Untitled: "这里会出错", Step: "步骤 %d",
		Kinds:  [6]string{"任务", "对待", "有形物", "准备", "接触", "了结"},
		RPNBar: "风险优先数：严重度 × 发生度 × 探测度", SeverityBar: "仅有严重度",
		SevereWord: "严重度 9 或 10", UnprotectedWord: "既无预防也无补救",
		Nothing: "还没有标出失误点。请在每个接触点问一问会出什么错，并写在那里：",
		Source: []string{
			"fails:", "  - title: 资费办错", "    chance: 2%", "    severity: 8", "    occurrence: 4", "    detection: 6",
			"    prevent: [{kind: task, title: 顾客先确认资费和价格}]", "    recover: apologise-and-correct",
		},
		Summary: "按风险排列的 %d 个失误点，其中 %d 个严重，%d 个无防护。",
	}
}
