package wire_test

import (
	"testing"

	"threelimits/calc/internal/testkit"
	"threelimits/calc/wire"
)

func TestReadLeavesRefuses(t *testing.T) {
	whole := testkit.PackLeaves(t, `{"a":{"b":1},"c":"x"}`)
	for n := range whole {
		if _, err := wire.ReadLeaves(whole[:n]); err == nil {
			t.Fatalf("the first %d bytes are accepted", n)
		}
	}
}
