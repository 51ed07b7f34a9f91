package cost

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func decimal(s string) *Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(s + " " + err.Error())
	}
	return d
}

func rates(input, cached, write, output string) Rates {
	return Rates{decimal(input), decimal(cached), decimal(write), decimal(output)}
}

// usagePerCall is the slow reference: what call k is billed for, by playing the conversation.
func usagePerCall(c Conversation, cache Cache, call int64) Usage {
	sent := c.Prefix + c.User
	cached := int64(0) // of what this call sends, how much an earlier call left in the cache
	if cache.Warm {
		cached = c.Prefix
	}
	for k := int64(1); k < call; k++ {
		switch cache.Policy {
		case Prefix:
			cached = c.Prefix
		case Incremental:
			cached = sent
		}
		sent += c.Answer + c.User
	}
	u := Usage{Output: c.Answer, Reasoning: c.Reasoning}
	switch cache.Policy {
	case NoCache:
		u.Uncached = sent
	case Prefix:
		u.Read, u.Written = cached, c.Prefix-cached
		u.Uncached = sent - c.Prefix
	case Incremental:
		u.Read, u.Written = cached, sent-cached
	}
	return u
}

// billPerCall is the slow reference: every call priced by itself.
func billPerCall(c Conversation, cache Cache, list PriceList) *big.Rat {
	total := new(big.Rat)
	for call := int64(1); call <= c.Turns; call++ {
		u := usagePerCall(c, cache, call)
		r := list.Base
		for _, tier := range list.Tiers {
			if u.Input() >= tier.InputTokensFrom {
				r = tier.Rates
			}
		}
		for _, part := range []struct {
			tokens int64
			rate   *Decimal
		}{
			{u.Uncached, r.Input}, {u.Read, r.CachedInput}, {u.Written, r.CacheWrite},
			{u.Output, r.Output}, {u.Reasoning, r.Output},
		} {
			usd := new(big.Rat).Mul(big.NewRat(part.tokens, 1_000_000), rat(part.rate))
			total.Add(total, usd)
		}
	}
	return total
}

func caches() []Cache {
	return []Cache{{NoCache, false}, {NoCache, true}, {Prefix, false}, {Prefix, true}, {Incremental, false}, {Incremental, true}}
}

// randomList has up to three tiers, each dearer than the one before, and within each cached ≤ input ≤ write ≤ output.
func randomList(r *rand.Rand) PriceList {
	scaled := func(times int64) Rates {
		in := Whole(times * (1 + r.Int64N(20))).Quo(8)
		return Rates{Input: in, CachedInput: in.Quo(10), CacheWrite: in.Mul(decimal("1.25")), Output: in.Mul(Whole(2 + r.Int64N(5)))}
	}
	list := PriceList{Base: scaled(1)}
	from, times := int64(0), int64(1)
	for range r.IntN(4) {
		from += 1 + r.Int64N(3000)
		times *= 100 // dearer whatever scaled draws
		list.Tiers = append(list.Tiers, Tier{from, scaled(times)})
	}
	return list
}

func randomConversation(r *rand.Rand) Conversation {
	c := Conversation{
		Prefix: r.Int64N(2000), User: r.Int64N(200), Answer: r.Int64N(300), Reasoning: r.Int64N(500), Turns: 1 + r.Int64N(40),
	}
	switch r.IntN(6) {
	case 0:
		c.User, c.Answer = 0, 0
	case 1:
		c.Prefix = 0
	case 2:
		c.Turns = 1
	}
	return c
}

func TestBillEqualsCallByCall(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		c, list := randomConversation(r), randomList(r)
		for _, cache := range caches() {
			bill := NewBill(c, cache, list)
			if want := billPerCall(c, cache, list); rat(bill.Total).Cmp(want) != 0 {
				t.Fatalf("%+v %v: %v, call by call %v", c, cache, bill.Total, canonical(want))
			}
			lines := new(Decimal)
			for _, line := range bill.Lines {
				lines = lines.Add(line.USD)
			}
			if lines.Cmp(bill.Total) != 0 {
				t.Fatalf("%+v %v: lines sum to %v, not %v", c, cache, lines, bill.Total)
			}
		}
	}
}

