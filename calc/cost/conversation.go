package cost

import (
	"math"
	"math/bits"
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
}

// Growth is how many tokens each call sends more than the one before it.
func (c Conversation) Growth() int64 { return c.User + c.Answer }

// Input is what call number call (1 to Turns) sends.
func (c Conversation) Input(call int64) int64 { return c.Prefix + c.User + (call-1)*c.Growth() }

// TotalTokens is everything billed in all calls: input, output and reasoning. ok is false where that is more than an
// int64 holds.
func (c Conversation) TotalTokens() (total int64, ok bool) {
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

// Cache says what is cached and whether the fixed part already is when the conversation starts.
type Cache struct {
	Policy Policy
	Warm   bool
}

// Usage is what one call, or several, are billed for, in tokens. Uncached + Read + Written is the input sent.
type Usage struct {
	Uncached, Read, Written, Output, Reasoning int64
}

// Input is everything sent, cached or not.
func (u Usage) Input() int64 { return u.Uncached + u.Read + u.Written }

// Usage sums the calls first to last, 1 ≤ first ≤ last ≤ Turns, in constant time.
//
// Over a whole conversation that starts cold, with S = Prefix, u = User, a = Answer and T = Turns:
//
//	none         uncached T(S+u) + (u+a)·T(T−1)/2
//	prefix       written S, read (T−1)S, the rest uncached
//	incremental  written S + Tu + (T−1)a, read (T−1)S + u·T(T−1)/2 + a(T−1)(T−2)/2
//
// Where it starts warm, the S that the first call would write is read.
func (c Conversation) Usage(cache Cache, first, last int64) Usage {
	calls := last - first + 1
	u := Usage{Output: calls * c.Answer, Reasoning: calls * c.Reasoning}
	input := c.inputs(first, last)
	switch cache.Policy {
	case Prefix:
		u.Read = calls * c.Prefix
	case Incremental:
		u.Read = input - c.news(first, last)
	}
	if first == 1 && cache.Policy != NoCache && !cache.Warm {
		u.Read -= c.Prefix
		u.Written += c.Prefix
	}
	if cache.Policy == Incremental {
		u.Written += c.news(first, last)
	}
	u.Uncached = input - u.Read - u.Written
	return u
}

// inputs sums Input over the calls first to last. (first−1) + … + (last−1) is calls·(first+last−2)/2, always whole.
func (c Conversation) inputs(first, last int64) int64 {
	calls := last - first + 1
	return calls*(c.Prefix+c.User) + c.Growth()*(calls*(first+last-2)/2)
}

// news is what the calls first to last send beyond Prefix that no call before sent: a message each, and the answer to
// the call before, where there is one.
func (c Conversation) news(first, last int64) int64 {
	calls := last - first + 1
	answers := calls
	if first == 1 {
		answers--
	}
	return calls*c.User + answers*c.Answer
}

// firstCallFrom is the first call that sends at least input tokens, or Turns+1 where none does.
func (c Conversation) firstCallFrom(input int64) int64 {
	missing := input - c.Input(1)
	switch {
	case missing <= 0:
		return 1
	case c.Growth() == 0 || c.Input(c.Turns) < input:
		return c.Turns + 1
	}
	return 1 + (missing-1)/c.Growth() + 1
}
