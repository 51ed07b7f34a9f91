package generate

import (
	"errors"

	"threelimits/calc/fault"
	"threelimits/calc/sampling"
	"threelimits/calc/spell"
)

// shownUnasked is how many candidates are listed where the settings do not say.
const shownUnasked = 50

// Settings are those of one turn. DefaultSettings leave the model's distribution as it is.
type Settings struct {
	sampling.Settings
	Seed      uint64
	Step      *uint64  // which draw of the seed; nil: Generated, so that each token of an answer has its own
	Shown     int      // how many candidates are listed
	MaxTokens int      // an answer ends with so many; 0: no limit
	Generated int      // how many of the context's last tokens are the answer so far
	Stop      []string // an answer ends before any of them
}

// DefaultSettings draw from the model's own distribution, and list 50 candidates.
func DefaultSettings() Settings {
	return Settings{Settings: sampling.Unchanged(), Shown: shownUnasked}
}

func (s *Settings) draw() uint64 {
	if s.Step != nil {
		return *s.Step
	}
	return uint64(s.Generated)
}

func (s *Settings) check() error {
	for i, sequence := range s.Stop {
		if sequence == "" {
			field := "stop." + spell.Plain(int64(i))
			return fault.Argument(field, field+" must not be empty.")
		}
	}
	return refused(s.Check())
}

// refused is sampling's error as the page documents it.
func refused(err error) error {
	if known := (*sampling.Error)(nil); errors.As(err, &known) {
		return fault.Argument(known.Field, known.Message)
	}
	return err
}
