package measure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
)

func (s *sheet) drivers(list []blueprint.LoyaltyDriver) error {
	if len(list) == 0 {
		s.missing(needed("loyalty.drivers", "What drives loyalty needs a tree of drivers with weights, and scores of the experiences"))
		return nil
	}
	nodes, err := DriverTree(list)
	if err != nil {
		return err
	}
	t := figures.Table{ID: "drivers", Title: figures.T("What drives loyalty"), Head: figures.T("Driver"),
		Columns: heads("drives", "Drives", "share", "Share there", "measured", "Measured score", "computed", "Computed score", "effect", "Effect of one point", "contribution", "Contribution"),
		Notes: []figures.Text{
			figures.T("A computed score is the mean of what drives it, by weight; one that was measured goes before it"),
			figures.T("The effect of one point is by how much the end of the tree moves, if weights are causes"),
		}}
	leaves := figures.Chart{ID: "drivers", Title: figures.T("Contribution of experiences to loyalty"), Kind: figures.Pareto, X: figures.Axis{Title: figures.T("Driver")},
		Y: figures.Axis{Title: figures.T("Points"), Unit: figures.Points}, Series: []figures.Series{{Title: figures.T("Contribution")}}}
	driven := map[string]bool{}
	title := map[string]string{}
	for _, n := range nodes {
		driven[n.To] = true
		title[n.ID] = n.Title
	}
	for _, n := range nodes {
		share, effect := n.Share, n.Effect
		row := figures.Row{ID: n.ID, Title: figures.Plain(n.Title), Cells: []figures.Cell{
			verbatim(title[n.To]), {}, given(n.Measured, figures.Points), maybe(n.Computed, figures.Points, figures.Formula), {}, maybe(n.Contribution, figures.Points, figures.Formula)}}
		if n.To != "" {
			row.Cells[1], row.Cells[4] = figures.F(share, figures.Share, figures.Exact), figures.F(effect, figures.Number, figures.Formula)
		}
		t.Rows = append(t.Rows, row)
		if !driven[n.ID] && n.Contribution != nil && n.To != "" {
			leaves.Series[0].Points = append(leaves.Series[0].Points, figures.Point{ID: n.ID, Label: figures.Plain(n.Title), Y: *n.Contribution})
		}
		if _, ok := n.Score(); !ok && !driven[n.ID] {
			s.missing(needed("loyalty.drivers", "%s has no score, so nothing that it drives can be computed", figures.Plain(n.Title)))
		}
	}
	s.table(t)
	slices.SortStableFunc(leaves.Series[0].Points, func(a, b figures.Point) int { return cmp.Compare(b.Y, a.Y) })
	if len(leaves.Series[0].Points) > 1 && leaves.Series[0].Points[len(leaves.Series[0].Points)-1].Y >= 0 {
		s.chart(leaves)
	}
	return nil
}

