package exercise

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"threelimits/calc/decimal"
)

// drawn is every value that many seeds give to an exercise's one number, in order.
func drawn(n Number) []string {
	seen := map[string]bool{}
	x := &Exercise{ID: "x", Numbers: []Number{n}}
	for seed := range 2000 {
		seen[x.Draw(x.NewSource(strconv.Itoa(seed)))[0].Amount.String()] = true
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b string) int {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b, 64)
		return int(1000*x) - int(1000*y)
	})
}

func TestEveryNumberOfARangeIsDrawnAndNoOther(t *testing.T) {
	for _, test := range []struct {
		number Number
		want   string
	}{
		{Number{from: 100 * millionth, to: 500 * millionth, step: 100 * millionth}, "100 200 300 400 500"},
		{Number{from: millionth / 2, to: 2 * millionth, step: millionth / 2}, "0.5 1 1.5 2"},
		{Number{from: millionth, to: 6 * millionth, step: 2 * millionth}, "1 3 5"}, // the step does not end at to
		{Number{from: 7 * millionth, to: 7 * millionth, step: millionth}, "7"},
		{Number{values: []int64{8 * millionth, 3 * millionth, 5 * millionth}}, "3 5 8"},
		{Number{values: roundNumbers(900*millionth, 2500*millionth)}, "1000 1200 1500 2000 2500"},
	} {
		if got := strings.Join(drawn(test.number), " "); got != test.want {
			t.Errorf("drawn %s, want %s", got, test.want)
		}
		ends := &Exercise{Numbers: []Number{test.number}}
		want := strings.Fields(test.want)
		if least, most := ends.Least()[0].Amount.String(), ends.Most()[0].Amount.String(); least != want[0] || most != want[len(want)-1] {
			t.Errorf("from %s to %s, want %s", least, most, test.want)
		}
	}
	if all := roundNumbers(0, maxNumber*millionth); len(all) < 100 || all[len(all)-1] < maxNumber*millionth/2 || !slices.IsSorted(all) {
		t.Errorf("%d round numbers, the last %d", len(all), all[len(all)-1])
	}
}

func TestChoicesAreShuffledUnlessTheirOrderIsKept(t *testing.T) {
	x := &Exercise{ID: "x", Choices: make([]Option, 3)}
	kept := &Exercise{ID: "x", Choices: make([]Option, 3), KeepOrder: true}
	orders := map[[3]int]bool{}
	for seed := range 200 {
		name := strconv.Itoa(seed)
		orders[[3]int(x.Order(x.NewSource(name)))] = true
		if got := kept.Order(kept.NewSource(name)); !slices.Equal(got, []int{0, 1, 2}) {
			t.Fatalf("kept: %v", got)
		}
	}
	if len(orders) != 6 {
		t.Errorf("%d orders of three", len(orders))
	}
}

func TestSums(t *testing.T) {
	values := Values{{"pages", decimal.Whole(12)}, {"ttft", decimal.Whole(600)}, {"zero", new(decimal.Decimal)}, {"part", decimal.Digits("5", 1)}}
	for text, want := range map[string]string{
		"pages": "12", "7": "7", "2.50": "2.5", " pages * 500 + 80 ": "6080", "pages × 500 ÷ 4": "1500", "ttft/1000": "0.6",
		"1 + 2 * 3": "7", "pages + pages + 1": "25", "2 / 3": "0.666666666667", "2 / 3 * 3": "2.000000000001", "1/3 + 1/3": "0.666666666666",
		"part * part": "0.25", "zero * pages": "0",
	} {
		sum, problem := readSum(text)
		if problem != "" {
			t.Errorf("%s %s", text, problem)
			continue
		}
		if got, ok := sum.Value(values); !ok || got.String() != want {
			t.Errorf("%s = %v, want %s", text, got, want)
		}
	}
	for _, text := range []string{"pages / zero", "pages / part"} {
		sum, problem := readSum(text)
		if got, ok := sum.Value(values); ok || problem != "" {
			t.Errorf("%s = %v (%s)", text, got, problem)
		}
	}
	for _, text := range []string{"", "+", "1 +", "* 2", "2 *", "a b", "2a", "-1", "1e3", "(1)", "1/0", "1/2.5", "é", strings.Repeat("a", 41)} {
		if sum, problem := readSum(text); problem == "" {
			t.Errorf("%q is %v", text, sum)
		}
	}
}

func TestPieces(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "words": "«words»", "[a]": "<a>", "x [a][b] y": "«x »<a><b>« y»", "[[a] and [b]": "«[a] and »<b>", "a [[[b]": "«a [»<b>",
		"]": "«]»", "[]": "<>",
	} {
		pieces, open := Pieces(text)
		got := ""
		for _, p := range pieces {
			if p.Words != "" {
				got += "«" + p.Words + "»"
			} else {
				got += "<" + p.Name + ">"
			}
		}
		if got != want || open != "" {
			t.Errorf("%q: %s %q, want %s", text, got, open, want)
		}
	}
	if _, open := Pieces("a [b"); open != "[b" {
		t.Errorf("open: %q", open)
	}
}
