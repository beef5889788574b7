package figures

import "strings"

// Named is a figure with the address by which it can be asked for.
type Named struct {
	Address string // sheet/table/row/column, of their ids: "waiting/queues/counter/wait"
	Title   Text   // what it is, for people: "Counter: mean wait"
	Figure  Figure
}

// All lists the figures of a book, in the order in which they stand there. Of
// several with one address the first counts.
func (b Book) All() []Named {
	var all []Named
	seen := map[string]bool{}
	for _, s := range b.Sheets {
		for _, t := range s.Tables {
			for _, r := range t.Rows {
				for i, c := range r.Cells {
					if c.Figure == nil || i >= len(t.Columns) {
						continue
					}
					address := strings.Join([]string{s.ID, t.ID, r.ID, t.Columns[i].ID}, "/")
					if seen[address] {
						continue
					}
					seen[address] = true
					all = append(all, Named{address, T("%s: %s", r.Title, t.Columns[i].Title), *c.Figure})
				}
			}
		}
	}
	return all
}

// Find lists the figures that a short address means: parts of an address in
// their order, of which the last is a column or a row. "counter/wait" finds
// "waiting/queues/counter/wait".
func (b Book) Find(address string) []Named {
	var found []Named
	for _, n := range b.All() {
		if means(address, n.Address) {
			found = append(found, n)
		}
	}
	return found
}

// means tells whether the parts of a short address stand in a full one, in
// order, the last of them at its end.
func means(short, full string) bool {
	parts, whole := strings.Split(short, "/"), strings.Split(full, "/")
	if len(parts) > len(whole) || parts[len(parts)-1] != whole[len(whole)-1] {
		return false
	}
	at := len(whole) - 2
	for i := len(parts) - 2; i >= 0; i-- {
		for at >= 0 && whole[at] != parts[i] {
			at--
		}
		if at < 0 {
			return false
		}
		at--
	}
	return true
}