func (s *sheet) chain(chain []blueprint.ChainLink) error {
	if len(chain) == 0 {
		s.missing(needed("loyalty.chain", "The service profit chain needs figures of its links from several branches or months"))
		return nil
	}
	pairs, err := ChainCorrelations(chain)
	if err != nil {
		return err
	}
	t := figures.Table{ID: "profit-chain", Title: figures.T("Service profit chain"), Head: figures.T("Link"),
		Columns: heads("next", "Next link", "units", "Units", "correlation", "Correlation", "low", "At least", "high", "At most"),
		Notes: []figures.Text{
			figures.T("Pearson's coefficient between a link and the next, with its 95% interval (Fisher), for figures that are roughly normal"),
			figures.T("That two links move together does not show that one drives the other"),
		}}
	bars := figures.Chart{ID: "profit-chain", Title: t.Title, Kind: figures.Bars, X: figures.Axis{Title: figures.T("Link")}, Y: figures.Axis{Title: figures.T("Correlation")},
		Series: []figures.Series{{Title: figures.T("Correlation")}}}
	for _, p := range pairs {
		from, to := figures.Plain(chain[p.From].Title), figures.Plain(chain[p.To].Title)
		tone := figures.Fair // not to be told from nothing
		if p.Low > 0 {
			tone = figures.Good
		} else if p.High < 0 {
			tone = figures.Poor
		}
		t.Rows = append(t.Rows, figures.Row{ID: blueprint.Slug(chain[p.From].Title), Title: from, Cells: []figures.Cell{
			figures.Said(to), figures.F(float64(p.N), figures.Count, figures.Given), toned(figures.F(p.R, figures.Number, figures.Exact), tone),
			figures.F(p.Low, figures.Number, figures.Formula), figures.F(p.High, figures.Number, figures.Formula)}})
		bars.Series[0].Points = append(bars.Series[0].Points, figures.Point{Label: figures.T("%s → %s", from, to), Y: p.R, Low: p.Low, High: p.High, Tone: tone})
		if tone == figures.Poor {
			s.finding(figures.Finding{ID: "chain-runs-backwards", Tone: figures.Poor, Path: blueprint.Path{}.Key("loyalty").Key("chain").At(p.To),
				Text: figures.T("Where %s is higher, %s is lower", from, to)})
		}
	}
	if len(pairs) > 0 {
		s.table(t)
		s.chart(bars)
	}
	return nil
}

