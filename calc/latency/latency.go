// Package latency is the third limit: how long a person waits for an answer. Start at Answer.
//
// Times are seconds in binary floating point, each worked out from the numbers given and then rounded to the nanosecond:
// 0.6 + 350 ÷ 80 is 4.975, not 4.9750000000000005.
package latency

import "math"

// Speed is how fast the model answers. TTFT is from sending the request to the first output token, in seconds;
// TokensPerSecond is how fast tokens follow, and more than 0.
type Speed struct {
	TTFT, TokensPerSecond float64
}

// Timeline is when things happen, in seconds from sending the request.
type Timeline struct {
	TTFT         float64
	Reasoning    float64 // how long reasoning takes, before anything is visible
	Answering    float64 // how long the visible answer takes
	Generation   float64 // Reasoning + Answering
	FirstVisible float64 // when the first visible word appears: TTFT + Reasoning
	Total        float64 // when the answer is complete: TTFT + Generation
}

// Answer plays one call that makes reasoning and then output tokens, each number of them below 2^53:
//
//	total = TTFT + (output + reasoning) ÷ tokens per second
//	first visible word = TTFT + reasoning ÷ tokens per second
//
// It is the lesson's formula. By the definition of time per output token, TPOT = (E2E − TTFT) ÷ (n − 1), the first
// token is there at TTFT already and the total is one token's time less.
func Answer(s Speed, output, reasoning int64) Timeline {
	reasoningTime := float64(reasoning) / s.TokensPerSecond
	generation := float64(output+reasoning) / s.TokensPerSecond
	return Timeline{
		TTFT:         nanoseconds(s.TTFT),
		Reasoning:    nanoseconds(reasoningTime),
		Answering:    nanoseconds(float64(output) / s.TokensPerSecond),
		Generation:   nanoseconds(generation),
		FirstVisible: nanoseconds(s.TTFT + reasoningTime),
		Total:        nanoseconds(s.TTFT + generation),
	}
}

// nanoseconds rounds seconds to the nanosecond: a whole number divided by 1e9 is the binary number nearest to a decimal of
// at most nine places, and is printed as that decimal. From 2^53 ns (104 days) on, binary numbers are coarser than that.
func nanoseconds(seconds float64) float64 {
	scaled := seconds * 1e9
	if scaled >= 1<<53 {
		return seconds
	}
	return math.Round(scaled) / 1e9
}

// How fast people read: 238 words a minute for English non-fiction, read silently, with a usual range of 175 to 300
// (Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109). A word is about 1.3
// tokens of English text, which makes about 5.2 tokens a second.
const (
	WordsPerMinute   = 238
	TokensPer10Words = 13
	ReadingSource    = "Brysbaert 2019, a review of 190 studies of reading rate; about 5.2 tokens a second"
	ReadingSourceURL = "https://doi.org/10.1016/j.jml.2019.104047"
)

// Reading is how long a person takes to read so many tokens of an answer: tokens ÷ 1.3 ÷ 238 × 60.
func Reading(tokens int64) float64 {
	return nanoseconds(float64(tokens) * 600 / (WordsPerMinute * TokensPer10Words))
}
