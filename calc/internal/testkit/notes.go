package testkit

import (
	"strings"

	"threelimits/calc/notes"
)

// SharedNote is an example of a note that every entry point gives which prices something: a scenario and a usage record of which it
// is said. The day is the scenario's and the record's; in exercises it is today, too.
type SharedNote struct {
	Code, Scenario, Record, Day string

	Says           string // of a note whose words are the catalogue's
	NotInExercises string // why not: where an exercise can come to no such note
}

// Words are what the note says whatever its terms are.
func (n *SharedNote) Words() string {
	if n.Says != "" {
		return n.Says
	}
	return Words(notes.Find(n.Code, notes.Shared))
}

// Words are the longest stretch of a note that stands whatever its terms are.
func Words(n *notes.Row) (longest string) {
	for piece := range strings.SplitSeq(n.Text, "[") {
		if _, after, ok := strings.Cut(piece, "]"); ok {
			piece = after
		}
		if len(piece) > len(longest) {
			longest = piece
		}
	}
	return longest
}

// SharedNotes has an example of every row of notes.Shared: a test of each entry point holds it to that.
var SharedNotes = []SharedNote{
	{"as-of-future", `{"model":"openai/gpt-5.4","request":{"user":5,"output":1}}`,
		`{"model":"gpt-5.4","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2026-11-24", "", "there is no clock: its prices are those of its own day"},
	{"model-retired", `{"model":"openai/o1","request":{"user":5,"output":1}}`,
		`{"model":"o1","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2026-10-23", "o1 is not served since 2026-10-23", ""},
	{"model-retiring", `{"model":"openai/gpt-5","request":{"user":5,"output":1}}`,
		`{"model":"gpt-5","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2026-09-12", "The service of GPT-5 ends", ""},
	{"before-release", `{"model":"openai/gpt-5.4","request":{"user":5,"output":1}}`,
		`{"model":"gpt-5.4","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2020-01-01", "on 2020-01-01 nobody could use it", ""},
	{"model-note", `{"model":"openai/gpt-5.4","request":{"user":5,"output":1}}`,
		`{"model":"gpt-5.4","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2026-11-23", "The long-context price begins at 272,000", ""},
	{"price-stale", `{"model":"deepseek/deepseek-flash","request":{"user":5,"output":1}}`,
		`{"model":"deepseek/deepseek-flash","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2027-11-01", "", ""},
	{"price-stale/by-way", `{"model":"openai/gpt-5.4","request":{"user":5,"output":1}}`,
		`{"model":"gpt-5.4","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2027-11-01", "", ""},
	{"promotion-over", `{"model":"openai/gpt-5.6-sol","request":{"user":5,"output":1}}`,
		`{"model":"gpt-5.6-sol","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2026-11-23", "", ""},
	{"service-unpublished", `{"model":"deepseek/deepseek-flash","service":"batch","request":{"user":5,"output":1}}`,
		`{"model":"deepseek/deepseek-flash","service_tier":"batch","usage":{"prompt_tokens":5,"completion_tokens":1}}`, "2026-11-23", "", ""},
	{"service-short-only", `{"model":"openai/gpt-5.5","service":"priority","request":{"user":272000,"output":1}}`,
		`{"model":"gpt-5.5","service_tier":"priority","usage":{"prompt_tokens":272000,"completion_tokens":1}}`, "2026-11-23", "", ""},
	{"search-price-unknown", `{"model":"deepseek/deepseek-flash","request":{"user":5,"output":1,"webSearches":1}}`,
		`{"model":"deepseek/deepseek-flash","usage":{"input_tokens":5,"output_tokens":1,"server_tool_use":{"web_search_requests":1}}}`, "2026-11-23", "", ""},
	{"media-price-unknown/audio", `{"model":"deepseek/deepseek-flash","request":{"user":5,"output":1,"audio":4}}`,
		`{"model":"deepseek/deepseek-flash","usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_tokens_details":{"audio_tokens":4}}}`, "2026-11-23", "", ""},
	{"tier-applied", `{"model":"openai/gpt-5.4","request":{"user":300000,"output":1}}`,
		`{"model":"gpt-5.4","usage":{"prompt_tokens":300000,"completion_tokens":1}}`, "2026-11-23", "", ""},
	{"cache-price-unknown/cachedInput", `{"model":"openai/gpt-4-turbo","request":{"system":5000,"user":5,"output":1},"cache":{"policy":"prefix","start":"warm"}}`,
		`{"model":"gpt-4-turbo","usage":{"prompt_tokens":5005,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":5000}}}`, "2026-01-23", "", ""},
	{"cache-price-unknown/cacheWrite", `{"model":"openai/gpt-4-turbo","request":{"system":5000,"user":5,"output":1},"cache":{"policy":"prefix","start":"cold"}}`,
		`{"model":"gpt-4-turbo","usage":{"input_tokens":5,"cache_creation_input_tokens":5000,"output_tokens":1}}`, "2026-01-23", "", ""},
	{"cache-price-unknown/cachedAudio", `{"model":"openai/gpt-4-turbo","request":{"system":5000,"user":5,"audio":100,"output":1},"conversation":{"turns":3},"cache":{"policy":"incremental","start":"cold"}}`,
		`{"model":"gpt-4-turbo","usage":{"prompt_tokens":5005,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":5000,"audio_tokens":60,"cached_tokens_details":{"audio_tokens":50}}}}`, "2026-01-23", "", ""},
	{"cache-price-unknown/cachedImage", `{"model":"openai/gpt-4-turbo","request":{"system":5000,"user":5,"images":100,"output":1},"conversation":{"turns":3},"cache":{"policy":"incremental","start":"cold"}}`,
		`{"model":"gpt-4-turbo","usage":{"prompt_tokens":5005,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":5000,"image_tokens":60,"cached_tokens_details":{"image_tokens":50}}}}`, "2026-01-23", "", ""},
	{"cache-price-unknown/cacheWriteHour", `{"model":"openai/gpt-4.1","request":{"system":5000,"user":5,"output":1},"cache":{"policy":"prefix","life":"1h"}}`,
		`{"model":"gpt-4.1","usage":{"input_tokens":5,"cache_creation_input_tokens":5000,"cache_creation":{"ephemeral_1h_input_tokens":5000},"output_tokens":1}}`, "2026-01-23", "", ""},
}
