package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/touchpoint"
)

func companyVoice() *Rule {
	return &Rule{
		Name: "company-voice", Group: Wording, Severity: blueprint.Hint,
		Title: "A customer's action in the company's words",
		Doc: para(`A title in a customer's lane begins with what only the firm does (greet, serve, process, dispatch and so on),
			or speaks of the customer as of somebody else.

			Serve yourself is the customer's own. Where several customers take part one may speak of the other.`),
		Why: para(`The customer's lane tells what customers do, in their words and in their order. In the firm's words it shows
			the firm's procedure, and what customers do in between is missing.`),
		Source: "Bitner, Ostrom & Morgan 2008: a blueprint begins with the customer's actions; Shostack 1987",
		Settings: []Setting{
			{Name: "verbs", Title: "words that no customer's action begins with", Form: blueprint.FormText,
				Default: "greet, serve, process, dispatch, invoice, onboard, upsell, accommodate, notify, attend to, 接待, 迎接, 受理, 服务顾客, 服务客户"},
			{Name: "names", Title: "what the firm calls its customers", Form: blueprint.FormText,
				Default: "the customer, the customers, customers, the guest, the guests, the client, the clients, the patient, the patients, the passenger, the passengers, 为顾客, 为客户, 向顾客, 向客户, 通知顾客, 通知客户"},
		},
		Run: runCompanyVoice,
	}
}

func runCompanyVoice(p *Pass) {
	verbs, names := words(strings.ToLower(p.Text("verbs"))), words(strings.ToLower(p.Text("names")))
	lanes := map[string]bool{}
	mine := p.where(func(t *touchpoint.Touchpoint) bool { return p.Graph.Kind(t) == touchpoint.Customer })
	for _, t := range mine {
		lanes[p.Graph.Place(t).Lane] = true
	}
	for _, t := range mine {
		title := strings.ToLower(strings.TrimSpace(t.Title))
		word := ""
		if i := slices.IndexFunc(verbs, func(w string) bool { return begins(title, w) }); i >= 0 && !strings.Contains(title, "self") {
			word = verbs[i]
		} else if i := slices.IndexFunc(names, func(w string) bool { return hasWord(title, w) && !begins(title, w) }); i >= 0 && len(lanes) == 1 {
			word = names[i]
		}
		if word == "" {
			continue
		}
		p.Report(p.Graph.Path(t), fmt.Sprintf("%s stands in the customer's lane, but %q is what the firm says, so what customers do is not told", called(t), word),
			"name what the customer does: come in, ask, wait, sign, pay; and put what the firm does on the frontstage")
	}
}

// begins tells whether a text begins with a word.
func begins(text, word string) bool {
	return strings.HasPrefix(text, word) && !(spaced(lastRune(word)) && spaced(firstRune(text[len(word):])))
}
