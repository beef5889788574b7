package blueprint

// economyShapes are demand, money, scenarios and service levels.
func economyShapes() []*Shape {
	return []*Shape{demandShape(), periodShape(), economicsShape(), costLineShape(), scenarioShape(), serviceLevelShape()}
}

func demandShape() *Shape {
	return &Shape{Name: "demand", Doc: "How customers arrive.", Short: "arrivals", zero: typeOf[Demand](), Keys: []Key{
		{Name: "arrivals", Field: "Arrivals", Doc: "Customers in a unit of time.", Example: "40/h", Form: FormRate},
		word("process", "Process", "How they are spread.", "poisson", Processes()).byDefault("poisson"),
		shape("profile", "Profile", "period", "Rates by time of the day, which go before arrivals.", `[{from: "09:00", to: "12:00", rate: 40/h}]`).many(),
		text("log", "Log", "File of real arrivals.", "arrivals.csv"),
		text("source", "Source", "Where the figures are from.", "Ticket machine, May"),
	}}
}

func periodShape() *Shape {
	return &Shape{Name: "period", Doc: "A rate during a part of the day.", zero: typeOf[Period](), Keys: []Key{
		{Name: "from", Field: "From", Doc: "Where it begins.", Example: `"09:00"`, Form: FormClock, Required: true},
		{Name: "to", Field: "To", Doc: "Where it ends.", Example: `"12:00"`, Form: FormClock, Required: true},
		{Name: "rate", Field: "Rate", Doc: "Customers in a unit of time.", Example: "40/h", Form: FormRate, Required: true},
	}}
}

func economicsShape() *Shape {
	return &Shape{Name: "economics", Doc: "Price and costs of one customer, beside what touchpoints and actors cost.", zero: typeOf[Economics](), Keys: []Key{
		money("price", "Price", "What the customer pays.", "0.50"),
		shape("costs", "Costs", "cost-line", "Costs that belong to no single touchpoint.", "[{title: Wax, per-customer: 0.03}]").many(),
		money("fixed", "Fixed", "Costs of a month, whatever the demand.", "1200"),
	}}
}

func costLineShape() *Shape {
	return &Shape{Name: "cost-line", Doc: "One cost.", zero: typeOf[CostLine](), Keys: []Key{
		text("title", "Title", "What for.", "Wax").required(),
		money("per-minute", "PerMinute", "For every minute of the journey.", "0.10"),
		money("per-customer", "PerCustomer", "For every customer.", "0.03"),
	}}
}

func scenarioShape() *Shape {
	return &Shape{Name: "scenario", Doc: "A what-if: values that differ from the blueprint's.", zero: typeOf[Scenario](), Keys: []Key{
		text("title", "Title", "Name.", "One more clerk").required(),
		id("Name for references.", "more-clerks").byDefault("the title's slug"),
		{Name: "set", Field: "Set", Doc: "Datum (id of a touchpoint or actor, then key) and its value.", Example: "{counter.servers: 4}", Form: FormMap, Of: FormText},
	}}
}

func serviceLevelShape() *Shape {
	return &Shape{Name: "service-level", Doc: "What one tier of customers is granted (SLA).", zero: typeOf[ServiceLevel](), Keys: []Key{
		text("tier", "Tier", "Which tier.", "high end").required(),
		duration("response", "Response", "Time to a first answer.", "5m"),
		duration("resolution", "Resolution", "Time to a solution.", "1d"),
		share("availability", "Availability", "Share of the time that the service is there.", "99.5%"),
		text("offers", "Offers", "What they get besides.", "[Own adviser]").many(),
	}}
}