func TestUsageEqualsCallByCall(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		c := randomConversation(r)
		first := 1 + r.Int64N(c.Turns)
		last := first + r.Int64N(c.Turns-first+1)
		for _, cache := range caches() {
			var want Usage
			for call := first; call <= last; call++ {
				u := usagePerCall(c, cache, call)
				want.Uncached += u.Uncached
				want.Read += u.Read
				want.Written += u.Written
				want.Output += u.Output
				want.Reasoning += u.Reasoning
			}
			if got := c.Usage(cache, first, last); got != want {
				t.Fatalf("%+v %v calls %d to %d: %+v, want %+v", c, cache, first, last, got, want)
			}
		}
	}
}

// TestPublishedFormulas holds the closed forms of FACTS.md, section 4, as they are printed there.
func TestPublishedFormulas(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		c := randomConversation(r)
		S, u, a, T := c.Prefix, c.User, c.Answer, c.Turns
		I := T*(S+u) + (u+a)*(T*(T-1)/2)
		W := S + T*u + (T-1)*a
		R := (T-1)*S + u*(T*(T-1)/2) + a*((T-1)*(T-2)/2)
		if W+R != I {
			t.Fatalf("%+v: W + R = %d, I = %d", c, W+R, I)
		}
		if got := c.Usage(Cache{Incremental, false}, 1, T); got.Written != W || got.Read != R || got.Uncached != 0 {
			t.Fatalf("%+v: %+v, want W = %d, R = %d", c, got, W, R)
		}
		if got := c.Usage(Cache{}, 1, T); got.Uncached != I || got.Output != T*a {
			t.Fatalf("%+v: %+v, want I = %d, O = %d", c, got, I, T*a)
		}
		if total, ok := c.TotalTokens(); !ok || total != I+T*a+T*c.Reasoning {
			t.Fatalf("%+v: TotalTokens = %v, want %v", c, total, I+T*a+T*c.Reasoning)
		}
	}
}

func TestColdIsNeverCheaperThanWarm(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		c, list := randomConversation(r), randomList(r)
		for _, policy := range []Policy{NoCache, Prefix, Incremental} {
			cold, warm := NewBill(c, Cache{policy, false}, list), NewBill(c, Cache{policy, true}, list)
			if cold.Total.Cmp(warm.Total) < 0 {
				t.Fatalf("%+v %v: cold %v, warm %v", c, policy, cold.Total, warm.Total)
			}
		}
	}
}

func TestBillIsMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 300 {
		c, list := randomConversation(r), randomList(r)
		more := c
		*[]*int64{&more.Prefix, &more.User, &more.Answer, &more.Reasoning, &more.Turns}[r.IntN(5)] += 1 + r.Int64N(100)
		for _, cache := range caches() {
			less, grown := NewBill(c, cache, list), NewBill(more, cache, list)
			if less.Total.Cmp(grown.Total) > 0 {
				t.Fatalf("%v: %+v costs %v, %+v costs %v", cache, c, less.Total, more, grown.Total)
			}
		}
	}
}

func TestTierBoundary(t *testing.T) {
	list := PriceList{
		Base:  rates("2.5", "0.25", "3.125", "15"),
		Tiers: []Tier{{272_000, rates("5", "0.5", "6.25", "22.5")}},
	}
	for _, test := range []struct {
		input int64
		want  string // 1,000 answer tokens with it
	}{
		{0, "0.015"},
		{271_999, "0.6949975"},
		{272_000, "1.3825"},
		{272_001, "1.382505"},
	} {
		bill := NewBill(Conversation{User: test.input, Answer: 1000, Turns: 1}, Cache{}, list)
		if bill.Total.String() != test.want {
			t.Errorf("%d input tokens cost %v, want %s", test.input, bill.Total, test.want)
		}
		// Cached tokens count towards the threshold.
		cached := NewBill(Conversation{Prefix: test.input, Answer: 1000, Turns: 1}, Cache{Prefix, true}, list)
		if cached.Last().InputTokensFrom != bill.Last().InputTokensFrom {
			t.Errorf("%d cached tokens are priced from %d", test.input, cached.Last().InputTokensFrom)
		}
	}
}

