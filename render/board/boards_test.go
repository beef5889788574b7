package board

import "slices"

// The boards that are looked at: small ones as a blueprint would ask for, and
// large, dense and sparse ones.

type sketch struct {
	in Input
}

func newSketch(columns, rows int) *sketch {
	s := &sketch{}
	for range columns {
		s.in.Columns = append(s.in.Columns, Column{MinWidth: 144})
	}
	for r := range rows {
		s.in.Rows = append(s.in.Rows, Row{Band: r, MinHeight: 100, Footer: 14})
	}
	return s
}

func (s *sketch) phases(from ...int) *sketch {
	for c := range s.in.Columns {
		for _, f := range from {
			if c >= f {
				s.in.Columns[c].Phase++
			}
		}
	}
	return s
}

// put places a box, one slot after those that stand in the cell.
func (s *sketch) put(column, row int) int {
	slot := 0
	for _, b := range s.in.Boxes {
		if b.Column == column && b.Row == row {
			slot = max(slot, b.Slot+1)
		}
	}
	s.in.Boxes = append(s.in.Boxes, Box{Column: column, Row: row, Slot: slot, W: 144, H: 60})
	return len(s.in.Boxes) - 1
}

// stack places boxes one under another.
func (s *sketch) stack(column, row, n int) []int {
	var out []int
	for i := range n {
		s.in.Boxes = append(s.in.Boxes, Box{Column: column, Row: row, Layer: i, W: 144, H: 60})
		out = append(out, len(s.in.Boxes)-1)
	}
	return out
}

func (s *sketch) way(boxes ...int) *sketch {
	for i := 1; i < len(boxes); i++ {
		s.in.Edges = append(s.in.Edges, Edge{From: boxes[i-1], To: boxes[i]})
	}
	return s
}

func (s *sketch) link(a, b int, label float64) *sketch {
	e := Edge{From: a, To: b, Kind: Link, Both: true}
	if label > 0 {
		e.LabelW, e.LabelH = label, 16
	}
	s.in.Edges = append(s.in.Edges, e)
	return s
}

func (s *sketch) choice(from, to int, label float64) *sketch {
	s.in.Boxes[from].Choice = true
	s.in.Edges = append(s.in.Edges, Edge{From: from, To: to, FromChoice: true, LabelW: label, LabelH: 16})
	return s
}

func (s *sketch) recovery(from, to int, label float64) *sketch {
	s.in.Edges = append(s.in.Edges, Edge{From: from, To: to, Kind: Recovery, LabelW: label, LabelH: 16})
	return s
}

func shoeshine() Input {
	s := newSketch(5, 3).phases(4)
	sit, pay := s.put(0, 0), s.put(4, 0)
	brush, polish, clean, buff, collect := s.put(0, 1), s.put(1, 1), s.put(2, 1), s.put(3, 1), s.put(4, 1)
	supplies := s.put(1, 2)
	s.way(sit, brush, polish, buff, pay, collect).way(polish, supplies)
	s.recovery(polish, clean, 100)
	s.way(clean, polish)
	return s.in
}

func threeWays() Input {
	s := newSketch(6, 2)
	a, b, c, d, e, f := s.put(0, 0), s.put(1, 0), s.put(2, 0), s.put(3, 0), s.put(4, 0), s.put(5, 0)
	g, h := s.put(2, 1), s.put(3, 1)
	s.way(a, b, c).way(d, e, f).way(c, g).way(d, h)
	s.choice(c, d, 62).choice(c, f, 44).choice(c, a, 70)
	return s.in
}

func upward() Input {
	s := newSketch(4, 4)
	a, b, c, d := s.put(0, 0), s.put(1, 0), s.put(2, 0), s.put(3, 0)
	e, f, g := s.put(0, 1), s.put(1, 1), s.put(2, 1)
	back, sup := s.put(1, 2), s.put(1, 3)
	s.way(a, b, c, d).way(a, e).way(e, a).way(b, f).way(f, back, sup).way(back, g).way(g, c)
	s.link(g, d, 0)
	return s.in
}

func twoCustomers() Input {
	s := newSketch(5, 4)
	s.in.Rows[1].Band = 0
	var guest, friend, front []int
	for c := range 5 {
		guest = append(guest, s.put(c, 0))
		if c != 2 {
			friend = append(friend, s.put(c, 1))
		}
		front = append(front, s.put(c, 2))
	}
	s.way(guest...).way(friend...)
	for c := range 5 {
		if c == 2 {
			s.way(guest[c], front[c])
		}
	}
	for i, c := range []int{0, 1, 3, 4} {
		s.way(friend[i], front[c])
	}
	s.link(guest[1], friend[1], 0).way(guest[3], front[4])
	x := s.put(3, 3)
	s.way(front[3], x)
	return s.in
}

