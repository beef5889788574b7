package report_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/internal/report"
)

func TestSuitesAreWhatCIServersRead(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, report.Suites(&out, "moments cover", []report.Suite{
		{Name: "moments", Cases: []report.Case{
			{Name: "Pay <now>", File: "hall.yaml", Line: 7},
			{Name: "Complain", File: "hall.yaml", Line: 9, Failed: "never visited\x1b[2J", Text: "hall.yaml:9:3\nsecond line\x07"},
			{Name: "Rate", Skipped: "waived: \"the gateway\"", Text: "until 2026-06-30"},
		}},
		{Name: "ways"},
	}))
	assert.Equal(t, `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="moments cover" tests="3" failures="1">
  <testsuite name="moments" tests="3" failures="1" errors="0" skipped="1">
    <testcase name="Pay &lt;now&gt;" classname="moments" file="hall.yaml" line="7"></testcase>
    <testcase name="Complain" classname="moments" file="hall.yaml" line="9">
      <failure message="never visited�[2J" type="failure">hall.yaml:9:3&#xA;second line�</failure>
    </testcase>
    <testcase name="Rate" classname="moments">
      <skipped message="waived: &#34;the gateway&#34;"></skipped>
      <system-out>until 2026-06-30</system-out>
    </testcase>
  </testsuite>
</testsuites>
`, out.String())
	_, err := wellCounted(out.String())
	assert.NoError(t, err)
}
