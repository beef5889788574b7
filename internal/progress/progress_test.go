package progress_test

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/internal/progress"
)

// screen is a terminal that remembers all that was written.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func TestAShortRunShowsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.Start(&s, "checking", 10)
		b.Add(5)
		time.Sleep(999 * time.Millisecond)
		b.Stop()
		assert.Empty(t, s.String())
	})
}

func TestALongRunShowsHowFarItIsAndErasesItsLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.Start(&s, "checking", 8)
		b.Add(2)
		time.Sleep(1001 * time.Millisecond)
		synctest.Wait()
		assert.Equal(t, "\r\x1b[Kchecking [======                  ] 2 of 8, 4 s left", s.String())
		b.Add(6)
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
		assert.True(t, strings.HasSuffix(s.String(), "checking [========================] 8 of 8"), s.String())
		b.Stop()
		b.Stop()
		assert.True(t, strings.HasSuffix(s.String(), "8 of 8\r\x1b[K"), s.String())
	})
}

func TestMoreThanWasExpectedStaysInTheLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.Start(&s, "checking", 1)
		b.Add(3)
		time.Sleep(2 * time.Second)
		b.Stop()
		assert.Contains(t, s.String(), "[========================] 3 of 1")
	})
}

func TestWhereTheTotalIsNotKnownItCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.Start(&s, "customers", 0)
		b.Add(1200)
		time.Sleep(2 * time.Second)
		b.Stop()
		assert.Contains(t, s.String(), "\r\x1b[Kcustomers: 1200\r")
	})
}

func TestWithoutATerminalNothingHappens(_ *testing.T) {
	b := progress.Start(nil, "checking", 3)
	b.Add(3)
	b.Stop()
}

func TestSeveralGoroutinesMayAdd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.Start(&s, "checking", 100)
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() { b.Add(1) })
		}
		all.Wait()
		time.Sleep(2 * time.Second)
		b.Stop()
		assert.Contains(t, s.String(), "100 of 100")
	})
}

func TestBytesShowTheirRateAndTheTimeLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.StartBytes(&s, "reading", 400_000_000)
		time.Sleep(999 * time.Millisecond)
		b.Set(100_000_000)
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		assert.Equal(t, "\r\x1b[Kreading [======                  ] 25%, 100 MB/s, 4 s left", s.String())
		b.Set(400_000_000)
		time.Sleep(3 * time.Second)
		b.Stop()
		assert.Contains(t, s.String(), "[========================] 100%, 100 MB/s\r", "all is done: nothing is left")
	})
}

func TestBytesOfAPipeShowHowManyCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		b := progress.StartBytes(&s, "reading", 0)
		b.Set(2_400_000)
		time.Sleep(2 * time.Second)
		b.Stop()
		assert.Contains(t, s.String(), "reading: 2.4 MB, 1.2 MB/s")
	})
}

func TestTimesLeftAreShort(t *testing.T) {
	for _, c := range []struct {
		total int
		says  string
	}{{100, ", 2 min left"}, {10_000, ", 3 h left"}, {100_000_000, ", days left"}} {
		synctest.Test(t, func(t *testing.T) {
			var s screen
			b := progress.Start(&s, "checking", c.total)
			b.Add(1)
			time.Sleep(1001 * time.Millisecond)
			synctest.Wait()
			assert.True(t, strings.HasSuffix(s.String(), c.says), s.String())
			b.Stop()
		})
	}
}
