package blueprint

import "github.com/servicemoments/moments/touchpoint"

// boardShapes are the blueprint itself and what makes the board.
func boardShapes() []*Shape {
	return []*Shape{blueprintShape(), personaShape(), actorShape(), laneShape(), phaseShape(), stepShape(), evidenceShape(), linkShape(), journeyShape(), includeShape()}
}

func blueprintShape() *Shape {
	return &Shape{Name: "blueprint", Doc: "One file is one service.", zero: typeOf[Blueprint](), Keys: []Key{
		text("title", "Title", "Name of the service.", "Corner shoeshine").required(),
		id("Short name of the blueprint.", "shoeshine").byDefault("the title's slug"),
		text("description", "Description", "What the service is, in a sentence or two.", "Shoes shined at a street corner."),
		text("language", "Language", "BCP 47 tag of the texts; it chooses the labels of pictures.", "en").byDefault("en"),
		text("currency", "Currency", "ISO 4217 code or sign of all amounts.", "USD"),
		text("owner", "Owner", "Who answers for the service.", "Head of service"),
		word("status", "Status", "Whether it shows what is or what is to be.", "as-is", Statuses()),
		shape("personas", "Personas", "persona", "Types of customers.", "[{id: regular, title: Regular}]").many(),
		shape("actors", "Actors", "actor", "Who does the work.", "[{id: clerk, title: Clerk, count: 3}]").many(),
		shape("lanes", "Lanes", "lane", "Rows of the board.", "[{id: guest, kind: customer}]").many().byDefault("one of each kind"),
		shape("phases", "Phases", "phase", "Steps in groups, in the customer's order. Give phases or steps.", "[{title: Shine, steps: [{customer: Sit down}]}]").many(),
		shape("steps", "", "step", "The steps, where there are no phases.", "[{customer: Sit down}]").many(),
		shape("links", "Links", "link", "Lines that nobody travels along.", "[{from: order, to: menu}]").many(),
		shape("journeys", "Journeys", "journey", "Named scenarios.", "[{title: All well, touchpoints: [sit-down, pay]}]").many(),
		shape("demand", "Demand", "demand", "How customers arrive.", "40/h"),
		duration("acceptable", "Acceptable", "Acceptable time of the whole journey.", "5m").positive(),
		shape("economics", "Economics", "economics", "Price and costs of one customer.", "{price: 0.50}"),
		{Name: "hours", Field: "Hours", Doc: "Opening hours: days, then from and to.", Example: `["Mon-Fri 09:00-18:00", "Sat 10:00-16:00"]`, Form: FormHours, Many: true},
		shape("scenarios", "Scenarios", "scenario", "What-ifs: values that differ.", "[{title: One more clerk, set: {counter.servers: 4}}]").many(),
		word("expected-services", "ExpectedServices", "Service elements that should be there.", "[information, payment]", touchpoint.Services()).many().byDefault("the rules' own"),
		shape("service-levels", "Levels", "service-level", "What each tier of customers is granted.", "[{tier: high end, response: 5m}]").many(),
		shape("value", "Value", "delivered-value", "Customer delivered value (Kotler).", "{product: 60, service: 25, personnel: 15, image: 10, money: 70, time: 8, energy: 4, psychic: 3}"),
		shape("worth", "Worth", "worth", "Value equation (Heskett).", "{results: 80, process: 40, price: 50, access: 30}"),
		shape("loyalty", "Loyalty", "loyalty", "What keeps customers, and what that is worth.", "{margin: 100, retention: 80%, discount: 10%}"),
		shape("surveys", "Surveys", "survey", "Data from customers.", "[{title: Spring survey, servqual: {reliability: -1.7}}]").many(),
		shape("include", "Include", "include", "Other files whose phases are taken in.", "[{file: complaint.yaml, prefix: complaint}]").many(),
		notes(), refs(),
	}}
}

func personaShape() *Shape {
	return &Shape{Name: "persona", Doc: "A type of customer.", Short: "title", zero: typeOf[Persona](), Keys: []Key{
		id("Name for references.", "regular").byDefault("the title's slug"),
		text("title", "Title", "Name in pictures.", "Regular").required(),
		text("description", "Description", "Who that is.", "Comes every week, knows the staff."),
		text("type", "Type", "Type of customer: goal clear, vague, undecided, just looking, expert and so on.", "goal clear"),
		text("tier", "Tier", "Tier of the relationship.", "high end"),
		share("share", "Share", "Share of all customers.", "20%"),
		count("priority", "Priority", "Who has more is served first.", "2", 0),
	}}
}

