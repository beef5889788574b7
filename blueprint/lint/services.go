package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func missingPetal() *Rule {
	return &Rule{
		Name: "missing-petal", Group: Services, Severity: blueprint.Hint,
		Title: "A supplementary service that nobody provides",
		Doc: para(`Around the core stand eight petals. The four that make the core possible (information, order taking,
			billing, payment) are expected of every service; so is hospitality where customers wait on site, and safekeeping
			where something of theirs is served there (recipient: possession).

			What a blueprint lists under expected-services goes before all this. Else the rule asks only
			once two different petals are marked with service, so that nobody is asked who does not think in petals yet.`),
		Why: para(`Customers compare the petals, since the core is much the same everywhere. One that is missing they notice
			at once: nobody tells them where to go, or what it will cost.`),
		Source: "Lovelock: the flower of service; Lovelock & Wirtz, Services Marketing, ch. 4",
		Settings: []Setting{
			{Name: "expected", Title: "petals that a service has which does not say so itself", Form: blueprint.FormText, Default: "information, order-taking, billing, payment"},
			{Name: "on-site", Title: "whether hospitality and safekeeping are expected where customers wait or leave something on site", Form: blueprint.FormBool, Default: "true"},
		},
		Run: runMissingPetal,
	}
}

// inPetals tells whether somebody has thought in petals: two different ones are
// marked. One may just say where a complaint is made.
func inPetals(given map[touchpoint.Service]int) bool {
	n := len(given)
	if given[touchpoint.Core] > 0 {
		n--
	}
	return n > 1
}

func runMissingPetal(p *Pass) {
	given, _ := marked(p)
	own := p.Blueprint.ExpectedServices
	if len(given) == 0 || own == nil && !inPetals(given) {
		return
	}
	expected, path := own, blueprint.Path{}.Key("expected-services")
	if own == nil {
		path = atTitle()
		for _, name := range words(p.Text("expected")) {
			expected = append(expected, touchpoint.Service(name))
		}
	}
	var missing []string
	for _, s := range expected {
		if slices.Contains(touchpoint.Petals(), s) && given[s] == 0 && !slices.Contains(missing, string(s)) {
			missing = append(missing, string(s))
		}
	}
	if len(missing) > 0 {
		p.Report(path, fmt.Sprintf("no touchpoint provides %s, so customers miss what they expect around the core", and(missing)),
			fmt.Sprintf("mark the touchpoint that provides it with service: %s, add one, or say under expected-services what this service does without", missing[0]))
	}
	if own == nil && p.Bool("on-site") {
		missingOnSite(p, given)
	}
}

func missingOnSite(p *Pass, given map[touchpoint.Service]int) {
	var waits, leaves bool
	for _, t := range p.Graph.Touchpoints() {
		if given[touchpoint.Hospitality] == 0 && t.Wait != nil && !waits && onSite(p, t) {
			waits = true
			p.Report(p.Graph.Path(t), fmt.Sprintf("customers wait on site before %s, and nothing makes them welcome: no touchpoint provides hospitality", called(t)),
				"add a seat, something to drink, a washroom or a greeting, marked with service: hospitality")
		}
		if given[touchpoint.Safekeeping] == 0 && !leaves && t.Facets != nil && t.Facets.Recipient == touchpoint.Possession && onSite(p, t) {
			leaves = true
			p.Report(p.Graph.Path(t), fmt.Sprintf("at %s something of the customer's is served on site, and nobody looks after it: no touchpoint provides safekeeping", called(t)),
				"add where it is taken in, kept and given back, marked with service: safekeeping")
		}
	}
}

// marked counts the touchpoints of each element of the service, and those of
// petals.
func marked(p *Pass) (by map[touchpoint.Service]int, petals int) {
	by = map[touchpoint.Service]int{}
	for _, t := range p.Graph.Touchpoints() {
		if t.Service == "" {
			continue
		}
		by[t.Service]++
		if t.Service != touchpoint.Core {
			petals++
		}
	}
	return by, petals
}

// onSite tells whether it is written that customers come to the place of a
// touchpoint.
func onSite(p *Pass, t *touchpoint.Touchpoint) bool {
	if t.Channel != "" {
		return t.Channel == "in-person" || t.Channel == "kiosk"
	}
	if t.Facets != nil && t.Facets.Place != "" {
		return t.Facets.Place == touchpoint.AtPlace
	}
	f := p.Blueprint.Phases[p.Graph.Place(t).Phase].Facets
	return f != nil && f.Place == touchpoint.AtPlace
}

// words splits a setting that is a list.
func words(list string) []string {
	var out []string
	for w := range strings.SplitSeq(list, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// and joins words as they are said.
func and(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

func noCore() *Rule {
	return &Rule{
		Name: "no-core", Group: Services, Severity: blueprint.Hint,
		Title: "Petals without a core",
		Doc: para(`Two or more different supplementary services are marked, but no touchpoint as the core that they stand around. A blueprint
			whose expected-services leave out the core, as one of a complaint desk may, is not asked.`),
		Why: para(`Petals help customers to get at the core. Where nobody can point to it, effort goes into everything but
			what they have come for.`),
		Source: "Lovelock: the flower of service; Kotler: the core benefit is the innermost level of a product",
		Run: func(p *Pass) {
			given, petals := marked(p)
			own := p.Blueprint.ExpectedServices
			if !inPetals(given) || given[touchpoint.Core] > 0 || own != nil && !slices.Contains(own, touchpoint.Core) {
				return
			}
			p.Report(atTitle(), fmt.Sprintf("supplementary services are marked at %s, but nothing is the core that customers come for", plural(petals, "touchpoint")),
				"mark where customers get what they have come for with service: core")
		},
	}
}

func coreEverywhere() *Rule {
	return &Rule{
		Name: "core-everywhere", Group: Services, Severity: blueprint.Hint,
		Title: "Nearly everything is the core",
		Doc: para(`Of the touchpoints that are marked with service, more than a share are the core. Booking, greeting, waiting
			and paying are petals.`),
		Why: para(`Whoever takes everything for the core sees no petal to add, to drop or to do better than others, and
			competes on price.`),
		Source: "Lovelock: core and supplementary services",
		Settings: []Setting{
			{Name: "share", Title: "share of the marked touchpoints that may be the core", Form: blueprint.FormShare, Default: "60%"},
			{Name: "least", Title: "marked touchpoints from which on the rule asks", Form: blueprint.FormCount, Default: "4"},
		},
		Run: func(p *Pass) {
			given, petals := marked(p)
			core := given[touchpoint.Core]
			all := core + petals
			if all == 0 || all < p.Count("least") || float64(core) <= p.Share("share")*float64(all) {
				return
			}
			p.Report(atTitle(), fmt.Sprintf("%d of the %d touchpoints that are marked with service are the core, so nothing shows what customers are helped with around it", core, all),
				"keep service: core for what customers come for, and give the others their petal: information, order-taking, hospitality and so on")
		},
	}
}
