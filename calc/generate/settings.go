package generate

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/sampling"
	"threelimits/calc/wire"
)

const defaultShown = 50

const maxWhole = 1<<53 - 1

// stepSettings are SamplingSettings of the contract.
type stepSettings struct {
	sampling.Settings
	seed, step uint64
	shown      int
	maxTokens  int // 0: no limit
	generated  int
	stop       []string
	// Whether an order, and a step for the draw, were given.
	ordered, stepped bool
}

// parseSettings reads settings as they cross the boundary: the number of leaves; of each its path, kind and text.
func parseSettings(data []byte) (s stepSettings, err error) {
	s = stepSettings{Settings: sampling.Unchanged(), shown: defaultShown}
	r := wire.NewReader(data)
	for range r.Count(12) {
		f := fields.Field{Path: r.Text(), Kind: r.Text(), Text: r.Text()}
		if problem := s.read(&f); problem != "" {
			return s, fault.Argument(f.Path, f.Path+" "+problem+".")
		}
	}
	if !r.Complete() {
		return s, fault.Argument("", "The settings are not complete.")
	}
	return s, refused(s.Check())
}

// refused is sampling's error as the page documents it.
func refused(err error) error {
	if known := (*sampling.Error)(nil); errors.As(err, &known) {
		return fault.Argument(known.Field, known.Message)
	}
	return err
}

func (s *stepSettings) read(f *fields.Field) (problem string) {
	name, _, listed := strings.Cut(f.Path, ".")
	if empty := f.Kind == "array"; (empty || listed) && (name == "order" || name == "stop") {
		return s.readListed(f, name, empty)
	}
	var whole uint64
	switch f.Path {
	case "temperature":
		return readReal(f, &s.Temperature)
	case "topP":
		return readReal(f, &s.TopP)
	case "minP":
		return readReal(f, &s.MinP)
	case "topK":
		problem = readCardinal(f, &whole)
		s.TopK = int(min(whole, math.MaxInt32))
	case "seed":
		return readCardinal(f, &s.seed)
	case "step":
		s.stepped = true
		return readCardinal(f, &s.step)
	case "shown":
		problem = readCardinal(f, &whole)
		s.shown = int(min(whole, math.MaxInt32))
	case "generated":
		problem = readCardinal(f, &whole)
		s.generated = int(min(whole, math.MaxInt32))
	case "maxTokens":
		if problem = readCardinal(f, &whole); problem == "" && whole == 0 {
			problem = "must be at least 1"
		}
		s.maxTokens = int(min(whole, math.MaxInt32))
	default:
		problem = "is no setting; accepted are temperature, topK, topP, minP, order, seed, step, shown, generated, maxTokens and stop"
	}
	return problem
}

// readListed reads an item of order or stop, or that one of them is empty.
func (s *stepSettings) readListed(f *fields.Field, name string, empty bool) string {
	if name == "order" && !s.ordered {
		s.Order, s.ordered = nil, true
	}
	switch {
	case empty:
	case f.Kind != "string":
		return "must be a string"
	case name == "order":
		s.Order = append(s.Order, sampling.Step(f.Text))
	case f.Text == "":
		return "must not be empty"
	default:
		s.stop = append(s.stop, f.Text)
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
