package lint

import "github.com/servicemoments/moments/blueprint"

// danglingID says what Load says of a blueprint that was read, in the same
// words, so that blueprints built in Go hear of it, too; who prints both sorts
// them and so drops what is there twice.
func danglingID() *Rule {
	return &Rule{
		Name: "dangling-id", Group: Structure, Severity: blueprint.Error,
		Title: "An id that names nothing",
		Doc: para(`Every next, recovery, link, journey and other reference must name something that is there.

			Loading reports this as well; the rule is there for blueprints that were built in Go.`),
		Why:    para(`A way to nowhere is a promise that nobody keeps: the customer is sent on, and there is nothing.`),
		Source: "the language itself",
		Run: func(p *Pass) {
			for _, d := range p.Blueprint.Validate() {
				if d.Rule == "dangling-id" {
					p.Report(d.Path, d.Message, d.Hint, d.Related...)
					p.found[len(p.found)-1].Suggest = d.Suggest
				}
			}
		},
	}
}