func severalLanes() Input {
	s := newSketch(6, 7)
	s.in.Rows[2].Band, s.in.Rows[4].Band = 1, 3
	for i := range s.in.Rows {
		s.in.Rows[i].Footer = 0
	}
	var cu []int
	for c := range 6 {
		cu = append(cu, s.put(c, 0))
	}
	s.way(cu...)
	greet, clerk, clerk2 := s.put(0, 1), s.put(2, 2), s.put(3, 2)
	host := s.put(4, 1)
	b1, b2, b3 := s.put(1, 3), s.put(2, 4), s.put(4, 3)
	s1, s2, s3 := s.put(2, 5), s.put(3, 6), s.put(4, 6)
	s.way(cu[0], greet).way(cu[1], b1).way(cu[2], clerk, b2, s1).way(cu[3], clerk2, s2).way(cu[4], host, b3, s3)
	s.way(b1, clerk).way(b3, clerk2).way(s2, cu[5]).link(greet, clerk, 0).way(s1, s3)
	return s.in
}

func threeInCell() Input {
	s := newSketch(4, 3).phases(2)
	a, b, c, d := s.put(0, 0), s.put(1, 0), s.put(2, 0), s.put(3, 0)
	f0 := s.put(0, 1)
	f1, f2, f3 := s.put(1, 1), s.put(1, 1), s.put(1, 1)
	g := s.put(2, 1)
	st := s.stack(1, 2, 3)
	st2 := s.stack(2, 2, 2)
	s.way(a, b).way(b, c, d).way(a, f0).way(b, f1, f2, f3).way(c, g).way(f3, c)
	for _, x := range st {
		s.way(f1, x)
		for _, y := range st2 {
			s.way(x, y)
		}
	}
	s.choice(f3, f1, 50)
	s.choice(f3, g, 40)
	return s.in
}

func emptyCells() Input {
	s := newSketch(8, 4)
	a, b, c := s.put(0, 0), s.put(3, 0), s.put(7, 0)
	d, e := s.put(3, 3), s.put(5, 1)
	f, g := s.put(1, 2), s.put(6, 3)
	s.way(a, b, c).way(b, d).way(a, f).way(f, e).way(e, c).way(d, g).way(g, c).link(f, d, 80)
	return s.in
}

func telecom() Input {
	s := newSketch(8, 4).phases(2, 4, 6)
	s.in.Columns[6].Phase = s.in.Columns[5].Phase
	var cu []int
	for c := range 7 {
		cu = append(cu, s.put(c, 0))
	}
	for _, i := range cu {
		s.in.Boxes[i].Below = 9
	}
	s.in.Boxes[cu[3]].Above = 22
	guard, greeter := s.put(0, 1), s.put(1, 1)
	call, clerk, duty := s.put(3, 1), s.put(4, 1), s.put(5, 1)
	assign, check, invest := s.put(2, 2), s.put(4, 2), s.put(5, 2)
	queue, bill, reg := s.put(2, 3), s.put(4, 3), s.put(5, 3)
	s.way(cu[:5]...).way(cu[5], cu[6])
	s.choice(cu[4], cu[5], 62).choice(cu[4], cu[6], 40)
	s.way(cu[0], guard).way(cu[1], greeter).way(cu[2], assign, queue).way(assign, call).way(call, cu[3])
	s.way(cu[4], clerk, check, bill).way(cu[5], duty, invest, reg)
	s.recovery(clerk, duty, 70)
	s.recovery(queue, greeter, 0)
	last := s.put(7, 0)
	s.way(cu[6], last).way(last, cu[1])
	return s.in
}

// lcg is a small source of numbers that are the same on every machine.
type lcg uint32

func (l *lcg) next(n int) int {
	*l = *l*1664525 + 1013904223
	return int(uint32(*l)>>8) % n
}

// large is a board with phases of six steps, choices that jump and loop, and
// cross links.
func large(columns, rows, percent int) Input {
	s := newSketch(columns, rows)
	r := lcg(7)
	at := map[[2]int]int{}
	for c := range columns {
		for y := range rows {
			if y == 0 || r.next(100) < percent {
				at[[2]int{c, y}] = s.put(c, y)
			}
		}
		if c%6 == 0 {
			s.in.Columns[c].Phase = c / 6
		} else {
			s.in.Columns[c].Phase = s.in.Columns[c-1].Phase
		}
	}
	for c := range columns {
		last := at[[2]int{c, 0}]
		if c+1 < columns && c%7 != 3 {
			s.way(last, at[[2]int{c + 1, 0}])
		}
		for y := 1; y < rows; y++ {
			if b, ok := at[[2]int{c, y}]; ok {
				s.way(last, b)
				last = b
			}
		}
	}
	for c := 3; c+3 < columns; c += 7 {
		a := at[[2]int{c, 0}]
		s.choice(a, at[[2]int{c + 1, 0}], 50)
		if c+4 < columns && c%2 == 1 {
			s.choice(a, at[[2]int{c + 3, 0}], 40)
		} else if c > 2 {
			s.choice(a, at[[2]int{c - 2, 0}], 40)
		}
	}
	for range columns / 3 {
		c, y, y2 := r.next(columns-2), 1+r.next(rows-1), 1+r.next(rows-1)
		a, ok := at[[2]int{c, y}]
		b, ok2 := at[[2]int{c + 1 + r.next(2), y2}]
		if ok && ok2 {
			s.link(a, b, 0)
		}
	}
	return s.in
}

