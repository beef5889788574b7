// Package measure answers what a blueprint says in numbers: how long, how much,
// how likely, where do people wait, what breaks, is it worth it.
//
// A Model is a blueprint made ready to be measured; each subject (time, cost,
// waiting, failure, expectation, value) is a value in the list Parts, and gives
// typed results and a figures.Sheet of them. Every figure says how it was got:
// exactly, by a formula whose assumptions are stated, by a simulation where the
// caller has handed in a Trial and no formula tells, or not at all, because the
// blueprint does not say enough. Nothing is guessed.
package measure

import (
	"github.com/servicemoments/moments/blueprint"
	"github.com/servicemoments/moments/blueprint/figures"
	"github.com/servicemoments/moments/blueprint/flow"
)

// Options choose what is measured. The zero value measures all customers
// together.
type Options struct {
	Persona string // id of a persona whose own times count; empty: times for all
	// MaxStates bounds the states that are looked at for an exact answer; beyond it
	// the answer is that only a simulation can tell. 0: 100,000.
	MaxStates int
	Say       figures.Sayer // says the words of layers; nil: in English
	// Trial simulates what no formula tells; nil: it is only said that a simulation
	// could tell it.
	Trial *Trial

	trials *trials
}

// everybody is the options for all customers together.
func (o Options) everybody() Options {
	o.Persona = ""
	return o
}

// Model is a blueprint made ready to be measured. It never changes and is safe
// for concurrent use.
type Model struct {
	Blueprint *blueprint.Blueprint
	Graph     *blueprint.Graph
	Net       *flow.Net
}

// New makes a blueprint ready to be measured. The error is a
// blueprint.Diagnostics, located, with all that keeps it from being run.
func New(b *blueprint.Blueprint) (*Model, error) {
	g := b.Graph()
	net, err := flow.New(g)
	if err != nil {
		return nil, err
	}
	return &Model{Blueprint: b, Graph: g, Net: net}, nil
}
