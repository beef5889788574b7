package eventlog

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/servicemoments/moments/blueprint"
)

// part is what a column of a log holds.
type part int

const (
	partCase part = iota
	partActivity
	partTime
	partStart
	partLifecycle
	partResource
	parts
)

// columnNames are the names by which columns are recognised, the surest first.
// They are compared in lower case, without blanks and punctuation.
var columnNames = [parts]struct {
	what  string
	names []string
}{
	{"case", []string{
		"caseconceptname", "caseid", "case", "traceid", "trace", "journeyid", "journey", "processinstanceid", "processinstance", "instanceid", "sessionid", "session",
		"ticketid", "orderid", "customerid", "customer", "案例id", "案例编号", "案例", "实例id", "实例", "流程实例", "旅程", "旅程编号", "工单号", "工单编号", "业务流水号", "流水号", "单号", "订单号", "会话id", "会话", "客户id", "客户编号", "客户号",
	}},
	{"activity", []string{
		"conceptname", "activity", "activityname", "activityid", "touchpoint", "touchpointid", "event", "eventname", "task", "taskname", "action", "step", "operation",
		"活动", "活动名称", "触点", "接触点", "事件", "事件名称", "环节", "环节名称", "步骤", "任务", "操作", "动作",
	}},
	{"time", []string{
		"timetimestamp", "timestamp", "completetimestamp", "completetime", "endtimestamp", "endtime", "time", "eventtime", "eventtimestamp", "datetime", "end", "at", "date", "ts",
		"时间戳", "时间", "发生时间", "完成时间", "结束时间", "日期时间", "日期", "操作时间",
	}},
	{"start", []string{"starttimestamp", "starttime", "start", "begin", "began", "开始时间", "开始", "起始时间"}},
	{"lifecycle", []string{"lifecycletransition", "lifecycle", "transition", "eventtype", "生命周期", "事件类型"}},
	{"resource", []string{"orgresource", "resource", "user", "agent", "employee", "clerk", "operator", "资源", "人员", "员工", "经办人", "操作员", "柜员", "办理人"}},
}

func (c Columns) of(p part) string {
	return [parts]string{c.Case, c.Activity, c.Time, c.Start, c.Lifecycle, c.Resource}[p]
}

// plainName is a column's name as it is compared.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t_-.:/#()[]\"'\u3000\u00a0", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// layout tells which column holds what; -1: none does.
type layout struct {
	at   [parts]int
	said []string
}

// recognised counts the parts of a header that are found without being told.
func recognised(head []string) int {
	n := 0
	for p := range parts {
		if sure(head, p) >= 0 {
			n++
		}
	}
	return n
}

// sure is the column with the surest name for a part, -1 for none.
func sure(head []string, p part) int {
	for _, name := range columnNames[p].names {
		for i, h := range head {
			if plainName(h) == name {
				return i
			}
		}
	}
	return -1
}

// arrange finds the columns of a log. head are their names, empty where columns
// have none; noun is what the format calls a column.
func arrange(given Columns, head []string, count int, noun string) (layout, error) {
	var l layout
	var missing []string
	for p := range parts {
		i, how, err := place(given.of(p), head, count, noun, p)
		if err != nil {
			return l, err
		}
		l.at[p] = i
		if i >= 0 {
			l.said = append(l.said, fmt.Sprintf("%s: %s (%s)", columnNames[p].what, columnTitle(head, i, noun), how))
		}
	}
	if l.at[partTime] < 0 && l.at[partStart] >= 0 {
		l.at[partTime], l.at[partStart] = l.at[partStart], -1
	}
	if l.at[partTime] < 0 {
		l.said = append(l.said, "time: no "+noun+" holds any: events keep their order in the file")
	}
	for _, p := range []part{partCase, partActivity} {
		if l.at[p] < 0 {
			missing = append(missing, columnNames[p].what)
		}
	}
	if len(missing) > 0 {
		return l, fmt.Errorf("no %s is recognised as the %s; there are %s: say which one it is", noun, strings.Join(missing, ", and none as the "), listNames(head))
	}
	return l, nil
}

func columnTitle(head []string, i int, noun string) string {
	if i < len(head) {
		return fmt.Sprintf("%s %q", noun, head[i])
	}
	return fmt.Sprintf("%s %d", noun, i+1)
}

// place finds the column of one part, as it is given or by its name.
func place(given string, head []string, count int, noun string, p part) (at int, how string, err error) {
	if given == "" {
		return sure(head, p), "recognised", nil
	}
	for i, h := range head {
		if h == given {
			return i, "given", nil
		}
	}
	for i, h := range head {
		if plainName(h) == plainName(given) {
			return i, "given", nil
		}
	}
	if number, ok := strings.CutPrefix(given, "#"); ok {
		if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= count {
			return n - 1, "given", nil
		}
	}
	hint := "there are " + listNames(head)
	if near := blueprint.Nearest(given, head); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	if len(head) == 0 {
		hint = fmt.Sprintf("there are #1 to #%d", count)
	}
	return -1, "", fmt.Errorf("there is no %s %q for the %s; %s", noun, given, columnNames[p].what, hint)
}

const maxListed = 30

// listNames lists the names of columns for a message.
func listNames(head []string) string {
	var s strings.Builder
	for i, h := range head {
		if i == maxListed {
			fmt.Fprintf(&s, " and %d more", len(head)-i)
			break
		}
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString(strconv.Quote(shorten(h)))
	}
	if len(head) == 0 {
		return "no names"
	}
	return s.String()
}

// shorten cuts a text of a log for a message.
func shorten(s string) string {
	const most = 60
	s = strings.ToValidUTF8(s, "\ufffd")
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		return strings.ToValidUTF8(string(r[:most]), "") + "…"
	}
	return s
}
