package cost

import "strings"

// CachedFormula explains the tokens of an item that the calls first to last are billed for, with a cache or without one; Conversation.Usage holds the rule.
// The formula names its terms in brackets. Sums over the calls use
// (first−1) + … + (last−1) = calls × (first + last − 2) ÷ 2.
func CachedFormula(item Item, c *Conversation, cache Cache, first, last int64) (formula string, terms []int64) {
	calls := last - first + 1
	cold := first == 1 && !cache.Warm
	prefix := cache.Policy == Prefix
	fixed, kept := "[fixed part]", cache.Cacheable(c.Prefix)
	found := int64(0) // of the fixed part, by a conversation that begins cold or warm as it happens
	if cold {
		found = cache.StoredBefore(c.Prefix)
	}
	if kept < c.Prefix {
		fixed = "[what the cache takes of it]"
	}
	switch {
	case item == Output:
		return perCall("[output]", c.Answer, calls)
	case item == Reasoning:
		return perCall("[reasoning]", c.Reasoning, calls)
	case cache.Policy == Incremental && takesLess(c, &cache, first, last):
		return takenFormula(item, c, cache, first, last)
	case item == Input && prefix && kept < c.Prefix:
		return Resent("([user] + [what the cache does not take])", []int64{c.User, c.Prefix - kept}, c, first, last)
	case item == Input && prefix:
		return Resent("[user]", []int64{c.User}, c, first, last)
	case item == Input:
		return Resent(FixedAndUser, []int64{c.Prefix, c.User}, c, first, last)
	case item != CachedInput && prefix && found > 0:
		return fixed + " − [found of it]", []int64{kept, found}
	case item != CachedInput && prefix:
		return fixed, []int64{kept}
	case item != CachedInput:
		return written(c, cold, found, first, last)
	case prefix && found > 0 && calls == 1:
		return "[found of the fixed part]", []int64{found}
	case prefix && found > 0:
		return "[found of the fixed part] + [calls after the first] × " + fixed, []int64{found, calls - 1, kept}
	case prefix && cold:
		return "[calls that find it cached] × " + fixed, []int64{calls - 1, kept}
	case prefix:
		return "[calls that find it cached] × " + fixed, []int64{calls, kept}
	}
	if found > 0 && last == 1 {
		return "[found of the fixed part]", []int64{found}
	}
	formula, terms = reread(c, cache.Warm, first, last)
	if found > 0 {
		return "[found of the fixed part] + " + formula, append([]int64{found}, terms...)
	}
	return formula, terms
}

// takesLess reports whether the vendor's minimum or step leaves anything of these calls, or of what they find, uncached.
func takesLess(c *Conversation, cache *Cache, first, last int64) bool {
	return cache.Step > 1 || c.Input(max(first, 2)-1) < cache.From || first == 1 && (cache.Warm || cache.Found > 0) && c.Prefix < cache.From
}

// takenFormula explains an incremental cache with a minimum or a step: the sum of what it takes of each call.
func takenFormula(item Item, c *Conversation, cache Cache, first, last int64) (formula string, terms []int64) {
	u := c.Usage(cache, first, last)
	written := u.Written + u.WrittenHour
	switch item {
	case Input:
		return "[sent] − [read] − [written]", []int64{u.Input(), u.Read, written}
	case CachedInput:
		return "[what the cache holds of the calls before]", []int64{u.Read}
	}
	return "[what the cache takes of these calls] − [read]", []int64{written + u.Read, u.Read}
}

// FixedAndUser is what the first call sends.
const FixedAndUser = "([fixed part] + [user])"

func perCall(formula string, tokens, calls int64) (string, []int64) {
	if calls == 1 {
		return formula, []int64{tokens}
	}
	return "[calls] × " + formula, []int64{calls, tokens}
}

// Resent sums what every call sends (each) and what it re-sends of the calls before it.
func Resent(each string, tokens []int64, c *Conversation, first, last int64) (formula string, terms []int64) {
	calls := last - first + 1
	terms = append(append([]int64{calls}, tokens...), c.User, c.Answer, calls)
	switch {
	case last == 1:
		return strings.Trim(each, "()"), tokens
	case first == 1:
		return "[calls] × " + each + " + ([user] + [output]) × [calls] × ([calls] − 1) ÷ 2", append(terms, calls)
	}
	return "[calls] × " + each + " + ([user] + [output]) × [calls] × ([first call] + [last call] − 2) ÷ 2", append(terms, first, last)
}

// written is what an incremental cache stores: the news of each call.
func written(c *Conversation, cold bool, found, first, last int64) (formula string, terms []int64) {
	calls := last - first + 1
	answers := calls
	if first == 1 {
		answers--
	}
	formula, terms = "[calls] × [user] + [answers before them] × [output]", []int64{calls, c.User, answers, c.Answer}
	switch {
	case found > 0:
		return "[fixed part] − [found of it] + " + formula, append([]int64{c.Prefix, found}, terms...)
	case cold:
		return "[fixed part] + " + formula, append([]int64{c.Prefix}, terms...)
	}
	return formula, terms
}

// reread is what an incremental cache gives back: call k finds the input of call k−1; the first finds the fixed part
// where the cache starts warm.
func reread(c *Conversation, warm bool, first, last int64) (formula string, terms []int64) {
	if last == 1 {
		return "[fixed part]", []int64{c.Prefix}
	}
	formula, terms = Resent(FixedAndUser, []int64{c.Prefix, c.User}, c, max(first, 2)-1, last-1)
	if first == 1 && warm {
		return "[fixed part] + " + formula, append([]int64{c.Prefix}, terms...)
	}
	return formula, terms
}
