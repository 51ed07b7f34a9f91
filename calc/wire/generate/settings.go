package generate

import (
	"math"
	"strconv"
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/generate"
	"threelimits/calc/sampling"
	"threelimits/calc/wire"
)

const maxWhole = 1<<53 - 1

// readSettings reads the SamplingSettings of site/contract: the number of leaves, and each as a field. What is not there is as
// generate.DefaultSettings have it.
func readSettings(data []byte) (generate.Settings, error) {
	s := settings{Settings: generate.DefaultSettings()}
	r := wire.NewReader(data)
	for range r.Count(12) {
		f := r.Field()
		if problem := s.read(&f); problem != "" {
			return s.Settings, fault.Argument(f.Path, f.Path+" "+problem+".")
		}
	}
	if !r.Complete() {
		return s.Settings, fault.Argument("", "The settings are not complete.")
	}
	return s.Settings, nil
}

type settings struct {
	generate.Settings
	ordered bool // an order was given
}

func (s *settings) read(f *fields.Field) (problem string) {
	name, _, listed := strings.Cut(f.Path, ".")
	if empty := f.Kind == "array"; (empty || listed) && (name == "order" || name == "stop") {
		return s.readListed(f, name, empty)
	}
	switch f.Path {
	case "temperature":
		return readReal(f, &s.Temperature)
	case "topP":
		return readReal(f, &s.TopP)
	case "minP":
		return readReal(f, &s.MinP)
	case "topK":
		return readCount(f, &s.TopK)
	case "seed":
		return readCardinal(f, &s.Seed)
	case "step":
		s.Step = new(uint64)
		return readCardinal(f, s.Step)
	case "shown":
		return readCount(f, &s.Shown)
	case "generated":
		return readCount(f, &s.Generated)
	case "maxTokens":
		if problem = readCount(f, &s.MaxTokens); problem == "" && s.MaxTokens == 0 {
			problem = "must be at least 1"
		}
		return problem
	}
	return "is no setting; accepted are temperature, topK, topP, minP, order, seed, step, shown, generated, maxTokens and stop"
}

// readListed reads an item of order or stop, or that one of them is empty.
func (s *settings) readListed(f *fields.Field, name string, empty bool) string {
	if name == "order" && !s.ordered {
		s.Order, s.ordered = nil, true
	}
	switch {
	case empty:
	case f.Kind != "string":
		return "must be a string"
	case name == "order":
		s.Order = append(s.Order, sampling.Step(f.Text))
	default:
		s.Stop = append(s.Stop, f.Text)
	}
	return ""
}

func readReal(f *fields.Field, to *float64) string {
	x, err := strconv.ParseFloat(f.Text, 64)
	if f.Kind != "number" || err != nil {
		return "must be a number"
	}
	*to = x
	return ""
}

func readCardinal(f *fields.Field, to *uint64) string {
	x, err := strconv.ParseFloat(f.Text, 64)
	if f.Kind != "number" || err != nil || !(x >= 0 && x <= maxWhole) || x != math.Trunc(x) {
		return "must be a whole number from 0 to 9,007,199,254,740,991"
	}
	*to = uint64(x)
	return ""
}

// readCount reads a whole number of which more than there is of anything means all.
func readCount(f *fields.Field, to *int) string {
	var whole uint64
	problem := readCardinal(f, &whole)
	*to = int(min(whole, math.MaxInt32))
	return problem
}
