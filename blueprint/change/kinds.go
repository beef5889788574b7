package change

import (
	"slices"

	"github.com/servicemoments/moments/blueprint"
)

// Kinds lists the kinds of changes.
func Kinds() []Kind {
	return slices.Concat(valueKinds(), touchpointKinds(), boardKinds(), wayKinds())
}

func valueKinds() []Kind {
	return []Kind{
		{Name: "set", Doc: "Gives a datum a value. An empty value clears it.", Needs: []string{"id|path", "key", "value"},
			Example: `{"do": "set", "id": "pay", "key": "time.standard", "value": "30s"}`, apply: (*run).set},
		{Name: "clear", Doc: "Takes a datum away.", Needs: []string{"id|path", "key"},
			Example: `{"do": "clear", "id": "pay", "key": "time.acceptable"}`, apply: (*run).clear},
		{Name: "rename-title", Doc: "Gives a touchpoint, step or phase another title. Where its id follows from the title, references follow, too.", Needs: []string{"id|path", "title"},
			Example: `{"do": "rename-title", "id": "pay", "title": "Pay at the counter"}`, apply: (*run).rename},
		{Name: "toggle-moment", Doc: "Makes a touchpoint a moment of truth, or no longer one; the value \"critical\" makes it a critical one. Marks that say more are taken away by the value false only.", Needs: []string{"id|path"}, Takes: []string{"value"},
			Example: `{"do": "toggle-moment", "id": "pay"}`, apply: toggle("moment")},
		{Name: "toggle-wait", Doc: "Lets the customer wait before a touchpoint, or no longer.", Needs: []string{"id|path"}, Takes: []string{"value"},
			Example: `{"do": "toggle-wait", "id": "pay", "value": true}`, apply: toggle("wait")},
		{Name: "toggle-fail", Doc: "Marks a touchpoint as a fail point, or no longer.", Needs: []string{"id|path"}, Takes: []string{"value"},
			Example: `{"do": "toggle-fail", "id": "pay"}`, apply: toggle("fails")},
		{Name: "toggle-service", Doc: "Makes a touchpoint a service element (the core or a petal), or no longer.", Needs: []string{"id|path", "value"},
			Example: `{"do": "toggle-service", "id": "pay", "value": "payment"}`, apply: (*run).toggleService},
		{Name: "toggle-evidence", Doc: "Adds a piece of evidence to a step, or takes it away. A touchpoint stands for its step.", Needs: []string{"id|path|step", "value"},
			Example: `{"do": "toggle-evidence", "step": "0", "value": "Ticket"}`, apply: (*run).toggleEvidence},
	}
}

func touchpointKinds() []Kind {
	return []Kind{
		{Name: "add-touchpoint", Doc: "Adds a touchpoint to a cell.", Needs: []string{"lane", "step|before|after", "title"}, Takes: []string{"before", "after", "index", "fields"},
			Example: `{"do": "add-touchpoint", "lane": "frontstage", "step": "2", "title": "Greet", "fields": {"time": "10s"}}`, apply: (*run).addTouchpoint},
		{Name: "move-touchpoint", Doc: "Moves a touchpoint, with all that it says, to another lane, step or place in its cell.", Needs: []string{"id|path"}, Takes: []string{"lane", "step", "before", "after", "index"},
			Example: `{"do": "move-touchpoint", "id": "pay", "lane": "backstage"}`, apply: (*run).moveTouchpoint},
		{Name: "duplicate-touchpoint", Doc: "Adds a copy behind a touchpoint, with an id of its own.", Needs: []string{"id|path"},
			Example: `{"do": "duplicate-touchpoint", "id": "pay"}`, apply: (*run).duplicateTouchpoint},
		{Name: "delete-touchpoint", Doc: "Deletes a touchpoint. It is refused where something else names it, unless references are to be removed.", Needs: []string{"id|path"}, Takes: []string{"references"},
			Example: `{"do": "delete-touchpoint", "id": "pay", "references": "remove"}`, apply: (*run).deleteTouchpoint},
	}
}

