package wording

// Handovers are the words of the matrix of handovers.
type Handovers struct {
	From, To      string // how the matrix is read
	Given, Taken  string // under the columns, and over the sums of the rows
	Count, Within string // in the legend
	Crosses       string // with the name of a line
	Nothing       string
	Source        []string
	Summary       string // with the numbers of handovers and of actors
}

func englishHandovers() Handovers {
	return Handovers{
		From: "hands over", To: "to", Given: "taken over, in all", Taken: "handed over",
		Count: "ways from one to the other", Within: "ways within one's own work", Crosses: "across the %s",
		Nothing: "There is nobody yet who could hand over to somebody else. Put touchpoints into more than one lane, and say who does the work:",
		Source: []string{
			"actors:", "  - {id: clerk, title: Counter clerk}", "lanes:", "  - {id: customer, kind: customer, title: Customer}",
			"  - {id: counter, kind: frontstage, title: Counter, actor: clerk}",
		},
		Summary: "%d handovers between %d actors.",
	}
}

func chineseHandovers() Handovers {
	return Handovers{
		From: "交出方", To: "接手方", Given: "接手合计", Taken: "交出合计",
		Count: "从一方到另一方的流向数", Within: "同一方内部的流向数", Crosses: "跨越%s",
		Nothing: "还没有可以相互交接的双方。请把接触点放进不止一条泳道，并写明由谁来做：",
		Source: []string{
			"actors:", "  - {id: clerk, title: 柜台营业员}", "lanes:", "  - {id: customer, kind: customer, title: 顾客}",
			"  - {id: counter, kind: frontstage, title: 柜台, actor: clerk}",
		},
		Summary: "%[2]d 方之间共 %[1]d 次交接。",
	}
}
