package blueprint

// markBack marks the ways that lead to an earlier step or close a circle within
// their own. Circles are found by a depth-first walk that begins where work
// begins: where customers come in, then at touchpoints without a way in, then in
// reading order.
func (g *Graph) markBack() {
	local := make([][]int, len(g.nodes)) // ways that stay within their step
	entered := make([]bool, len(g.nodes))
	for i := range g.ways {
		w := &g.ways[i]
		if w.To == nil {
			continue
		}
		from, to := g.index[w.From], g.index[w.To]
		a, b := g.nodes[from].at.Column, g.nodes[to].at.Column
		w.Back = b < a
		if a == b {
			local[from] = append(local[from], i)
			entered[to] = entered[to] || from != to
		}
	}
	state := make([]int, len(g.nodes)) // 0 not seen, 1 being walked, 2 done
	for _, t := range g.threads {
		for _, s := range t.Stations {
			g.walkLocal(g.index[s.Touchpoints[0]], local, state)
		}
	}
	for i := range g.nodes {
		if !entered[i] {
			g.walkLocal(i, local, state)
		}
	}
	for i := range g.nodes {
		g.walkLocal(i, local, state)
	}
}

func (g *Graph) walkLocal(root int, local [][]int, state []int) {
	if state[root] != 0 {
		return
	}
	type frame struct{ node, next int }
	stack := []frame{{root, 0}}
	state[root] = 1
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(local[top.node]) {
			state[top.node] = 2
			stack = stack[:len(stack)-1]
			continue
		}
		w := &g.ways[local[top.node][top.next]]
		top.next++
		to := g.index[w.To]
		switch state[to] {
		case 0:
			state[to] = 1
			stack = append(stack, frame{to, 0})
		case 1:
			w.Back = true
		}
	}
}
