package cost

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"threelimits/calc/decimal"
)

func amount(s string) *decimal.Decimal {
	d, err := decimal.Parse(s)
	if err != nil {
		panic(s + " " + err.Error())
	}
	return d
}

// rat is d as math/big sees it; nothing that is priced here has an expansion that does not end.
func rat(d *decimal.Decimal) *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok || !d.Terminates() {
		panic(d)
	}
	return r
}

func rates(input, cached, write, output string) Rates {
	return Rates{Input: amount(input), CachedInput: amount(cached), CacheWrite: amount(write), Output: amount(output)}
}

// usagePerCall is the slow reference: what call k is billed for, by playing the conversation.
func usagePerCall(c Conversation, cache Cache, call int64) Usage {
	sent, before := c.Prefix+c.User, int64(0) // what this call sends, and what the call before it sent
	for k := int64(1); k < call; k++ {
		before = sent
		sent += c.Answer + c.User
	}
	u := Usage{Output: c.Answer, Reasoning: c.Reasoning}
	holds := int64(0) // of what this call sends, how much the cache holds after it
	switch {
	case cache.Policy == Prefix:
		holds = cache.Cacheable(c.Prefix)
		u.Read = holds
	case cache.Policy == Incremental && call > 1:
		holds, u.Read = cache.Cacheable(sent), cache.Cacheable(before)
	case cache.Policy == Incremental:
		holds, u.Read = cache.Cacheable(sent), cache.Cacheable(c.Prefix)
	}
	if call == 1 && !cache.Warm && cache.Policy != NoCache {
		u.Read = cache.StoredBefore(c.Prefix)
	}
	u.Written = holds - u.Read
	u.Uncached = sent - holds
	u.Audio, u.Image = mediaPerCall(c.Audio, call, sent, before, cache), mediaPerCall(c.Image, call, sent, before, cache)
	if cache.Hour {
		u.Written, u.WrittenHour = 0, u.Written
	}
	return u
}

func mediaPerCall(each, call, sent, before int64, cache Cache) MediaUsage {
	switch {
	case cache.Policy != Incremental || sent < cache.From:
		return MediaUsage{Uncached: each * call}
	case call > 1 && before >= cache.From:
		return MediaUsage{Read: each * (call - 1)}
	}
	return MediaUsage{}
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
		for item := range items {
			rate, _ := r.RateFor(item)
			usd := new(big.Rat).Mul(big.NewRat(item.Of(&u), 1_000_000), rat(rate))
			total.Add(total, usd)
		}
		if c.Searches != nil {
			total.Add(total, new(big.Rat).Mul(rat(c.Searches), new(big.Rat).Quo(rat(list.Search), big.NewRat(1000, 1))))
		}
	}
	if cache.StoredHours != nil {
		kept := map[Policy]int64{Prefix: cache.Cacheable(c.Prefix), Incremental: cache.Cacheable(c.Input(c.Turns))}[cache.Policy]
		perHour := new(big.Rat).Mul(big.NewRat(kept, 1_000_000), rat(list.Storage))
		total.Add(total, perHour.Mul(perHour, rat(cache.StoredHours)))
	}
	return total
}

func caches() (all []Cache) {
	for _, policy := range []Policy{NoCache, Prefix, Incremental} {
		for _, found := range []int64{0, 34_127, 500_000, AllFound - 1} {
			all = append(all, Cache{Policy: policy, Found: found})
		}
		all = append(all, Cache{Policy: policy, Warm: true})
	}
	return all
}

// cachesOf are all of them with a vendor's minimum and step, some kept for an hour, some charged by the hour.
func cachesOf(r *rand.Rand) []Cache {
	all := caches()
	for i := range all {
		c := &all[i]
		switch r.IntN(4) {
		case 0:
			c.From = 1 + r.Int64N(3000)
		case 1:
			c.From, c.Step = 1024, 128
		case 2:
			c.From, c.Step = r.Int64N(3000), 1+r.Int64N(700)
		}
		c.Hour = r.IntN(3) == 0
		if r.IntN(3) == 0 {
			c.StoredHours = decimal.Whole(r.Int64N(30)).Quo(8)
		}
	}
	return all
}