func actorShape() *Shape {
	return &Shape{Name: "actor", Doc: "Somebody, or a system, who does the work.", Short: "title", zero: typeOf[Actor](), Keys: []Key{
		id("Name for references.", "clerk").byDefault("the title's slug"),
		text("title", "Title", "Name in pictures.", "Clerk").required(),
		count("count", "Count", "How many there are.", "3", 1),
		money("cost-per-minute", "CostPerMinute", "Cost of one of them for a minute.", "0.60"),
		text("owner", "Owner", "Who answers for them.", "Head of hall"),
	}}
}

func laneShape() *Shape {
	return &Shape{Name: "lane", Doc: "A row of the board. Several lanes may share a kind.", zero: typeOf[Lane](), Keys: []Key{
		id("Key of the lane's cells in steps.", "guest").required(),
		word("kind", "Kind", "Who acts there, and what the customer sees of it.", "customer", touchpoint.Kinds()).required(),
		text("title", "Title", "Name in pictures.", "Guest").byDefault("the kind's label"),
		ref("actor", "Actor", "Who acts in the lane.", "clerk", ToActor),
		text("owner", "Owner", "Who answers for the lane.", "Head of hall"),
		notes(),
	}}
}

func phaseShape() *Shape {
	return &Shape{Name: "phase", Doc: "Steps under one heading.", zero: typeOf[Phase](), Keys: []Key{
		text("title", "Title", "Heading.", "Arrive"),
		id("Name for references.", "arrive").byDefault("the title's slug"),
		shape("time", "Time", "time", "How long the phase takes.", "10m"),
		shape("facets", "Facets", "facets", "Kind of service in this phase.", "{stage: before}"),
		notes(),
		shape("steps", "Steps", "step", "Columns, in the customer's order.", "[{customer: Sit down}]").many().required(),
	}}
}

func stepShape() *Shape {
	return &Shape{Name: "step", Doc: "A column of the board. Every key that is not listed here is the id of a lane and holds a cell: a title, a touchpoint, or a list of them; `together` in a list makes some stand side by side.", zero: typeOf[Step](), Keys: []Key{
		text("title", "Title", "Heading of the column.", "At the counter"),
		id("Name for references.", "counter"),
		shape("evidence", "Evidence", "evidence", "What the customer can see, touch, hear or keep.", "[Stand, Chair]").many(),
		shape("time", "Time", "time", "How long the step takes.", "2m"),
		shape("emotion", "Emotion", "emotion", "How customers feel in this step.", "1"),
		shape("metrics", "Metrics", "metric", "Figures that are watched.", "[{title: Visitors a day, value: 310}]").many(),
		text("policy", "Policy", "Rule or regulation that binds the step.", "Identity must be checked."),
		yesNo("detour", "Detour", "Whether the step stands off the customer's way.", "true").byDefault("as its recoveries tell"),
		notes(),
	}, Rest: &Key{Name: "LANE", Field: "Cells", Doc: "What stands in that lane.", Example: "Sit down", Form: FormCell, Shape: "touchpoint"}}
}

func evidenceShape() *Shape {
	return &Shape{Name: "evidence", Doc: "Physical evidence.", Short: "title", zero: typeOf[Evidence](), Keys: []Key{
		text("title", "Title", "What it is.", "Ticket").required(),
		shape("fails", "Fails", "fail", "What can be wrong with it.", "[Screen is dark]").many(),
		personas(), refs(),
	}}
}

func linkShape() *Shape {
	return &Shape{Name: "link", Doc: "A line that is drawn and counted, but that nobody travels along.", zero: typeOf[Link](), Keys: []Key{
		ref("from", "From", "Where it begins.", "take-order", ToTouchpoint).required(),
		ref("to", "To", "Where it ends.", "kitchen", ToTouchpoint).required(),
		yesNo("both", "Both", "Double arrow: agreement, question and answer.", "true").byDefault("false"),
		text("title", "Title", "Label.", "asks"),
	}}
}

func journeyShape() *Shape {
	return &Shape{Name: "journey", Doc: "A named scenario: the stations of one thread, in order. A gap must have exactly one path.", zero: typeOf[Journey](), Keys: []Key{
		text("title", "Title", "Name.", "All goes well").required(),
		id("Name for references.", "happy").byDefault("the title's slug"),
		ref("persona", "Persona", "Whose journey it is.", "regular", ToPersona),
		ref("touchpoints", "Touchpoints", "Stations in order.", "[sit-down, pay]", ToTouchpoint).many().required(),
	}}
}

func includeShape() *Shape {
	return &Shape{Name: "include", Doc: "Takes another file's phases in.", Short: "file", zero: typeOf[Include](), Keys: []Key{
		text("file", "File", "The file, from the folder of this one and never outside it.", "complaint.yaml").required(),
		{Name: "prefix", Field: "Prefix", Doc: "Stands before every id of the file, with a hyphen.", Example: "complaint", Form: FormID, Default: "the file's name"},
		ref("after", "After", "Phase that the file's phases follow.", "leave", ToPhase).byDefault("the last"),
	}}
}
