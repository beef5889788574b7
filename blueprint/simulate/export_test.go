package simulate

import "time"

// Add and Merge let tests fill a histogram.
func Add(h *Histogram, d time.Duration) { h.add(int64(d)) }

// Merge takes another histogram in.
func Merge(h, o *Histogram) { h.merge(o) }
