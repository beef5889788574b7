package view_test

import (
	"fmt"

	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/render/scene"
	"github.com/servicemoments/moments/render/view"
)

func load(name string) *blueprint.Blueprint {
	b, err := blueprint.Load("../../examples/" + name + "/blueprint.yaml")
	if err != nil {
		panic(err)
	}
	return b
}

func ExampleCycle() {
	for _, g := range view.Cycle(load("telecom-hall"), view.Options{Language: "zh"}).Find(scene.RoleMark) {
		if g.Get("mark") == "moment" {
			fmt.Println(g.Name, g.Get("of"))
		}
	}
	// Output:
	// 真实一刻 enter-the-hall
	// 重要真实一刻 inquire
	// 真实一刻 wait-to-be-called
	// 重要真实一刻 have-the-request-handled
	// 真实一刻 check-the-bill-and-pay
	// 重要真实一刻 complain
	// 真实一刻 leave-the-hall
}

func ExampleFlowerPair() {
	s := view.FlowerPair(load("luxury-hotel"), load("budget-motel"), view.Options{})
	fmt.Println(s.Title)
	fmt.Println(s.Desc)
	// Output:
	// A night in a grand hotel · A night in a motel
	// Flower of service: 8 of 8 petals are provided, 15 touchpoints belong to the core or a petal. Flower of service: 6 of 8 petals are provided, 11 touchpoints belong to the core or a petal.
}

func ExampleCurve() {
	for _, g := range view.Curve(load("telecom-hall"), view.Options{}).Find(scene.RoleLabel) {
		if g.Name != "" {
			fmt.Println(g.Name)
		}
	}
	// Output:
	// lowest point · Wait to be called
	// lowest point · Complain
	// lowest point · Find the comment book
}
