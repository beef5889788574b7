package blueprint_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/servicemoments/moments/blueprint"
)

// Two customers meet one employee, who lets the first of them repeat: the circle
// is entered where that customer comes in, whoever else leads into it.
func TestACircleIsEnteredWhereCustomersComeIn(t *testing.T) {
	b, err := blueprint.Read(strings.NewReader(`title: Two customers
lanes:
  - {id: guest, kind: customer}
  - {id: companion, kind: customer}
  - {id: clerk, kind: frontstage}
steps:
  - guest: Ask
    companion: Listen
    clerk: {title: Answer, next: [{to: ask, when: not clear, chance: 20%}, {to: leave, when: clear}]}
  - guest: Leave
    companion: Go
`), "b.yaml")
	require.NoError(t, err)
	var back []string
	for _, w := range b.Graph().Ways() {
		if w.Back {
			back = append(back, w.From.ID+" -> "+w.To.ID)
		}
	}
	assert.Equal(t, []string{"answer -> ask"}, back)
}