func boardKinds() []Kind {
	return []Kind{
		{Name: "add-step", Doc: "Adds a step. Fields may hold cells by their lanes.", Takes: []string{"before", "after", "phase", "index", "title", "fields"},
			Example: `{"do": "add-step", "after": "0", "fields": {"customer": "Wait"}}`, apply: (*run).addStep},
		{Name: "move-step", Doc: "Moves a step, within its phase or to another one.", Needs: []string{"step|path", "before|after|phase|index"},
			Example: `{"do": "move-step", "step": "3", "before": "0"}`, apply: (*run).moveStep},
		{Name: "duplicate-step", Doc: "Adds a copy behind a step; its touchpoints have ids of their own, and ways within the step lead to the copies.", Needs: []string{"step|path"},
			Example: `{"do": "duplicate-step", "step": "3"}`, apply: (*run).duplicateStep},
		{Name: "delete-step", Doc: "Deletes a step with its touchpoints; references as in delete-touchpoint.", Needs: []string{"step|path"}, Takes: []string{"references"},
			Example: `{"do": "delete-step", "step": "3"}`, apply: (*run).deleteStep},
		{Name: "add-phase", Doc: "Adds a phase with an empty step.", Needs: []string{"title"}, Takes: []string{"before", "after", "index", "fields"},
			Example: `{"do": "add-phase", "title": "Settle", "after": "1"}`, apply: (*run).addPhase},
		{Name: "move-phase", Doc: "Moves a phase among those of its file.", Needs: []string{"phase|path", "before|after|index"},
			Example: `{"do": "move-phase", "phase": "settle", "index": 0}`, apply: (*run).movePhase},
		{Name: "delete-phase", Doc: "Deletes a phase with its steps; references as in delete-touchpoint.", Needs: []string{"phase|path"}, Takes: []string{"references"},
			Example: `{"do": "delete-phase", "phase": "settle", "references": "remove"}`, apply: (*run).deletePhase},
	}
}

func wayKinds() []Kind {
	return []Kind{
		{Name: "link", Doc: "Draws a way: next, choice (a next with when or chance), link (a line that nobody travels along), recover (from a fail point) or then (out of a wait).", Needs: []string{"from", "to"}, Takes: []string{"as", "when", "chance", "title", "both", "fail"},
			Example: `{"do": "link", "from": "ask", "to": "buy", "as": "choice", "when": "it fits", "chance": "70%"}`, apply: (*run).link},
		{Name: "unlink", Doc: "Takes a written way away.", Needs: []string{"from", "to"}, Takes: []string{"as"},
			Example: `{"do": "unlink", "from": "ask", "to": "buy"}`, apply: (*run).unlink},
	}
}

// needed tells whether an op has what its kind needs; missing is the first field
// that it lacks.
func (k Kind) needed(op Op) (missing string, ok bool) {
	given := map[string]bool{
		"id": op.ID != "", "path": op.Path != "", "key": op.Key != "", "value": op.Value != nil, "title": op.Title != "", "lane": op.Lane != "",
		"step": op.Step != "", "phase": op.Phase != "", "before": op.Before != "", "after": op.After != "", "index": op.Index != nil, "from": op.From != "", "to": op.To != "",
	}
	for _, need := range k.Needs {
		switch {
		case need == "id|path" && (k.Name == "set" || k.Name == "clear" || k.Name == "rename-title"): // none means the blueprint as a whole
		case need == "value" && k.Name == "set": // none clears
		case !slices.ContainsFunc(alternatives(need), func(n string) bool { return given[n] }):
			return need, false
		}
	}
	return "", true
}

// kindNamed finds a kind.
func kindNamed(name string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

func nearestKind(name string) string {
	var names []string
	for _, k := range Kinds() {
		names = append(names, k.Name)
	}
	return blueprint.Nearest(name, names)
}