// randomList has up to three tiers, each dearer than the one before, and within each cached ≤ input ≤ write ≤ output.
func randomList(r *rand.Rand) PriceList {
	scaled := func(times int64) Rates {
		in := decimal.Whole(times * (1 + r.Int64N(20))).Quo(8)
		rates := Rates{
			Input: in, CachedInput: in.Quo(10), CacheWrite: in.Mul(amount("1.25")), CacheWriteHour: in.Mul(decimal.Whole(2)),
			Output: in.Mul(decimal.Whole(2 + r.Int64N(5))),
		}
		if r.IntN(2) == 0 {
			rates.Audio = MediaRates{Input: in.Mul(decimal.Whole(3)), CachedInput: in.Quo(2)}
		}
		return rates
	}
	list := PriceList{Base: scaled(1), Search: decimal.Whole(r.Int64N(20)), Storage: decimal.Whole(r.Int64N(10)).Quo(2)}
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
	if r.IntN(3) == 0 && c.User > 0 {
		c.Audio = r.Int64N(c.User + 1)
		c.Image = r.Int64N(c.User - c.Audio + 1)
		c.Prefix += 1000 // a step cuts off text
	}
	if r.IntN(4) == 0 {
		c.Searches = decimal.Whole(r.Int64N(9)).Quo(4)
	}
	return c
}

func TestBillEqualsCallByCall(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		c, list := randomConversation(r), randomList(r)
		for _, cache := range append(caches(), cachesOf(r)...) {
			bill := NewBill(c, cache, list)
			if want := billPerCall(c, cache, list); rat(bill.Total).Cmp(want) != 0 {
				t.Fatalf("%+v %v: %v, call by call %v", c, cache, bill.Total, want.FloatString(20))
			}
			lines := new(decimal.Decimal)
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
		for _, cache := range append(caches(), cachesOf(r)...) {
			var want Usage
			for call := first; call <= last; call++ {
				u := usagePerCall(c, cache, call)
				for _, sum := range []struct{ to, with *int64 }{
					{&want.Uncached, &u.Uncached}, {&want.Read, &u.Read}, {&want.Written, &u.Written}, {&want.WrittenHour, &u.WrittenHour},
					{&want.Output, &u.Output}, {&want.Reasoning, &u.Reasoning}, {&want.Audio.Uncached, &u.Audio.Uncached},
					{&want.Audio.Read, &u.Audio.Read}, {&want.Image.Uncached, &u.Image.Uncached}, {&want.Image.Read, &u.Image.Read},
				} {
					*sum.to += *sum.with
				}
			}
			if got := c.Usage(cache, first, last); got != want {
				t.Fatalf("%+v %v calls %d to %d: %+v, want %+v", c, cache, first, last, got, want)
			}
		}
	}
}

