package cost

import (
	"strings"

	"threelimits/calc/spell"
)

var itemLabels = [items]string{
	Input: "Input", CachedInput: "Cached input", CacheWrite: "Cache writes", CacheWriteHour: "Cache writes for an hour",
	CacheStorage: "Cache storage", Output: "Output", Reasoning: "Reasoning",
	AudioInput: "Audio input", CachedAudio: "Cached audio", ImageInput: "Image input", CachedImage: "Cached images",
	WebSearch: "Web searches", AudioOutput: "Audio output", ImageOutput: "Image output",
}

// Label is the item's name for a reader.
func (i Item) Label() string { return itemLabels[i] }

// InSentence is the label inside a sentence.
func (i Item) InSentence() string { return strings.ToLower(itemLabels[i]) }

// InsteadOf names the rates of input and output in a sentence, beside those they replace.
func (r *Rates) InsteadOf(o *Rates) string {
	return spell.Fill("[in] for input and [out] for output, instead of [in] and [out] USD per 1,000,000 tokens",
		[]string{r.Input.String(), r.Output.String(), o.Input.String(), o.Output.String()})
}
