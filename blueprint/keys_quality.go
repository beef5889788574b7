package blueprint

import (
	"errors"
	"reflect"
	"strings"

	"github.com/servicemoments/moments/touchpoint"
)

// qualityShapes are moments of truth, standards, expectations and emotions.
func qualityShapes() []*Shape {
	return []*Shape{momentShape(), standardsShape(), standardShape("procedural", touchpoint.ProceduralAspects()), standardShape("personal", touchpoint.PersonalAspects()), promiseShape(), expectationShape(), emotionShape()}
}

func momentShape() *Shape {
	return &Shape{Name: "moment", Doc: "A moment of truth: true, critical, or a moment sheet (Albrecht).", Flag: true, plain: plainMoment, write: writeMoment, zero: typeOf[touchpoint.Moment](), Keys: []Key{
		yesNo("critical", "Critical", "Whether it decides over staying or leaving.", "true").byDefault("false"),
		text("standards", "Standards", "What the customer takes for granted.", "[Nobody pushes in]").many(),
		text("enhancers", "Enhancers", "What delights.", "[Called by name]").many(),
		text("detractors", "Detractors", "What annoys.", "[No word for ten minutes]").many(),
	}}
}

func plainMoment(text string, v reflect.Value) (bool, error) {
	if strings.TrimSpace(text) != "critical" {
		return true, errors.New("expected true, critical, or a mapping with critical, standards, enhancers, detractors")
	}
	v.FieldByName("Critical").SetBool(true)
	return true, nil
}

func writeMoment(v reflect.Value) (string, bool) {
	m := v.Interface().(touchpoint.Moment)
	return "critical", m.Critical && len(m.Standards)+len(m.Enhancers)+len(m.Detractors) == 0
}

func standardsShape() *Shape {
	return &Shape{Name: "standards", Doc: "What good work means, on two dimensions (Martin).", zero: typeOf[touchpoint.Standards](), Keys: []Key{
		shape("procedural", "Procedural", "procedural standard", "How the work is done.", "[{aspect: timing, title: Within two minutes}]").many(),
		shape("personal", "Personal", "personal standard", "How people treat people.", "[{aspect: attitude, title: Smile}]").many(),
	}}
}

func standardShape(dimension string, aspects []touchpoint.Aspect) *Shape {
	return &Shape{Name: dimension + " standard", Doc: "One " + dimension + " standard.", Short: "title", zero: typeOf[touchpoint.Standard](), Keys: []Key{
		text("title", "Title", "The standard: specific, measurable, attainable, relevant, timed.", "Within two minutes").required(),
		word("aspect", "Aspect", "What it is about.", string(aspects[0]), aspects),
		share("met", "Met", "Share of cases that meet it.", "92%"),
	}}
}

func promiseShape() *Shape {
	return &Shape{Name: "promise", Doc: "What the firm tells its customers to expect.", Short: "title", zero: typeOf[touchpoint.Promise](), Keys: []Key{
		text("title", "Title", "The promise.", "Served in ten minutes").required(),
		shape("time", "Time", "time", "Time that is promised.", "10m"),
		text("where", "Where", "Where it is made.", "Sign at the door"),
	}}
}

func expectationShape() *Shape {
	return &Shape{Name: "expectation", Doc: "What customers expect and perceive, on one scale. Adequate to desired is the zone of tolerance.", zero: typeOf[touchpoint.Expectation](), Keys: []Key{
		text("title", "Title", "What is expected.", "Not to stand in line"),
		number("adequate", "Adequate", "Level that will just do.", "5.8"),
		number("desired", "Desired", "Level that is wished for.", "7.2"),
		number("perceived", "Perceived", "Level that is seen.", "6.4"),
		number("importance", "Importance", "How much it matters, on the same scale.", "9"),
		word("driver", "Driver", "Level of what drives satisfaction (Cumby & Barnes).", "interaction", touchpoint.Drivers()),
		word("dimension", "Dimension", "Dimension of SERVQUAL.", "reliability", touchpoint.Dimensions()),
		personas(),
	}}
}

func emotionShape() *Shape {
	return &Shape{Name: "emotion", Doc: "How customers feel, -2 (furious) to 2 (delighted): a number, or one for each persona.", Short: "all", zero: typeOf[touchpoint.Emotion](), Keys: []Key{
		number("all", "Value", "Everybody else.", "1").between(-2, 2),
	}, Rest: &Key{Name: "PERSONA", Field: "By", Doc: "That persona.", Example: "-1", Form: FormMap, Of: FormNumber, Targets: []Target{ToPersona}, Min: bound(-2), Max: bound(2)}}
}
