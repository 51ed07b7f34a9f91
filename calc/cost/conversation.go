package cost

import (
	"math"
	"math/bits"

	"threelimits/calc/decimal"
)

// Conversation is a number of calls, each of which re-sends everything before it. Every count is tokens, at least 0.
//
// Call k sends Prefix + User + (k−1)·(User + Answer): the fixed part, all user messages so far and all answers so far.
// Reasoning is billed by the call that makes it and never sent again.
//
// TotalTokens must fit an int64; the methods that return int64 then never overflow.
type Conversation struct {
	Prefix int64 // system, tools, documents and earlier history: the same in every call
	User   int64 // one message
	Answer int64 // one visible answer

	Reasoning int64 // of one call
	Turns     int64 // calls, at least 1

	Audio, Image int64            // of User, how many are audio and images
	Searches     *decimal.Decimal // web searches of one call; nil is none
}

// Growth is how many tokens each call sends more than the one before it.
func (c *Conversation) Growth() int64 { return c.User + c.Answer }

// Input is what call number call (1 to Turns) sends.
func (c *Conversation) Input(call int64) int64 { return c.Prefix + c.User + (call-1)*c.Growth() }

// TotalTokens is everything billed in all calls: input, output and reasoning. ok is false where that is more than an
// int64 holds.
func (c *Conversation) TotalTokens() (total int64, ok bool) {
	pairs := uint64(c.Turns) * uint64(c.Turns-1) / 2 // Turns² stays below 2^64 as long as Turns does below 2^32
	overCalls, calls := bits.Mul64(uint64(c.Turns), uint64(c.Prefix+c.User+c.Answer+c.Reasoning))
	overGrowth, growth := bits.Mul64(pairs, uint64(c.Growth()))
	sum, carry := bits.Add64(calls, growth, 0)
	return int64(sum), overCalls == 0 && overGrowth == 0 && carry == 0 && sum <= math.MaxInt64 && c.Turns <= math.MaxUint32
}

// Policy is what is cached.
type Policy uint8

const (
	NoCache     Policy = iota // every input token is sent at the input rate
	Prefix                    // the fixed part stays warm across the calls
	Incremental               // the conversation so far: every call writes what is new in it
)

var policyNames = [...]string{NoCache: "none", Prefix: "prefix", Incremental: "incremental"}

func (p Policy) String() string { return policyNames[p] }

// ParsePolicy reads "none", "prefix" or "incremental".
func ParsePolicy(name string) (p Policy, ok bool) {
	for i, known := range policyNames {
		if name == known {
			return Policy(i), true
		}
	}
	return NoCache, false
}

// Cache says what is cached, whether the fixed part already is when the conversation starts, and what the vendor's cache
// takes: nothing shorter than From tokens, and of what is longer a multiple of Step.
//
// Found is for a start between the two: how many of a million conversations find the fixed part in the cache.
type Cache struct {
	Policy      Policy
	Warm        bool             // Found is AllFound
	Found       int64            // from 0 to AllFound; tells nothing where Warm is set
	From, Step  int64            // 0: no minimum, no step
	Hour        bool             // writes are kept for an hour
	StoredHours *decimal.Decimal // how long a cache that is charged by the hour is kept, for each conversation; nil is not at all
}

// AllFound is Found where every conversation finds the fixed part in the cache.
const AllFound = 1_000_000

// StoredBefore is how much of the fixed part a conversation finds in the cache on average, rounded to whole tokens.
func (c *Cache) StoredBefore(prefix int64) int64 {
	kept := c.Cacheable(prefix)
	if c.Warm {
		return kept
	}
	over, product := bits.Mul64(uint64(kept), uint64(c.Found))
	whole, rest := bits.Div64(over, product, AllFound)
	if rest >= AllFound/2 {
		whole++
	}
	return int64(whole)
}

// Cacheable is how much of so many tokens the vendor's cache holds.
func (c *Cache) Cacheable(tokens int64) int64 {
	switch {
	case tokens < c.From:
		return 0
	case c.Step > 1:
		return tokens - tokens%c.Step
	}
	return tokens
}

// Usage is what one call, or several, are billed for, in tokens. Uncached + Read + Written + WrittenHour is the input
// sent. Audio and Image say how many of them are of that kind.
type Usage struct {
	Uncached, Read, Written, WrittenHour, Output, Reasoning int64

	Audio, Image MediaUsage
	Searches     *decimal.Decimal // of a usage record; nil is none
}

// MediaUsage is the tokens of one kind.
type MediaUsage struct{ Uncached, Read, Output int64 }

// Input is everything sent, cached or not.
func (u *Usage) Input() int64 { return u.Uncached + u.Read + u.Written + u.WrittenHour }

