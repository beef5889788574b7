package blueprint

import "github.com/servicemoments/moments/touchpoint"

// loyaltyShapes are value, loyalty and what surveys say.
func loyaltyShapes() []*Shape {
	return []*Shape{deliveredValueShape(), worthShape(), loyaltyShape(), repurchaseShape(), driverShape(), chainShape(), surveyShape(), kanoShape()}
}

func deliveredValueShape() *Shape {
	return &Shape{Name: "delivered-value", Doc: "Customer delivered value (Kotler): four values less four costs, on one scale.", zero: typeOf[DeliveredValue](), Keys: []Key{
		number("product", "Product", "Value of the product.", "60").notNegative(),
		number("service", "Service", "Value of the service.", "25").notNegative(),
		number("personnel", "Personnel", "Value of the people.", "15").notNegative(),
		number("image", "Image", "Value of the image.", "10").notNegative(),
		number("money", "Money", "Cost in money.", "70").notNegative(),
		number("time", "Time", "Cost in time.", "8").notNegative(),
		number("energy", "Energy", "Cost in energy.", "4").notNegative(),
		number("psychic", "Psychic", "Cost in worry.", "3").notNegative(),
	}}
}

func worthShape() *Shape {
	return &Shape{Name: "worth", Doc: "Value equation (Heskett): (results + process) / (price + access).", zero: typeOf[Worth](), Keys: []Key{
		number("results", "Results", "Results for the customer.", "80").notNegative(),
		number("process", "Process", "Quality of the process.", "40").notNegative(),
		number("price", "Price", "Price.", "50").notNegative(),
		number("access", "Access", "Cost of getting the service.", "30").notNegative(),
	}}
}

func loyaltyShape() *Shape {
	return &Shape{Name: "loyalty", Doc: "What keeps customers, and what that is worth.", zero: typeOf[Loyalty](), Keys: []Key{
		money("margin", "Margin", "Margin of a period from one customer.", "100"),
		share("retention", "Retention", "Share of customers that stay from period to period.", "80%"),
		share("discount", "Discount", "Discount rate of a period.", "10%"),
		count("customers", "Customers", "How many customers there are.", "12000", 1),
		share("related", "Related", "Share that buys more (related sales).", "30%"),
		share("referral", "Referral", "Share that recommends.", "25%"),
		shape("repurchase", "Repurchase", "repurchase", "Who buys again after a problem.", "[{outcome: resolved, share: 20%, minor: 70%, major: 54%}]").many(),
		shape("drivers", "Drivers", "driver", "Driver tree: experiences, quality, value, loyalty, intentions.", "[{title: Network, to: quality, weight: 0.4, score: 7}]").many(),
		shape("chain", "Chain", "chain", "Links of the service profit chain with their figures, unit by unit.", "[{title: Employee satisfaction, values: [7, 8, 6]}]").many(),
	}}
}

func repurchaseShape() *Shape {
	return &Shape{Name: "repurchase", Doc: "Customers with a problem that buy again, by what became of their complaint.", zero: typeOf[Repurchase](), Keys: []Key{
		text("outcome", "Outcome", "What became of it.", "resolved").required(),
		share("share", "Share", "Share of customers with a problem.", "12%"),
		share("minor", "Minor", "Share of them that buys again, minor problem.", "70%"),
		share("major", "Major", "Share of them that buys again, major problem.", "54%"),
		text("source", "Source", "Where the figures are from.", "TARP"),
	}}
}

func driverShape() *Shape {
	return &Shape{Name: "driver", Doc: "A node of the driver tree.", zero: typeOf[LoyaltyDriver](), Keys: []Key{
		text("title", "Title", "Name.", "Network").required(),
		id("Name for references.", "network").byDefault("the title's slug"),
		ref("to", "To", "Node that it drives.", "quality", ToDriver),
		number("weight", "Weight", "What it weighs there.", "0.4"),
		number("score", "Score", "Its own score, where it was measured.", "7"),
	}}
}

func chainShape() *Shape {
	return &Shape{Name: "chain", Doc: "A link of the service profit chain.", zero: typeOf[ChainLink](), Keys: []Key{
		text("title", "Title", "What was measured.", "Employee satisfaction").required(),
		number("values", "Values", "Figures, a unit (branch, month) each.", "[7, 8, 6]").many(),
	}}
}

func surveyShape() *Shape {
	dimensions := func(name, field, doc, example string) Key {
		return Key{Name: name, Field: field, Doc: doc, Example: example, Form: FormMap, Of: FormNumber, Words: words(touchpoint.Dimensions())}
	}
	return &Shape{Name: "survey", Doc: "Data from customers, with where it was heard.", zero: typeOf[Survey](), Keys: []Key{
		text("title", "Title", "Name.", "Spring survey").required(),
		text("post", "Post", "Listening post: survey, cards, audit, mystery shopping, focus group, follow-up call.", "satisfaction cards"),
		text("source", "Source", "Who gathered it.", "Research department"),
		date("date", "Date", "Day of the data.", "2026-04-30"),
		text("file", "File", "CSV or YAML beside the blueprint.", "survey.csv"),
		dimensions("servqual", "Servqual", "Gap of each SERVQUAL dimension, perceived - expected.", "{reliability: -1.7, tangibles: 0.3}"),
		dimensions("weights", "Weights", "Weight of each dimension.", "{reliability: 32, tangibles: 11}"),
		shape("kano", "Kano", "kano", "Answers of a Kano survey.", "[{touchpoint: pay, attractive: 30, one-dimensional: 25, must-be: 35, indifferent: 10}]").many(),
	}}
}

func kanoShape() *Shape {
	return &Shape{Name: "kano", Doc: "How many answers put a touchpoint into each class.", zero: typeOf[Kano](), Keys: []Key{
		ref("touchpoint", "Touchpoint", "Which touchpoint.", "pay", ToTouchpoint).required(),
		count("attractive", "Attractive", "Attractive (A).", "30", 0),
		count("one-dimensional", "OneDimensional", "One-dimensional (O).", "25", 0),
		count("must-be", "MustBe", "Must-be (M).", "35", 0),
		count("indifferent", "Indifferent", "Indifferent (I).", "10", 0),
		count("reverse", "Reverse", "Reverse (R).", "0", 0),
		count("questionable", "Questionable", "Questionable (Q).", "0", 0),
	}}
}