// dense fills every cell, with ways down every column and along the first row.
func dense(columns, rows int) Input { return large(columns, rows, 100) }

func selfLoops() Input {
	s := newSketch(4, 2)
	a, b, c, d := s.put(0, 0), s.put(1, 0), s.put(2, 0), s.put(3, 0)
	e, f := s.put(1, 1), s.put(2, 1)
	s.way(a, b, c, d).way(b, b).choice(c, c, 60).choice(c, d, 50).way(b, e).way(e, f).way(f, e).way(d, a)
	s.recovery(f, f, 60)
	return s.in
}

func fiveWays() Input {
	s := newSketch(7, 3)
	var cu []int
	for c := range 7 {
		cu = append(cu, s.put(c, 0))
	}
	low := s.put(4, 2)
	mid := s.put(3, 1)
	s.way(cu[:4]...).way(cu[4], cu[5], cu[6]).way(cu[3], mid)
	s.choice(cu[3], cu[4], 60).choice(cu[3], cu[5], 50).choice(cu[3], cu[6], 60).choice(cu[3], cu[0], 50).choice(cu[3], low, 40)
	return s.in
}

// hall is a service hall in seven lanes, with all that a rich blueprint has.
func hall() Input {
	s := newSketch(13, 7).phases(3, 6, 10)
	s.in.Rows[1].Band, s.in.Rows[2].Band, s.in.Rows[3].Band = 0, 1, 1
	s.in.Rows[4].Band, s.in.Rows[5].Band, s.in.Rows[6].Band = 2, 2, 3
	for _, r := range []int{0, 2, 4, 6} {
		s.in.Rows[r].Footer = 0
	}
	var cu []int
	for c := range 13 {
		cu = append(cu, s.put(c, 0))
	}
	friend := []int{s.put(2, 1), s.put(4, 1), s.put(8, 1)}
	greet, guide := s.put(1, 2), s.put(2, 2)
	call, clerk, clerk2, sign := s.put(4, 3), s.put(6, 3), s.put(6, 3), s.put(7, 3)
	duty, answer := s.put(9, 2), s.put(10, 2)
	cash := s.put(11, 3)
	assign := s.put(3, 4)
	check, approve := s.put(6, 4), s.put(7, 5)
	invest, decide, reply := s.put(9, 5), s.put(10, 4), s.put(11, 5)
	queue, crm, bill, register, audit := s.put(3, 6), s.put(6, 6), s.put(7, 6), s.put(9, 6), s.put(12, 6)
	s.way(cu[0], cu[1], cu[2], cu[3], cu[4], cu[5], cu[6], cu[7], cu[8]).way(cu[9], cu[10], cu[11], cu[12])
	s.way(friend...)
	s.way(cu[1], greet).way(cu[2], guide).way(cu[3], assign, queue).way(cu[4], call).way(cu[6], clerk, clerk2)
	s.way(clerk, check, crm).way(cu[7], sign, approve, bill).way(cu[9], duty, invest, register).way(cu[10], answer, decide).way(cu[11], cash, reply)
	s.way(assign, call).way(decide, answer).way(approve, sign).way(bill, audit)
	s.choice(cu[8], cu[9], 70).choice(cu[8], cu[11], 40).choice(cu[8], cu[6], 60)
	s.choice(cu[5], cu[6], 40).choice(cu[5], cu[2], 60)
	s.in.Edges = slices.DeleteFunc(s.in.Edges, func(e Edge) bool { return e.From == cu[5] && !e.FromChoice })
	s.recovery(call, guide, 60)
	s.recovery(clerk, duty, 90)
	s.recovery(crm, check, 50)
	s.recovery(sign, clerk, 60)
	s.link(decide, invest, 0).link(check, approve, 60).link(register, crm, 0)
	for _, i := range []int{cu[0], cu[1], cu[3], cu[6], cu[11]} {
		s.in.Boxes[i].Below = 9
	}
	s.in.Boxes[cu[4]].Above = 18
	return s.in
}

var looks = []struct {
	name  string
	board func() Input
}{
	{"shoeshine", shoeshine},
	{"three-ways", threeWays},
	{"upward", upward},
	{"two-customers", twoCustomers},
	{"several-lanes", severalLanes},
	{"three-in-cell", threeInCell},
	{"empty-cells", emptyCells},
	{"telecom", telecom},
	{"hall", hall},
	{"self-loops", selfLoops},
	{"five-ways", fiveWays},
	{"sparse", func() Input { return large(14, 6, 20) }},
	{"dense", func() Input { return dense(12, 5) }},
	{"large", func() Input { return large(60, 8, 45) }},
}