// Usage sums the calls first to last, 1 ≤ first ≤ last ≤ Turns, in constant time; with a step, in time logarithmic in it.
//
// Over a whole conversation that starts cold, with S = Prefix, u = User, a = Answer and T = Turns, and a cache that takes
// everything:
//
//	none         uncached T(S+u) + (u+a)·T(T−1)/2
//	prefix       written S, read (T−1)S, the rest uncached
//	incremental  written S + Tu + (T−1)a, read (T−1)S + u·T(T−1)/2 + a(T−1)(T−2)/2
//
// Where it starts warm, the S that the first call would write is read; in between, StoredBefore of it. A cache with a minimum and a step holds of each
// call's prefix only Cacheable: then written + read is the sum of that over the calls, and no longer all input.
//
// Audio and images are taken to lie before the text of a message, so that what a step cuts off is text.
func (c *Conversation) Usage(cache Cache, first, last int64) Usage {
	calls := last - first + 1
	u := Usage{Output: calls * c.Answer, Reasoning: calls * c.Reasoning}
	u.Read, u.Written = c.cached(&cache, first, last)
	u.Uncached = c.inputs(first, last) - u.Read - u.Written
	u.Audio, u.Image = c.media(&cache, c.Audio, first, last), c.media(&cache, c.Image, first, last)
	u.Audio.Read = min(u.Audio.Read, u.Read)
	u.Image.Read = min(u.Image.Read, u.Read-u.Audio.Read)
	if cache.Hour {
		u.Written, u.WrittenHour = 0, u.Written
	}
	return u
}

// cached is what the calls first to last read from the cache and write to it.
func (c *Conversation) cached(cache *Cache, first, last int64) (read, written int64) {
	found := cache.StoredBefore(c.Prefix)
	if first > 1 {
		found = 0 // the calls before have brought it in
	}
	switch cache.Policy {
	case Prefix:
		prefix := cache.Cacheable(c.Prefix)
		read = (last - first + 1) * prefix
		if first == 1 {
			written = prefix - found
		}
		return read - written, written
	case Incremental:
		read = c.cacheable(cache, max(first, 2)-1, last-1)
		written = c.cacheable(cache, first, last) - read
		return read + found, written - found
	}
	return 0, 0
}

// cacheable sums Cacheable of what each of the calls first to last sends.
func (c *Conversation) cacheable(cache *Cache, first, last int64) int64 {
	first = max(first, c.firstCallFrom(cache.From))
	if first > last {
		return 0
	}
	sum := c.inputs(first, last)
	if cache.Step > 1 {
		sum = cache.Step * floorSum(last-first+1, cache.Step, c.Growth(), c.Input(first))
	}
	return sum
}

// floorSum is ⌊b/m⌋ + ⌊(a+b)/m⌋ + … + ⌊(a(n−1)+b)/m⌋, by Euclid's algorithm: count the lattice points below the line, turn
// axes where the slope is below 1. The sum must fit an int64.
func floorSum(n, m, a, b int64) (sum int64) {
	for {
		sum += n*(n-1)/2*(a/m) + n*(b/m)
		a, b = a%m, b%m
		top := a*n + b // at most m(n+1): a step has a few digits
		if top < m {
			return sum
		}
		n, b, m, a = top/m, top%m, a, m
	}
}

// kept is what the cache holds after the last call.
func (c *Conversation) kept(cache Cache) int64 {
	switch cache.Policy {
	case Prefix:
		return cache.Cacheable(c.Prefix)
	case Incremental:
		return cache.Cacheable(c.Input(c.Turns))
	}
	return 0
}

// media is how many tokens of a kind, so many in each message, the calls first to last send outside the cache and read
// from it. What is written costs the write rate, whatever its kind.
func (c *Conversation) media(cache *Cache, each, first, last int64) (m MediaUsage) {
	if cache.Policy != Incremental {
		return MediaUsage{Uncached: each * sumTo(first, last)}
	}
	cached := c.firstCallFrom(cache.From) // the first call that is long enough; the one after it reads
	m.Uncached = each * sumTo(first, min(last, cached-1))
	m.Read = each * sumTo(max(first, cached+1)-1, last-1)
	return m
}

// sumTo is first + … + last.
func sumTo(first, last int64) int64 {
	if first > last {
		return 0
	}
	return (last - first + 1) * (first + last) / 2
}

// inputs sums Input over the calls first to last. (first−1) + … + (last−1) is calls·(first+last−2)/2, always whole.
func (c *Conversation) inputs(first, last int64) int64 {
	calls := last - first + 1
	return calls*(c.Prefix+c.User) + c.Growth()*(calls*(first+last-2)/2)
}

// firstCallFrom is the first call that sends at least input tokens, or Turns+1 where none does.
func (c *Conversation) firstCallFrom(input int64) int64 {
	missing := input - c.Input(1)
	switch {
	case missing <= 0:
		return 1
	case c.Growth() == 0 || c.Input(c.Turns) < input:
		return c.Turns + 1
	}
	return 1 + (missing-1)/c.Growth() + 1
}

// Add adds the tokens and searches of o.
func (u *Usage) Add(o *Usage) {
	u.Uncached += o.Uncached
	u.Read += o.Read
	u.Written += o.Written
	u.WrittenHour += o.WrittenHour
	u.Output += o.Output
	u.Reasoning += o.Reasoning
	u.Audio.add(&o.Audio)
	u.Image.add(&o.Image)
	if o.Searches != nil {
		if u.Searches == nil {
			u.Searches = new(decimal.Decimal)
		}
		u.Searches = u.Searches.Add(o.Searches)
	}
}

func (m *MediaUsage) add(o *MediaUsage) {
	m.Uncached += o.Uncached
	m.Read += o.Read
	m.Output += o.Output
}