// TestPublishedFormulas holds the closed forms of a conversation's bill, as they are written on paper.
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
		if got := c.Usage(Cache{Policy: Incremental}, 1, T); got.Written != W || got.Read != R || got.Uncached != 0 {
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

// TestStoredBefore is the share of what the cache takes, to the nearest token, and exact for any count.
func TestStoredBefore(t *testing.T) {
	for _, test := range []struct{ found, prefix, want int64 }{
		{0, 1000, 0}, {AllFound, 1000, 1000}, {500_000, 1001, 501}, {34_127, 10_000, 341}, {AllFound - 1, 1e12, 999_999_000_000}, {1, 499_999, 0}, {1, 500_000, 1},
	} {
		if got := (&Cache{Found: test.found}).StoredBefore(test.prefix); got != test.want {
			t.Errorf("%d of a million find %d of %d, want %d", test.found, got, test.prefix, test.want)
		}
	}
}

func TestColdIsNeverCheaperThanWarm(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		c, list := randomConversation(r), randomList(r)
		for _, policy := range []Policy{NoCache, Prefix, Incremental} {
			cold, warm := NewBill(c, Cache{Policy: policy}, list), NewBill(c, Cache{Policy: policy, Warm: true}, list)
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
		cached := NewBill(Conversation{Prefix: test.input, Answer: 1000, Turns: 1}, Cache{Policy: Prefix, Warm: true}, list)
		if cached.Last().InputTokensFrom != bill.Last().InputTokensFrom {
			t.Errorf("%d cached tokens are priced from %d", test.input, cached.Last().InputTokensFrom)
		}
	}
}

// TestManyTurns: a billion turns take no longer than one, and stay exact.
func TestManyTurns(t *testing.T) {
	list := PriceList{Base: rates("1", "0.1", "1.25", "4"), Tiers: []Tier{{500_000_001, rates("2", "0.2", "2.5", "6")}}}
	c := Conversation{User: 1, Turns: 100_000_000}
	bill := NewBill(c, Cache{Policy: Incremental}, list)
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
		{Conversation{Prefix: most, User: most, Answer: most, Reasoning: most, Turns: 1}, true},
		{Conversation{Prefix: most, User: 0, Answer: 0, Reasoning: 0, Turns: 9_000_000}, true},
		{Conversation{Prefix: most, User: 0, Answer: 0, Reasoning: 0, Turns: 10_000_000}, false},
		{Conversation{Prefix: 0, User: most, Answer: most, Reasoning: 0, Turns: 1_000_000_000}, false},
		{Conversation{Prefix: 0, User: 0, Answer: 0, Reasoning: most, Turns: 1_000_000_000}, false},
		{Conversation{Prefix: 0, User: 10, Answer: 8, Reasoning: 0, Turns: 1_000_000_000}, true},
		{Conversation{Prefix: 0, User: 10, Answer: 9, Reasoning: 0, Turns: 1_000_000_000}, false},
		{Conversation{Prefix: 0, User: 0, Answer: 0, Reasoning: 0, Turns: 1 << 40}, false},
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

// TestRateForCachedKinds: a kind's own rate, or text's cached one; and where nothing is said of caches, what the kind costs unread.
func TestRateForCachedKinds(t *testing.T) {
	sound := MediaRates{Input: amount("10")}
	own := MediaRates{Input: amount("10"), CachedInput: amount("1")}
	for want, r := range map[string]Rates{
		"10 false": {Input: amount("2"), Audio: sound, Image: sound},
		"2 false":  {Input: amount("2")},
		"0.5 true": {Input: amount("2"), CachedInput: amount("0.5"), Audio: sound, Image: sound},
		"1 true":   {Input: amount("2"), CachedInput: amount("0.5"), Audio: own, Image: own},
	} {
		for _, item := range []Item{CachedAudio, CachedImage} {
			if rate, known := r.RateFor(item); fmt.Sprint(rate, " ", known) != want {
				t.Errorf("%v costs %v (known %v), want %s", item, rate, known, want)
			}
		}
	}
}

// TestCacheable: what is written and read together is what the vendor's cache takes of each call, and all input where it
// takes everything.
func TestCacheable(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 400 {
		c := randomConversation(r)
		for _, cache := range append(caches(), cachesOf(r)...) {
			takes := int64(0)
			for call := int64(1); call <= c.Turns; call++ {
				switch cache.Policy {
				case Prefix:
					takes += cache.Cacheable(c.Prefix)
				case Incremental:
					takes += cache.Cacheable(c.Input(call))
				}
			}
			u := c.Usage(cache, 1, c.Turns)
			if got := u.Written + u.WrittenHour + u.Read; got != takes {
				t.Fatalf("%+v %+v: W + R = %d, the cache takes %d", c, cache, got, takes)
			}
			if cache.Policy == Incremental && cache.From <= c.Input(1) && cache.Step <= 1 && takes != u.Input() {
				t.Fatalf("%+v %+v: it takes %d of %d", c, cache, takes, u.Input())
			}
			if u.Uncached < 0 || u.Read < 0 || u.Written < 0 || u.WrittenHour < 0 || Input.Of(&u) < 0 || CachedInput.Of(&u) < 0 {
				t.Fatalf("%+v %+v: %+v", c, cache, u)
			}
		}
	}
}

func TestCacheableBoundary(t *testing.T) {
	openai := Cache{From: 1024, Step: 128}
	for tokens, want := range map[int64]int64{0: 0, 1023: 0, 1024: 1024, 1151: 1024, 1152: 1152, 3200: 3200, 3260: 3200} {
		if got := openai.Cacheable(tokens); got != want {
			t.Errorf("%d tokens: %d are cached, want %d", tokens, got, want)
		}
	}
	// A prefix below the minimum is silently not cached: the bill is the one without a cache.
	list := PriceList{Base: rates("5", "0.5", "6.25", "25")}
	c := Conversation{Prefix: 4095, User: 0, Answer: 100, Turns: 1}
	for _, policy := range []Policy{Prefix, Incremental} {
		short := NewBill(c, Cache{Policy: policy, From: 4096}, list)
		if without := NewBill(c, Cache{}, list); short.Total.Cmp(without.Total) != 0 || len(short.Lines) != 2 {
			t.Errorf("%v: a prefix one token short costs %v, without a cache %v", policy, short.Total, without.Total)
		}
	}
}

func TestFloorSum(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 2000 {
		n, m, a, b := r.Int64N(200), 1+r.Int64N(300), r.Int64N(1000), r.Int64N(100_000)
		want := int64(0)
		for i := range n {
			want += (a*i + b) / m
		}
		if got := floorSum(n, m, a, b); got != want {
			t.Fatalf("floorSum(%d, %d, %d, %d) = %d, want %d", n, m, a, b, got, want)
		}
	}
}

// TestMonotoneWithMinimum: more tokens never cost less, unless a call reaches the cache's minimum.
func TestMonotoneWithMinimum(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range 500 {
		c, list := randomConversation(r), randomList(r)
		more := c
		*[]*int64{&more.Prefix, &more.User, &more.Answer, &more.Reasoning, &more.Turns}[r.IntN(5)] += 1 + r.Int64N(100)
		for _, cache := range cachesOf(r) {
			cache.Step = 0
			first, prefix := c.firstCallFrom(cache.From), c.Prefix >= cache.From
			if reaches := more.firstCallFrom(cache.From); (reaches != first && (first <= c.Turns || reaches <= more.Turns)) || prefix != (more.Prefix >= cache.From) {
				continue
			}
			less, grown := NewBill(c, cache, list), NewBill(more, cache, list)
			if less.Total.Cmp(grown.Total) > 0 {
				t.Fatalf("%+v: %+v costs %v, %+v costs %v", cache, c, less.Total, more, grown.Total)
			}
		}
	}
}

// TestBatchIsNeverDearer, whatever is cached and however long it is; and a service that is a multiple is one of the bill.
func TestBatchIsNeverDearer(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	half := Change{Times: amount("0.5")}
	all := Service{Input: half, CachedInput: half, CacheWrite: half, Output: half}
	some := Service{Input: half, Output: half} // no other price for cached tokens
	for range 300 {
		c, list := randomConversation(r), randomList(r)
		list.Search = nil
		for _, cache := range cachesOf(r) {
			cache.StoredHours = nil
			standard := NewBill(c, cache, list)
			halved, partly := NewBill(c, cache, all.Apply(list)), NewBill(c, cache, some.Apply(list))
			if halved.Total.Cmp(standard.Total.Quo(2)) != 0 {
				t.Fatalf("%+v %+v: half of %v is %v", c, cache, standard.Total, halved.Total)
			}
			if partly.Total.Cmp(standard.Total) > 0 || partly.Total.Cmp(halved.Total) < 0 {
				t.Fatalf("%+v %+v: batch costs %v, standard %v", c, cache, partly.Total, standard.Total)
			}
		}
	}
}

func TestService(t *testing.T) {
	list := PriceList{Base: rates("5", "0.5", "6.25", "30"), Tiers: []Tier{{272_001, rates("10", "1", "12.5", "45")}}}
	list.Base.Audio = MediaRates{Input: amount("40")}
	twice := Change{Times: amount("2.5")}
	fast := Service{Input: twice, CachedInput: twice, CacheWrite: twice, Output: twice, ShortOnly: true}
	got := fast.Apply(list)
	for what, pair := range map[string][2]string{
		"input": {got.Base.Input.String(), "12.5"}, "output": {got.Base.Output.String(), "75"}, "cached": {got.Base.CachedInput.String(), "1.25"},
		"audio": {got.Base.Audio.Input.String(), "100"}, "long input": {got.Tiers[0].Rates.Input.String(), "10"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %s, want %s", what, pair[0], pair[1])
		}
	}
	instead := Service{Input: Change{Instead: amount("2")}, Output: Change{Instead: amount("8")}}
	got = instead.Apply(list)
	if got.Base.Input.String() != "2" || got.Base.Output.String() != "8" || got.Base.CachedInput.String() != "0.5" || got.Base.Audio.Input.String() != "40" {
		t.Errorf("%+v", got.Base)
	}
	if list.Base.Input.String() != "5" || list.Tiers[0].Rates.Input.String() != "10" {
		t.Error("the standard list was changed")
	}
}

// TestCharge: one usage record, at the rates of its length.
func TestCharge(t *testing.T) {
	list := PriceList{Base: rates("2", "0.2", "2.5", "10"), Tiers: []Tier{{200_001, rates("4", "0.4", "5", "15")}}, Search: decimal.Whole(10)}
	list.Base.Audio, list.Base.CacheWriteHour = MediaRates{Input: amount("10"), CachedInput: amount("1"), Output: amount("20")}, amount("4")
	u := Usage{Uncached: 1000, Read: 100_000, Written: 2000, WrittenHour: 500, Output: 300, Reasoning: 200, Searches: decimal.Whole(3)}
	u.Audio = MediaUsage{Uncached: 400, Read: 50, Output: 100}
	bill := Charge(u, &list)
	// 600×2 + 99,950×0.2 + 2,000×2.5 + 500×4 + 200×10 + 200×10 + 400×10 + 50×1 + 100×20, and 3 searches
	if got, want := bill.Total.String(), "0.06824"; got != want {
		t.Errorf("%s, want %s: %+v", got, want, bill.Lines)
	}
	u.Read = 197_501 // 201,001 tokens of input: the whole request at the long rates
	if bill := Charge(u, &list); bill.Segments[0].InputTokensFrom != 200_001 || bill.Lines[0].Rate.String() != "4" {
		t.Errorf("%+v", bill.Segments)
	}
}
