package html

import (
	"strings"

	"github.com/servicemoments/moments/render/internal/prose"
)

// term is the name of a word of the vocabulary in the page's language. A word
// of one's own stays as it is; in English a hyphen is a blank.
func (w words) term(list, word string) string {
	if w.Language == "zh" {
		if name, ok := chineseTerms()[list+" "+word]; ok {
			return name
		}
		return prose.Line(word)
	}
	switch list + " " + word {
	case "channel sms":
		return "SMS"
	case "place fixed":
		return "at a fixed place"
	case "stage before", "stage during", "stage after":
		return word + " the sale"
	case "audience end-user":
		return "for end users"
	case "audience wholesaler", "audience retailer":
		return "for " + word + "s"
	case "recipient buyer":
		return "done to the buyer"
	case "recipient possession":
		return "done to a possession"
	case "verdict disadvantage":
		return "below adequate"
	case "verdict advantage":
		return "inside the zone of tolerance"
	case "verdict loyalty":
		return "above desired"
	}
	return prose.Line(strings.ReplaceAll(word, "-", " "))
}

// chineseTerms has the terms of the Chinese literature of the field.
func chineseTerms() map[string]string {
	return map[string]string{
		"proof observed": "已观察", "proof assumed": "假定", "proof proposed": "拟议",
		"aspect timing": "时限", "aspect flow": "流程", "aspect accommodation": "适应性", "aspect anticipation": "预见性",
		"aspect communication": "信息沟通", "aspect feedback": "顾客反馈", "aspect supervision": "组织和监管",
		"aspect appearance": "仪表", "aspect attitude": "态度", "aspect attentiveness": "关注", "aspect tact": "得体",
		"aspect guidance": "指导", "aspect selling": "销售技巧", "aspect problem-solving": "礼貌解决问题",
		"dimension tangibles": "有形性", "dimension reliability": "可靠性", "dimension responsiveness": "响应性",
		"dimension assurance": "保证性", "dimension empathy": "移情性",
		"driver core": "核心产品", "driver process": "流程与系统支持", "driver technical": "技术表现",
		"driver interaction": "与组织的互动", "driver emotion": "情感要素",
		"verdict disadvantage": "低于必要的服务", "verdict advantage": "在容忍范围之内", "verdict loyalty": "高于渴望的服务",
		"prevention task": "任务", "prevention treatment": "对待", "prevention tangibles": "有形物",
		"prevention preparation": "准备", "prevention encounter": "接触", "prevention resolution": "收尾",
		"fail product": "商品质量", "fail contract": "购销合同", "fail transport": "货物运输", "fail service": "服务",
		"channel in-person": "当面", "channel phone": "电话", "channel web": "网站", "channel app": "应用", "channel email": "电子邮件",
		"channel post": "邮寄", "channel kiosk": "自助终端", "channel chat": "在线聊天", "channel sms": "短信", "channel sign": "标识",
		"stage before": "售前", "stage during": "售中", "stage after": "售后",
		"place fixed": "固定地点", "place mobile": "移动", "place remote": "远程",
		"audience wholesaler": "面向批发商", "audience retailer": "面向零售商", "audience end-user": "面向最终用户",
		"recipient buyer": "作用于购买者", "recipient possession": "作用于其物品",
		"level low": "低", "level medium": "中", "level high": "高",
		"value yes": "是", "value necessary": "必要但不增值", "value no": "否",
		"complaint made": "提出", "complaint recorded": "记录", "complaint acknowledged": "确认", "complaint judged": "判断",
		"complaint assigned": "分派", "complaint investigated": "调查", "complaint proposed": "提出方案", "complaint decided": "批准",
		"complaint answered": "答复", "complaint reviewed": "总结", "complaint closed": "结案",
		"irritant cold": "冷淡", "irritant slow": "缓慢", "irritant rushed": "催促", "irritant overpromised": "承诺过多",
	}
}
