package conformance

import (
	"cmp"
	"context"
	"encoding/binary"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/servicemoments/moments/blueprint/coverage"
	"github.com/servicemoments/moments/blueprint/coverage/align"
	"github.com/servicemoments/moments/blueprint/coverage/eventlog"
)

// work aligns variants. Who works on which makes no difference: what is counted are
// sums.
type work struct {
	counter  *coverage.Counter
	variants []eventlog.Variant
	open     bool
	keep     int
	progress func(done, total int)

	aligner *align.Aligner
	all     part
	kept    []align.Alignment // of the first variants

	next atomic.Int64
	mu   sync.Mutex
	done int
}

func (w *work) run(ctx context.Context, workers int) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	w.aligner = w.counter.Aligner(w.open)
	variants, ignored := counting(w.variants, w.aligner.Observed)
	w.variants = variants
	workers = max(1, min(workers, len(w.variants)))
	w.kept = make([]align.Alignment, min(w.keep, len(w.variants)))
	parts := make([]part, workers)
	var all sync.WaitGroup
	for k := range parts {
		parts[k] = newPart(w.counter.Empty())
		all.Go(func() { w.share(ctx, &parts[k]) })
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	w.all = newPart(w.counter)
	for k := range parts {
		if err := w.all.merge(&parts[k]); err != nil {
			return err
		}
	}
	w.all.conformance.Ignored = ignored
	return nil
}

// part is what one worker counts.
type part struct {
	counter     *coverage.Counter
	conformance align.Conformance
	tails       map[align.Departure]int // what is skipped only because a customer was seen no more
	moved       map[align.Departure]int // what is part of a wrong order
	swaps       map[swap]int
}

func newPart(c *coverage.Counter) part {
	return part{counter: c, tails: map[align.Departure]int{}, moved: map[align.Departure]int{}, swaps: map[swap]int{}}
}

func (p *part) merge(o *part) error {
	p.conformance.Merge(&o.conformance)
	sum(p.tails, o.tails)
	sum(p.moved, o.moved)
	sum(p.swaps, o.swaps)
	return p.counter.Merge(o.counter)
}

func sum[K comparable](to, from map[K]int) {
	for k, n := range from {
		to[k] += n
	}
}

// share takes one variant after the other until none is left.
func (w *work) share(ctx context.Context, p *part) {
	for ctx.Err() == nil {
		i := int(w.next.Add(1)) - 1
		if i >= len(w.variants) {
			return
		}
		v := &w.variants[i]
		a := w.aligner.Align(v.Touchpoints)
		p.conformance.Add(p.counter.Net(), &a, int(v.Cases))
		p.counter.Add(v.Touchpoints, "", &a, int(v.Cases))
		p.count(&a, int(v.Cases))
		if i < len(w.kept) {
			w.kept[i] = a
		}
		w.tell()
	}
}

// counting leaves out what stands in lanes that do not count, and puts variants
// together that are one then, ordered as a tally orders them. ignored is how many
// events were left out, over all cases.
func counting(variants []eventlog.Variant, observed []bool) (list []eventlog.Variant, ignored int) {
	if !slices.Contains(observed, false) {
		return variants, 0
	}
	at := map[string]int{}
	var key []byte
	for _, v := range variants {
		var kept []int
		key = key[:0]
		for _, t := range v.Touchpoints {
			if t < 0 || observed[t] {
				kept = append(kept, t)
				key = binary.AppendVarint(key, int64(t))
			}
		}
		ignored += int(v.Cases) * (len(v.Touchpoints) - len(kept))
		i, known := at[string(key)]
		if !known {
			i = len(list)
			at[string(key)] = i
			list = append(list, eventlog.Variant{Touchpoints: kept})
		}
		list[i].Cases += v.Cases
	}
	slices.SortFunc(list, func(a, b eventlog.Variant) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(len(a.Touchpoints), len(b.Touchpoints)), slices.Compare(a.Touchpoints, b.Touchpoints))
	})
	return list, ignored
}

func (w *work) tell() {
	if w.progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done++
	w.progress(w.done, len(w.variants))
}
