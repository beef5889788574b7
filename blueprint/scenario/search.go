package scenario

import "fmt"

// MaxRange bounds the numbers among which Fewest seeks.
const MaxRange = 1_000_000

// Fewest seeks the smallest whole number from lo to hi for which a condition
// holds, such as the fewest servers with which a target is met; found is false
// where there is none. It halves the range, which is right where the condition,
// once it holds, holds for all larger numbers. It then looks at up to 8 numbers
// on either side; where one of them says that this is not so, every number is
// tried from lo on. No number is tried twice. An error of the condition ends
// the search.
func Fewest(lo, hi int, holds func(n int) (bool, error)) (n int, found bool, err error) {
	if hi < lo || hi-lo < 0 || hi-lo >= MaxRange {
		return 0, false, fmt.Errorf("cannot seek from %d to %d: expected a range of 1 to %d numbers", lo, hi, MaxRange)
	}
	s := search{holds: holds, known: map[int]bool{}}
	first := s.halve(lo, hi)
	if s.err == nil && s.rises(lo, hi, first) {
		return min(first, hi), first <= hi, nil
	}
	for n := lo; n <= hi && s.err == nil; n++ {
		if s.at(n) && s.err == nil {
			return n, true, nil
		}
	}
	return 0, false, s.err
}

type search struct {
	holds func(int) (bool, error)
	known map[int]bool
	err   error
}

// at asks the condition, once for each number.
func (s *search) at(n int) bool {
	if answer, ok := s.known[n]; ok || s.err != nil {
		return answer
	}
	var answer bool
	answer, s.err = s.holds(n)
	s.known[n] = answer
	return answer
}

// halve finds the first number that holds if all larger ones do, hi+1 where none
// does.
func (s *search) halve(lo, hi int) int {
	end := hi + 1
	for lo < end && s.err == nil {
		if middle := lo + (end-lo)/2; s.at(middle) {
			end = middle
		} else {
			lo = middle + 1
		}
	}
	return lo
}

// rises looks at some numbers on either side of the first that holds.
func (s *search) rises(lo, hi, first int) bool {
	const probes = 8
	for i := range probes {
		if below := lo + i*max(1, (first-lo)/probes); below < first && s.at(below) {
			return false
		}
		if above := hi - i*max(1, (hi-first)/probes); above >= first && above > lo && !s.at(above) {
			return false
		}
	}
	return s.err == nil
}
