package cli

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// However long each takes, results come in order, and few are held at a time: the
// first takes longest here, and all others are ready before it.
func TestResultsComeInOrderAndFewAreHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var begun, atOnce, most atomic.Int64
		var got []int
		err := inOrder(upTo(200), func(i int) int {
			begun.Add(1)
			for now := atOnce.Add(1); now > most.Load(); {
				most.Store(now)
			}
			defer atOnce.Add(-1)
			if i == 0 {
				time.Sleep(time.Hour)
			} else {
				time.Sleep(time.Duration(7*i%5) * time.Millisecond)
			}
			return i
		}, func(i int) error {
			if i == 0 {
				assert.LessOrEqual(t, begun.Load(), int64(2*runtime.GOMAXPROCS(0)+2), "worked ahead of the first")
			}
			got = append(got, i)
			return nil
		})
		assert.NoError(t, err)
		assert.Equal(t, upTo(200), got)
		assert.LessOrEqual(t, most.Load(), int64(runtime.GOMAXPROCS(0)), "at once")
	})
}

func TestTheFirstErrorEndsTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which fails where something is left running for good
		var begun atomic.Int64
		full := errors.New("no room left")
		err := inOrder(upTo(10_000), func(i int) int { begun.Add(1); return i }, func(i int) error {
			if i == 3 {
				return full
			}
			return nil
		})
		assert.ErrorIs(t, err, full)
		synctest.Wait()
		assert.Less(t, begun.Load(), int64(1_000))
	})
}