// TestManyTurns: a billion turns take no longer than one, and stay exact.
func TestManyTurns(t *testing.T) {
	list := PriceList{Base: rates("1", "0.1", "1.25", "4"), Tiers: []Tier{{500_000_001, rates("2", "0.2", "2.5", "6")}}}
	c := Conversation{User: 1, Turns: 100_000_000}
	bill := NewBill(c, Cache{Incremental, false}, list)
	if got, want := bill.Segments[0].Usage.Input(), int64(5_000_000_050_000_000); got != want {
		t.Errorf("input of all calls is %d, want %d", got, want)
	}
	c = Conversation{Prefix: 3, Turns: 1_000_000_000}
	if got := NewBill(c, Cache{}, list).Total.String(); got != "3000" {
		t.Errorf("a billion calls of 3 tokens cost %s, want 3000", got)
	}
	c = Conversation{User: 250_000_000, Answer: 1, Turns: 3}
	bill = NewBill(c, Cache{}, list)
	if len(bill.Segments) != 2 || bill.Segments[0] != (Segment{1, 1, 0, list.Base, bill.Segments[0].Usage}) {
		t.Errorf("calls of 250,000,000, 500,000,001 and 750,000,002 tokens are priced as %+v", bill.Segments)
	}
}

// TestTotalTokensOverflow: a total that does not fit is said not to.
func TestTotalTokensOverflow(t *testing.T) {
	const most = 1_000_000_000_000
	for _, test := range []struct {
		c  Conversation
		ok bool
	}{
		{Conversation{most, most, most, most, 1}, true},
		{Conversation{most, 0, 0, 0, 9_000_000}, true},
		{Conversation{most, 0, 0, 0, 10_000_000}, false},
		{Conversation{0, most, most, 0, 1_000_000_000}, false},
		{Conversation{0, 0, 0, most, 1_000_000_000}, false},
		{Conversation{0, 10, 8, 0, 1_000_000_000}, true},
		{Conversation{0, 10, 9, 0, 1_000_000_000}, false},
		{Conversation{0, 0, 0, 0, 1 << 40}, false},
	} {
		want := new(big.Int).Mul(big.NewInt(test.c.Turns), big.NewInt(test.c.Turns-1))
		want.Rsh(want, 1).Mul(want, big.NewInt(test.c.User+test.c.Answer))
		want.Add(want, new(big.Int).Mul(big.NewInt(test.c.Turns), big.NewInt(test.c.Prefix+test.c.User+test.c.Answer+test.c.Reasoning)))
		if got, ok := test.c.TotalTokens(); ok != test.ok || ok && want.Cmp(big.NewInt(got)) != 0 {
			t.Errorf("%+v: %d, %v; want %v", test.c, got, ok, want)
		}
	}
}

// TestRateFor: a cache rate that is not published is billed at the input rate, and said to be unknown.
func TestRateFor(t *testing.T) {
	known := rates("2", "0.5", "2.5", "8")
	unknown := Rates{Input: known.Input, Output: known.Output}
	for item, want := range map[Item]string{Input: "2", CachedInput: "0.5", CacheWrite: "2.5", Output: "8", Reasoning: "8"} {
		if rate, ok := known.RateFor(item); rate.String() != want || !ok {
			t.Errorf("%v costs %v (known %v), want %s", item, rate, ok, want)
		}
	}
	for item, want := range map[Item]bool{Input: true, CachedInput: false, CacheWrite: false, Output: true, Reasoning: true} {
		if _, ok := unknown.RateFor(item); ok != want {
			t.Errorf("%v: known is %v", item, ok)
		}
	}
}
