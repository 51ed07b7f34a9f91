package calc

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// figuresOf lists every figure of an estimate and its value as text: all numbers and amounts but what only places a
// drawing (from, to, share). Elements of arrays go by their name; a range is one figure.
func figuresOf(estimate map[string]any) map[string][]string {
	found := map[string][]string{}
	for _, group := range []string{"context", "cost", "latency", "turnaround", "usage"} {
		if object, ok := estimate[group].(map[string]any); ok {
			gather(found, group, object)
		}
	}
	return found
}

func gather(found map[string][]string, path string, object map[string]any) {
	for name, value := range object {
		at := path + "." + name
		switch v := value.(type) {
		case nil:
		case []any:
			for _, element := range v {
				named := element.(map[string]any)
				gather(found, at+"."+named["name"].(string), named)
			}
		case map[string]any:
			switch {
			case name == "trust" || name == "share":
			case v["low"] != nil:
				found[at] = append(found[at], asText(v["low"])+" to "+asText(v["high"]))
			default:
				gather(found, at, v)
			}
		default:
			switch name {
			case "name", "from", "to", "overridden", "service", "unit", "sourceURL":
			default:
				found[at] = append(found[at], asText(v))
			}
		}
	}
}

func asText(value any) string {
	switch v := value.(type) {
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case json.Number:
		return v.String()
	}
	return value.(string)
}

// notInEstimate are the steps that explain a number which the estimate does not carry.
var notInEstimate = []string{"latency.tokensPerSecond", "cost.fixedPart", "cost.cachedPart", "cost.found"}

// TestEveryFigureHasItsWorking: each figure has as many steps as places, each with the figure's value; and no step is
// about anything else.
func TestEveryFigureHasItsWorking(t *testing.T) {
	for _, scenario := range manyScenarios(t) {
		e := mustEvaluate(t, parse(t, scenario))
		d := json.NewDecoder(strings.NewReader(string(jsonOf(e))))
		d.UseNumber()
		var object map[string]any
		if err := d.Decode(&object); err != nil {
			t.Fatal(err)
		}
		want := figuresOf(object)
		got := map[string][]string{}
		for _, s := range e.Working {
			if !slices.Contains(notInEstimate, s.Figure) {
				got[s.Figure] = append(got[s.Figure], s.Value)
			}
		}
		for figure := range got {
			if want[figure] == nil {
				t.Fatalf("%s: %s is explained and not in the estimate", scenario, figure)
			}
		}
		for figure, values := range want {
			if !slices.EqualFunc(values, got[figure], sameValue) {
				t.Fatalf("%s: %s is %v, its working says %v", scenario, figure, values, got[figure])
			}
		}
	}
}

// sameValue compares two values, or two ranges, that may be rounded differently in their last digits.
func sameValue(a, b string) bool {
	as, bs := strings.Split(a, " to "), strings.Split(b, " to ")
	return slices.EqualFunc(as, bs, func(a, b string) bool {
		x, okX := new(big.Rat).SetString(a)
		y, okY := new(big.Rat).SetString(b)
		return a == b || okX && okY && closeTo(x, y, 1e-11)
	})
}

// closeTo reports whether x and y differ by at most the share of y, or by the last of 12 decimals.
func closeTo(x, y *big.Rat, share float64) bool {
	difference := new(big.Rat).Sub(x, y)
	difference.Abs(difference)
	allowed := new(big.Rat).SetFloat64(share)
	allowed.Mul(allowed, new(big.Rat).Abs(y))
	return difference.Cmp(allowed) <= 0 || difference.Cmp(big.NewRat(1, 1_000_000_000_000)) <= 0
}

// TestTheWorkingIsRight works every formula out with the numbers in it, and compares with the value.
func TestTheWorkingIsRight(t *testing.T) {
	for _, scenario := range manyScenarios(t) {
		for _, s := range mustEvaluate(t, parse(t, scenario)).Working {
			if s.Figure == "context.fits" || s.Figure == "cost.found" { // no sum: TestTrafficKeepsTheCache
				continue
			}
			values, sums := strings.Split(s.Value, " to "), []string{s.Substituted}
			if low, high, ok := strings.Cut(s.Substituted, "; high: "); ok {
				sums = []string{strings.TrimPrefix(low, "low: "), high}
			}
			for i, sum := range sums {
				if err := rightTo(s, sum, values[i]); err != nil {
					t.Fatalf("%s\n%s: %v\n%+v", scenario, s.Figure, err, s)
				}
			}
		}
	}
}

