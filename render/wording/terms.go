package wording

import (
	"slices"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// Terms are the words of the vocabularies of a touchpoint, as they are read.
type Terms struct {
	Proofs     [3]string  `keys:"observed,assumed,proposed"`
	Aspects    [14]string `keys:"timing,flow,accommodation,anticipation,communication,feedback,supervision,appearance,attitude,attentiveness,tact,guidance,selling,problem-solving"`
	Dimensions [5]string  `keys:"tangibles,reliability,responsiveness,assurance,empathy"`
	Drivers    [5]string  `keys:"core,process,technical,interaction,emotion"`
	Verdicts   [3]string  `keys:"disadvantage,advantage,loyalty"`
	Fails      [4]string  `keys:"product,contract,transport,service"`
	Irritants  [14]string `keys:"cold,slow,runs-down-rivals,hard-to-order,taken-for-granted,overpromised,negative,rushed,unprofessional-look,poor-reasons,petty,bad-goods,complacent,poorly-trained"`
	Stages     [3]string  `keys:"before,during,after"`
	Places     [3]string  `keys:"fixed,mobile,remote"`
	Audiences  [3]string  `keys:"wholesaler,retailer,end-user"`
	Recipients [2]string  `keys:"buyer,possession"`
	Levels     [3]string  `keys:"low,medium,high"`
	AddsValue  [3]string  `keys:"yes,necessary,no"`
	Complaints [11]string `keys:"made,recorded,acknowledged,judged,assigned,investigated,proposed,decided,answered,reviewed,closed"`
}

// Term is the name of a word of the vocabulary by the list that it stands in:
// proof, aspect, dimension, driver, verdict, prevention, fail, irritant, channel,
// stage, place, audience, recipient, level, value or complaint. A word of one's
// own stays as it is; in English a hyphen is a blank.
func (w Words) Term(list, word string) string {
	names, words := w.vocabulary(list)
	if i := slices.Index(words, word); i >= 0 && i < len(names) {
		return names[i]
	}
	if w.Language == "en" {
		return strings.ReplaceAll(word, "-", " ")
	}
	return word
}

func (w *Words) vocabulary(list string) (names, words []string) {
	t := &w.Terms
	switch list {
	case "proof":
		return t.Proofs[:], texts(touchpoint.ProofStatuses())
	case "aspect":
		return t.Aspects[:], texts(append(touchpoint.ProceduralAspects(), touchpoint.PersonalAspects()...))
	case "dimension":
		return t.Dimensions[:], texts(touchpoint.Dimensions())
	case "driver":
		return t.Drivers[:], texts(touchpoint.Drivers())
	case "verdict":
		return t.Verdicts[:], texts([]touchpoint.Verdict{touchpoint.Disadvantage, touchpoint.Advantage, touchpoint.Loyalty})
	case "prevention":
		return w.Failures.Kinds[:], texts(touchpoint.PreventionKinds())
	case "fail":
		return t.Fails[:], texts(touchpoint.FailKinds())
	case "irritant":
		return t.Irritants[:], touchpoint.Irritants()
	case "channel":
		return w.Channels[:], touchpoint.Channels()
	case "stage":
		return t.Stages[:], texts(touchpoint.Stages())
	case "place":
		return t.Places[:], texts(touchpoint.Places())
	case "audience":
		return t.Audiences[:], texts(touchpoint.Audiences())
	case "recipient":
		return t.Recipients[:], texts(touchpoint.Recipients())
	case "level":
		return t.Levels[:], texts(touchpoint.Levels())
	case "value":
		return t.AddsValue[:], texts(touchpoint.AddsValueWords())
	case "complaint":
		return t.Complaints[:], texts(touchpoint.ComplaintStages())
	}
	return nil, nil
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

func englishTerms() Terms {
	return Terms{
		Proofs: [3]string{"observed", "assumed", "proposed"},
		Aspects: [14]string{
			"timing", "flow", "accommodation", "anticipation", "communication", "feedback", "supervision",
			"appearance", "attitude", "attentiveness", "tact", "guidance", "selling", "problem solving",
		},
		Dimensions: [5]string{"tangibles", "reliability", "responsiveness", "assurance", "empathy"},
		Drivers:    [5]string{"core", "process", "technical", "interaction", "emotion"},
		Verdicts:   [3]string{"below adequate", "inside the zone of tolerance", "above desired"},
		Fails:      [4]string{"product", "contract", "transport", "service"},
		Irritants: [14]string{
			"cold", "slow", "runs down rivals", "hard to order", "taken for granted", "overpromised", "negative", "rushed",
			"unprofessional look", "poor reasons", "petty", "bad goods", "complacent", "poorly trained",
		},
		Stages:     [3]string{"before the sale", "during the sale", "after the sale"},
		Places:     [3]string{"at a fixed place", "mobile", "remote"},
		Audiences:  [3]string{"for wholesalers", "for retailers", "for end users"},
		Recipients: [2]string{"done to the buyer", "done to a possession"},
		Levels:     [3]string{"low", "medium", "high"},
		AddsValue:  [3]string{"yes", "necessary", "no"},
		Complaints: [11]string{
			"made", "recorded", "acknowledged", "judged", "assigned", "investigated", "proposed", "decided", "answered", "reviewed", "closed",
		},
	}
}

// chineseTerms has the terms of the Chinese literature of the field.
func chineseTerms() Terms {
	return Terms{
		Proofs:     [3]string{"已观察", "假定", "拟议"},
		Aspects:    [14]string{"时限", "流程", "适应性", "预见性", "信息沟通", "顾客反馈", "组织和监管", "仪表", "态度", "关注", "得体", "指导", "销售技巧", "礼貌解决问题"},
		Dimensions: [5]string{"有形性", "可靠性", "响应性", "保证性", "移情性"},
		Drivers:    [5]string{"核心产品", "流程与系统支持", "技术表现", "与组织的互动", "情感要素"},
		Verdicts:   [3]string{"低于必要的服务", "在容忍范围之内", "高于渴望的服务"},
		Fails:      [4]string{"商品质量", "购销合同", "货物运输", "服务"},
		Irritants: [14]string{
			"冷淡", "缓慢", "贬低同行", "订购困难", "视为理所当然", "承诺过多", "态度消极", "催促",
			"形象不专业", "理由牵强", "斤斤计较", "商品低劣", "自满", "训练不足",
		},
		Stages:     [3]string{"售前", "售中", "售后"},
		Places:     [3]string{"固定地点", "移动", "远程"},
		Audiences:  [3]string{"面向批发商", "面向零售商", "面向最终用户"},
		Recipients: [2]string{"作用于购买者", "作用于其物品"},
		Levels:     [3]string{"低", "中", "高"},
		AddsValue:  [3]string{"是", "必要但不增值", "否"},
		Complaints: [11]string{"提出", "记录", "确认", "判断", "分派", "调查", "提出方案", "批准", "答复", "总结", "结案"},
	}
}
