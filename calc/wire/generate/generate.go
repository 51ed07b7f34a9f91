// Package generate is how package generate's values cross between the page and a program. Settings are as readSettings takes them.
package generate

import (
	"encoding/binary"
	"math"

	"threelimits/calc/fault"
	"threelimits/calc/generate"
	"threelimits/calc/sampling"
	"threelimits/calc/wire"
)

// Generators are those that are open, by number. The zero value has none.
type Generators struct {
	open wire.Handles[*generate.Generator]
}

// Open is generate.Train, and returns the generator's number. texts are the number of different tokens, and of each its id
// and its bytes. Without ends, the text goes on where it stops. It takes memory until Close.
func (all *Generators) Open(tokens []uint32, texts []byte, order, upTo int, ends bool) (number int, err error) {
	r := wire.NewReader(texts)
	known := make(map[uint32]string)
	for range r.Count(8) {
		id := r.Number()
		known[id] = r.Text()
	}
	if !r.Complete() {
		return 0, fault.Argument("texts", "The tokens' texts are not complete.")
	}
	g, err := generate.Train(tokens, known, generate.Training{Order: order, UpTo: upTo, Ends: ends})
	if err != nil {
		return 0, err
	}
	return all.open.Add(g), nil
}

// TrainTo is Generator.TrainTo.
func (all *Generators) TrainTo(number, upTo int) error {
	g, err := all.open.Get(number)
	if err != nil {
		return err
	}
	return g.TrainTo(upTo)
}

// State is Generator.Trained: a TrainedState out.
func (all *Generators) State(number int) ([]byte, error) {
	g, err := all.open.Get(number)
	if err != nil {
		return nil, err
	}
	return wire.Append(nil, g.Trained()), nil
}

// Step is Generator.Step: a GenerationStep out.
func (all *Generators) Step(number int, context []uint32, settings []byte) ([]byte, error) {
	g, s, err := all.settled(number, settings)
	if err != nil {
		return nil, err
	}
	return wire.Result(g.Step(context, s))
}

// Draws is Generator.Draws: a DrawReport out.
func (all *Generators) Draws(number int, context []uint32, settings []byte, draws int) ([]byte, error) {
	g, s, err := all.settled(number, settings)
	if err != nil {
		return nil, err
	}
	return wire.Result(g.Draws(context, s, draws))
}

func (all *Generators) settled(number int, settings []byte) (g *generate.Generator, s generate.Settings, err error) {
	if g, err = all.open.Get(number); err == nil {
		s, err = readSettings(settings)
	}
	return g, s, err
}

// Surprise is Generator.Surprise: a SurpriseReport out.
func (all *Generators) Surprise(number, blocks int) ([]byte, error) {
	g, err := all.open.Get(number)
	if err != nil {
		return nil, err
	}
	return wire.Result(g.Surprise(blocks))
}

// Close gives a generator's memory back.
func (all *Generators) Close(number int) error { return all.open.Close(number) }

// Sample is generate.Sample: log-probabilities as numbers of 64 bits, little-endian, a SampledPart out.
func Sample(logprobs, settings []byte) ([]byte, error) {
	s, err := readSettings(settings)
	if err != nil {
		return nil, err
	}
	if len(logprobs)%8 != 0 {
		return nil, fault.Argument("logprobs", "The log-probabilities are not complete.")
	}
	list := make([]float64, len(logprobs)/8)
	for i := range list {
		list[i] = math.Float64frombits(binary.LittleEndian.Uint64(logprobs[8*i:]))
	}
	return wire.Result(generate.Sample(list, s))
}

// ReadLogprobs is generate.ReadLogprobs: leaves as wire.ReadLeaves takes them, LogprobSequence[] out.
func ReadLogprobs(leaves []byte) ([]byte, error) {
	read, err := wire.ReadLeaves(leaves)
	if err != nil {
		return nil, err
	}
	return wire.Result(generate.ReadLogprobs(read))
}

// order is SamplingOrder of the contract.
type order struct {
	ID      string   `page:"id"`
	Name    string   `page:"name"`
	Steps   []string `page:"steps"`
	Source  string   `page:"source"`
	Checked string   `page:"checked"`
}

// Orders are sampling.Orders: SamplingOrder[] out.
func Orders() []byte {
	var out []order
	for _, o := range sampling.Orders() {
		steps := make([]string, len(o.Steps))
		for i, step := range o.Steps {
			steps[i] = string(step)
		}
		out = append(out, order{o.ID, o.Name, steps, o.Source, o.Checked})
	}
	return wire.Append(nil, out)
}