func rightTo(s Step, sum, value string) error {
	got, err := workOut(sum)
	if err != nil {
		return err
	}
	want, ok := new(big.Rat).SetString(value)
	if !ok {
		return errors.New("no number: " + value)
	}
	share := 1e-11
	off := new(big.Rat).Sub(got, want)
	off.Abs(off)
	switch {
	case s.Unit == "seconds" && off.Cmp(big.NewRat(1, 1_000_000_000)) <= 0: // rounded to the nanosecond
		return nil
	case s.Unit == "%" && want.Cmp(big.NewRat(1, 1)) >= 0:
		if off.Cmp(big.NewRat(1, 10)) < 0 {
			return nil
		}
	case s.Unit == "%":
		share = 0.05 // two significant digits
	}
	if !closeTo(got, want, share) {
		return fmt.Errorf("%s is %s, not %s", sum, got.FloatString(14), value)
	}
	return nil
}

// workOut evaluates a sum as it is written for people: + − × ÷, parentheses, grouped digits; words and nothing are 0 or
// passed over.
func workOut(sum string) (*big.Rat, error) {
	p := &sumReader{rest: sum}
	value, err := p.sum()
	if err == nil && p.peek() != 0 {
		err = fmt.Errorf("%q is left of %q", p.rest, sum)
	}
	return value, err
}

type sumReader struct{ rest string }

// peek is the next sign that is no space and no part of a word; 0 at the end.
func (p *sumReader) peek() rune {
	for p.rest != "" {
		r, size := utf8.DecodeRuneInString(p.rest)
		if strings.ContainsRune("+−×÷()0123456789", r) {
			return r
		}
		if !strings.ContainsRune(" abcdefghijklmnopqrstuvwxyz", r) {
			return r
		}
		p.rest = p.rest[size:]
	}
	return 0
}

func (p *sumReader) take() { p.rest = p.rest[utf8.RuneLen(p.peek()):] }

func (p *sumReader) sum() (*big.Rat, error) {
	total, err := p.product()
	for err == nil && (p.peek() == '+' || p.peek() == '−') {
		minus := p.peek() == '−'
		p.take()
		var next *big.Rat
		if next, err = p.product(); err == nil && minus {
			next.Neg(next)
		}
		if err == nil {
			total.Add(total, next)
		}
	}
	return total, err
}

func (p *sumReader) product() (*big.Rat, error) {
	total, err := p.factor()
	for err == nil && (p.peek() == '×' || p.peek() == '÷') {
		divide := p.peek() == '÷'
		p.take()
		var next *big.Rat
		if next, err = p.factor(); err != nil {
			return nil, err
		}
		if divide && next.Sign() == 0 {
			if total.Sign() != 0 {
				return nil, errors.New("division by zero")
			}
			continue // 0 ÷ 0: a share of nothing, shown as 0
		}
		if divide {
			next.Inv(next)
		}
		total.Mul(total, next)
	}
	return total, err
}

func (p *sumReader) factor() (*big.Rat, error) {
	switch next := p.peek(); {
	case next == 0:
		return new(big.Rat), nil
	case next == '(':
		p.take()
		value, err := p.sum()
		if p.peek() != ')' {
			return nil, fmt.Errorf("%q lacks a parenthesis", p.rest)
		}
		p.take()
		return value, err
	}
	end := strings.IndexFunc(p.rest, func(r rune) bool { return !strings.ContainsRune("0123456789,.", r) })
	if end < 0 {
		end = len(p.rest)
	}
	value, ok := new(big.Rat).SetString(strings.ReplaceAll(p.rest[:end], ",", ""))
	if !ok {
		return nil, fmt.Errorf("%q is no number", p.rest)
	}
	p.rest = p.rest[end:]
	return value, nil
}

// TestFormulasNameTheirNumbers: the formula and its substitution are the same but for the terms.
func TestFormulasNameTheirNumbers(t *testing.T) {
	signs := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("+−×÷()≤", r) {
				return r
			}
			return -1
		}, s)
	}
	for _, scenario := range manyScenarios(t) {
		for _, s := range mustEvaluate(t, parse(t, scenario)).Working {
			if strings.ContainsAny(s.Formula+s.Substituted, "[]") {
				t.Fatalf("%+v", s)
			}
			if s.Formula != "as given" && s.Formula != "as published" && !strings.Contains(s.Figure, ".range.") && signs(s.Formula) != signs(s.Substituted) {
				t.Fatalf("%s: %q is not %q", s.Figure, s.Formula, s.Substituted)
			}
		}
	}
}