func (s *sheet) threeRs(l *blueprint.Loyalty) {
	rows := []struct {
		key, title string
		v          *float64
	}{{"retention", "Retention: customers that stay", l.Retention}, {"related", "Related sales: customers that buy more", l.Related}, {"referral", "Referral: customers that recommend", l.Referral}}
	t := figures.Table{ID: "three-rs", Title: figures.T("The three Rs"), Head: figures.T("R"), Columns: heads("share", "Share of customers")}
	for _, r := range rows {
		if r.v == nil {
			s.missing(needed("loyalty."+r.key, "The share is not given: %s", figures.T(r.title)))
			continue
		}
		t.Rows = append(t.Rows, figures.Row{ID: r.key, Title: figures.T(r.title), Cells: []figures.Cell{given(r.v, figures.Share)}})
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
}

func (s *sheet) repurchase(b *blueprint.Blueprint, in Inputs) error {
	list, path := repurchaseOf(b, in)
	if len(list) == 0 {
		s.missing(needed("loyalty.repurchase", "Who buys again after a problem needs shares of customers by what became of their complaint; the figures of TARP may be chosen instead"))
		return nil
	}
	t := figures.Table{ID: "repurchase", Title: figures.T("Customers with a problem who buy again"), Head: figures.T("What became of it"),
		Columns: heads("share", "Share of problems", "minor", "After a minor problem", "major", "After a major problem")}
	var sources []string
	for _, r := range list {
		t.Rows = append(t.Rows, figures.Row{ID: blueprint.Slug(r.Outcome), Title: figures.Plain(r.Outcome), Cells: []figures.Cell{
			given(r.Share, figures.Share), given(r.Minor, figures.Share), given(r.Major, figures.Share)}})
		if r.Source != "" && !slices.Contains(sources, r.Source) {
			sources = append(sources, r.Source)
		}
	}
	mix, err := RepurchaseRate(list)
	switch {
	case err == nil:
		t.Rows = append(t.Rows, figures.Row{ID: "all", Title: figures.T("All customers with a problem"), Total: true, Cells: []figures.Cell{
			figures.F(1, figures.Share, figures.Exact), maybe(mix.Minor, figures.Share, figures.Exact), maybe(mix.Major, figures.Share, figures.Exact)}})
	case allShared(list):
		return blueprint.Diagnostics{{Rule: "repurchase", Severity: blueprint.Error, Path: path, Message: err.Error(), Hint: "name every outcome, with its share of all customers with a problem"}}
	default:
		s.missing(needed("loyalty.repurchase.share", "Who buys again after a problem, all together, needs the share of each outcome"))
	}
	if len(sources) > 0 {
		t.Notes = append(t.Notes, figures.T("Source: %s", figures.Plain(strings.Join(sources, "; "))))
	}
	s.table(t)
	return nil
}

// repurchaseOf is who buys again after a problem, and where it is written.
func repurchaseOf(b *blueprint.Blueprint, in Inputs) ([]blueprint.Repurchase, blueprint.Path) {
	switch {
	case len(in.Repurchase) > 0:
		return in.Repurchase, nil
	case b.Loyalty != nil:
		return b.Loyalty.Repurchase, blueprint.Path{}.Key("loyalty").Key("repurchase")
	}
	return nil, nil
}

func allShared(list []blueprint.Repurchase) bool {
	return !slices.ContainsFunc(list, func(r blueprint.Repurchase) bool { return r.Share == nil })
}

func (s *sheet) relationship(l *blueprint.Loyalty, in Inputs) {
	if l.Customers == 0 || l.Margin == nil || in.Customers == nil || in.Margin == nil {
		s.missing(needed("loyalty.customers", "The level of relationship needs the number of customers, the margin of one, and what counts as many and as high"))
		return
	}
	customers, margin := in.Customers.Level(float64(l.Customers)), in.Margin.Level(*l.Margin)
	s.table(figures.Table{ID: "relationship", Title: figures.T("Level of relationship"), Head: figures.T("Measure"), Columns: heads("figure", "Figure", "level", "Level"),
		Rows: []figures.Row{
			{ID: "customers", Title: figures.T("Customers"), Cells: []figures.Cell{counted(l.Customers), phrase(string(customers))}},
			{ID: "margin", Title: figures.T("Margin of one"), Cells: []figures.Cell{given(l.Margin, figures.Money), phrase(string(margin))}},
			{ID: "relationship", Title: figures.T("Relationship that pays"), Total: true, Cells: []figures.Cell{{}, phrase(string(RelationshipLevel(customers, margin)))}},
		},
		Notes: []figures.Text{figures.T("By number of customers and margin (Kotler)")}})
}

// minutesOfMonth are the minutes of an average month, 365.25 / 12 days.
const minutesOfMonth = daysOfMonth * 24 * 60

// daysOfMonth are the days of an average month.
const daysOfMonth = 365.25 / 12

func (s *sheet) levels(b *blueprint.Blueprint) {
	tiers := map[string]float64{}
	var names []string
	for _, p := range b.Personas {
		if p.Tier == "" {
			continue
		}
		if _, seen := tiers[p.Tier]; !seen {
			names = append(names, p.Tier)
		}
		share := 0.0
		if p.Share != nil {
			share = *p.Share
		}
		tiers[p.Tier] += share
	}
	t := figures.Table{ID: "service-levels", Title: figures.T("Service levels by tier of customers"), Head: figures.T("Tier"),
		Columns: heads("customers", "Share of customers", "response", "First answer within", "resolution", "Solved within", "availability", "Availability", "outage", "Outage a month at most", "offers", "Besides")}
	for _, l := range b.Levels {
		row := figures.Row{ID: blueprint.Slug(l.Tier), Title: figures.Plain(l.Tier), Cells: []figures.Cell{
			{}, lasting(l.Response), lasting(l.Resolution), given(l.Availability, figures.Share), {}, verbatim(strings.Join(l.Offers, "; "))}}
		if share := tiers[l.Tier]; share > 0 {
			row.Cells[0] = figures.F(share, figures.Share, figures.Given)
		}
		if l.Availability != nil {
			row.Cells[4] = figures.F((1-*l.Availability)*minutesOfMonth*60, figures.Seconds, figures.Exact)
		}
		t.Rows = append(t.Rows, row)
		names = slices.DeleteFunc(names, func(n string) bool { return n == l.Tier })
	}
	if len(t.Rows) > 0 {
		s.table(t)
	}
	for _, n := range names {
		s.missing(needed("service-levels", "Nothing says what customers of the tier %s are granted", figures.Plain(n)))
	}
}
