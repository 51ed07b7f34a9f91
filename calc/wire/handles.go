package wire

import (
	"slices"

	"threelimits/calc/fault"
)

// Closed is the code of what was closed, or never was.
const Closed = "closed"

// Handles number what is kept between calls. A number is never given again.
type Handles[T any] struct {
	last int
	open []handle[T]
}

type handle[T any] struct {
	number int
	thing  T
}

// Add keeps a thing and returns its number.
func (h *Handles[T]) Add(thing T) (number int) {
	h.last++
	h.open = append(h.open, handle[T]{h.last, thing})
	return h.last
}

func (h *Handles[T]) find(number int) (i int, err error) {
	i = slices.IndexFunc(h.open, func(one handle[T]) bool { return one.number == number })
	if i < 0 {
		return i, fault.New(Closed, "", "It was closed, or the engine stopped meanwhile. Open a new one.")
	}
	return i, nil
}

// Get returns what has the number. Errors have the code closed.
func (h *Handles[T]) Get(number int) (thing T, err error) {
	i, err := h.find(number)
	if err == nil {
		thing = h.open[i].thing
	}
	return thing, err
}

// Close lets go of what has the number. Errors have the code closed.
func (h *Handles[T]) Close(number int) error {
	i, err := h.find(number)
	if err == nil {
		h.open = slices.Delete(h.open, i, i+1)
	}
	return err
}
