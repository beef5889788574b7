package measure

import (
	"errors"
	"fmt"

	"github.com/servicemoments/moments/blueprint"
)

// Delivered is customer delivered value (Kotler): what a customer gets for what
// it costs him, on the scale on which both were judged.
type Delivered struct {
	Benefits float64 // product + service + personnel + image
	Costs    float64 // money + time + energy + psychic
	Value    float64 // benefits less costs; below 0 the customer is better off without
	Ratio    float64 // benefits / costs; 0 where there are no costs
}

// DeliveredValue adds up the four values and the four costs of Kotler's customer
// delivered value. The error names those that are not given: a value that nobody
// judged is not 0.
func DeliveredValue(v blueprint.DeliveredValue) (Delivered, error) {
	benefits, err := sumOf("value", []string{"product", "service", "personnel", "image"}, v.Product, v.Service, v.Personnel, v.Image)
	costs, err2 := sumOf("value", []string{"money", "time", "energy", "psychic"}, v.Money, v.Time, v.Energy, v.Psychic)
	if err = errors.Join(err, err2); err != nil {
		return Delivered{}, err
	}
	d := Delivered{Benefits: benefits, Costs: costs, Value: benefits - costs}
	if costs > 0 {
		d.Ratio = benefits / costs
	}
	return d, nil
}

// ValueEquation is the value equation of Heskett: (results + process quality) /
// (price + cost of access). Above 1 customers get more than they give. The error
// names terms that are not given, or says that price and access are both 0.
func ValueEquation(w blueprint.Worth) (float64, error) {
	gets, err := sumOf("worth", []string{"results", "process"}, w.Results, w.Process)
	gives, err2 := sumOf("worth", []string{"price", "access"}, w.Price, w.Access)
	switch err = errors.Join(err, err2); {
	case err != nil:
		return 0, err
	case gives <= 0:
		return 0, errors.New("the value equation has no answer where price and access cost nothing")
	}
	return gets / gives, nil
}

// notGiven is a key of the language that would have to be written.
type notGiven struct{ key string }

func (e notGiven) Error() string { return fmt.Sprintf("%s is not given", e.key) }

// sumOf adds values that must all be there; the error joins a notGiven for each
// that is not.
func sumOf(shape string, names []string, values ...*float64) (float64, error) {
	sum, missing := 0.0, []error(nil)
	for i, v := range values {
		if v == nil {
			missing = append(missing, notGiven{shape + "." + names[i]})
			continue
		}
		sum += *v
	}
	return sum, errors.Join(missing...)
}

// keysNotGiven lists the keys that an error of sumOf names, in order.
func keysNotGiven(err error) []string {
	if one, ok := err.(notGiven); ok { //nolint:errorlint // joined errors are unfolded below, one by one
		return []string{one.key}
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var keys []string
	for _, e := range joined.Unwrap() {
		keys = append(keys, keysNotGiven(e)...)
	}
	return keys
}
