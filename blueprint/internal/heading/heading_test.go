package heading_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/servicemoments/moments/blueprint/internal/heading"
	"github.com/servicemoments/moments/render/wording"
	"github.com/servicemoments/moments/touchpoint"
)

func TestLabelsOfPeopleAreRecognised(t *testing.T) {
	for label, want := range map[string]heading.Role{
		"Customer actions": heading.Customer, "USER ACTIONS": heading.Customer, " Guest  Action ": heading.Customer, "客户行为": heading.Customer,
		"Frontstage interactions": heading.Frontstage, "Onstage": heading.Frontstage, "Front-stage": heading.Frontstage, "Onstage / Visible Contact Employee Actions": heading.Frontstage,
		"Backstage actions": heading.Backstage, "Back Stage": heading.Backstage, "Backstage/Invisible contact employee actions": heading.Backstage, "后台员工行为": heading.Backstage,
		"Support processes": heading.Support, "Support Process": heading.Support, "支持过程": heading.Support,
		"Physical evidence": heading.Evidence, "PHYSICAL EVIDENCE:": heading.Evidence, "有形展示": heading.Evidence,
		"Line of visibility": heading.Line, "LINE OF INTERNAL INTERACTION": heading.Line, "可视分界线": heading.Line, "Visibility line": heading.Line,
		"Phases": heading.Phase, "Stage": heading.Phase, "阶段": heading.Phase, "Step": heading.Step, "步骤": heading.Step,
		"Pain points": heading.Notes, "Legend": heading.Ignore, "Ｆｒｏｎｔｓｔａｇｅ": heading.Frontstage,
	} {
		role, certain := heading.Of(label)
		assert.Equal(t, want, role, label)
		assert.True(t, certain, label)
	}
}

func TestWordsOfALabelAreAHint(t *testing.T) {
	for label, want := range map[string]heading.Role{
		"Actions of the guest": heading.Customer, "Frontstage (waiter)": heading.Frontstage, "IT systems that support": heading.Support,
		"Customer support": heading.Unknown, "Gubernator": heading.Unknown, "": heading.Unknown, "!!!": heading.Unknown,
	} {
		role, certain := heading.Of(label)
		assert.Equal(t, want, role, label)
		assert.False(t, certain, label)
	}
}

func TestALaneMayHaveATitleOfItsOwn(t *testing.T) {
	for label, want := range map[string][2]string{
		"Frontstage: Waiter": {"frontstage", "Waiter"}, "前台：服务员": {"frontstage", "服务员"}, "Backstage (kitchen)": {"backstage", "kitchen"},
		"Onstage actions": {"frontstage", ""}, "Support - IT": {"support", "IT"}, "Guest and companion": {"customer", "Guest and companion"}, "Marketing": {"", "Marketing"},
	} {
		kind, title, _ := heading.Lane(label)
		assert.Equal(t, touchpoint.Kind(want[0]), kind, label)
		assert.Equal(t, want[1], title, label)
	}
}

// TestOurOwnWordsAreCertain keeps what is exported readable.
func TestOurOwnWordsAreCertain(t *testing.T) {
	for _, language := range []string{"en", "zh"} {
		w := wording.For(language)
		for _, k := range touchpoint.Kinds() {
			role, certain := heading.Of(w.Kind(k))
			assert.Equal(t, k, role.Kind(), w.Kind(k))
			assert.True(t, certain, w.Kind(k))
		}
		for _, line := range touchpoint.Lines() {
			role, _ := heading.Of(w.Line(line))
			assert.Equal(t, heading.Line, role, w.Line(line))
		}
		role, _ := heading.Of(w.Evidence)
		assert.Equal(t, heading.Evidence, role)
	}
}
