package simulate

import "math/rand/v2"

// Purposes of random numbers.
const (
	forArrivals = iota + 1
	forPersona
	forTime
	forFail
	forChoice
	forPassing
)

// mix spreads a number over all bits (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// hash is FNV-1a: the same for a touchpoint's id in every blueprint.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// stream is one generator that is set anew for each draw: what is drawn follows
// from what it is drawn for, and never from what was drawn before.
type stream struct {
	pcg  rand.PCG
	rand *rand.Rand
	base uint64
}

func newStream(seed uint64, replication int) *stream {
	s := &stream{base: mix(mix(seed) ^ uint64(replication)*0xd1342543de82ef95)}
	s.rand = rand.New(&s.pcg)
	return s
}

// set prepares the generator for a purpose at a touchpoint, for a customer's draw.
func (s *stream) set(purpose uint64, customer int64, key uint64, draw uint32) *rand.Rand {
	h := mix(s.base ^ uint64(customer)*0xaf251af3b0f025b5)
	s.pcg.Seed(h, mix(h^key^purpose<<56^uint64(draw)<<24))
	return s.rand
}

// own is a generator for one purpose of the whole replication.
func (s *stream) own(purpose uint64) *rand.Rand {
	h := mix(s.base ^ purpose<<56)
	return rand.New(rand.NewPCG(h, mix(h)))
}
