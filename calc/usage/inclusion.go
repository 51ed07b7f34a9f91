package usage

import (
	"maps"
	"slices"
	"strings"
)

// inclusion finds out whether cached tokens are part of the input and reasoning of the output: the total says so where there
// is one, or else the names do. Anthropic's leave the cached tokens out of input_tokens; prompt_tokens holds them, whoever
// writes it.
func (r *reading) inclusion() {
	t := &r.record.Tokens
	cached := t.Read + t.Written + t.WrittenHour
	in, out, thought, all := t.Input, t.Output, t.Reasoning, r.at[total].n
	beside := r.cachedBeside()
	if !r.has(input) && r.has(uncached) {
		in, beside = r.at[uncached].n, true
	} else if r.has(input) && r.has(uncached) {
		r.checkUncached(in, cached)
	}
	thoughtsBeside := r.disjoint()
	switch {
	case !r.has(total):
	case r.has(uncached) && !r.has(input): // of a report by kinds
		thoughtsBeside = r.totals(in+out+cached, all, thought)
	case all == in+out && (cached == 0 || cached <= in) && (thought <= out):
		if beside && cached > 0 {
			r.note("The total shows that cached tokens are part of " + r.name(input, "input") + " here: they are not added to it.")
		}
		beside, thoughtsBeside = false, false
	case all == in+out+cached && thought <= out:
		if !beside && cached > 0 {
			r.note("The total shows that cached tokens lie beside " + r.name(input, "input") + ": they are added to the input.")
		}
		beside, thoughtsBeside = true, false
	case thought > 0 && all == in+out+thought && cached <= in:
		if !thoughtsBeside {
			r.note("The total shows that reasoning lies beside " + r.besideName() + ": it is added to the output.")
		}
		beside, thoughtsBeside = false, true
	case thought > 0 && all == in+out+thought+cached:
		r.note("The total shows that reasoning and cached tokens lie beside the other counts: they are added to them.")
		beside, thoughtsBeside = true, true
	case beside && all == in+out: // a tool's own sum, which leaves the cache out: the vendor's names say what they hold
		r.note(r.at[total].path + " leaves out the cached tokens.")
	case thought == 0 && all > in+out+cached && r.hidden():
		r.note("The total is " + digits(all-in-out) + " more than input and output: Google's thoughts, which " + r.name(output, "output") + " leaves out. They are added to the output.")
		t.Reasoning, out = all-in-out, out+all-in-out
		r.at[reasoning] = number{t.Reasoning, r.at[total].path}
	default:
		made := in + out
		if beside {
			made += cached
		}
		if thoughtsBeside {
			made += thought
		}
		r.fail(r.at[total].path, "is "+digits(all)+", but "+r.inner(input, "input")+" and "+r.inner(output, "output")+" make "+digits(made))
	}
	if thoughtsBeside {
		out += thought
	}
	if beside {
		in += cached
	}
	t.Input, t.Output = in, out
}

// totals checks the total of a report by kinds; it reports whether reasoning lies beside the output.
func (r *reading) totals(sum, all, thought int64) bool {
	if all != sum && all != sum+thought {
		r.fail(r.at[total].path, "is "+digits(all)+", but its parts make "+digits(sum))
	}
	return all != sum
}

// inner is the name of a quantity inside the usage object.
func (r *reading) inner(q quantity, otherwise string) string {
	name := r.name(q, otherwise)
	return name[strings.LastIndexByte(name, '.')+1:]
}

func (r *reading) besideName() string { return r.inner(output, "output") }

// cachedBeside reports whether the names say that cached tokens are not in the input.
func (r *reading) cachedBeside() bool {
	if r.seen["prompt_tokens"] != nil || r.otel() {
		return false
	}
	if r.disjoint() {
		return true
	}
	for _, name := range [...]string{
		"cache_read_input_tokens", "cache_creation_input_tokens", "cache_write_input_tokens", "cache_creation_tokens",
		"cache_read_input_token_count", "cache_write_input_token_count",
		"cache_creation.ephemeral_5m_input_tokens", "cache_creation.ephemeral_1h_input_tokens",
	} {
		if r.seen[name] != nil {
			return true
		}
	}
	return r.has(writtenOther) && r.record.Shape == Anthropic
}

// otel reports whether these are OpenTelemetry's attributes, whose input holds the cached tokens.
func (r *reading) otel() bool {
	return strings.Contains(r.root, "gen_ai.") || strings.Contains(r.root, "llm.")
}

// disjoint reports whether the object is Langfuse's of kinds, none of which holds another.
func (r *reading) disjoint() bool { return strings.HasSuffix(r.root, "usage_details.") }

// hidden reports whether this is Google's endpoint for OpenAI's clients, which leaves thoughts out of all but the total. The
// model says so; it is known by the caller, who leaves it in the record.
func (r *reading) hidden() bool { return strings.Contains(strings.ToLower(r.record.Model), "gemini") }

// checkUncached compares the input with its cached and uncached parts.
func (r *reading) checkUncached(in, cached int64) {
	miss := r.at[uncached]
	if made := miss.n + r.record.Tokens.Read; made != in && miss.n+cached != in && (miss.n != 0 || cached > in) {
		r.fail(r.at[input].path, "is "+digits(in)+", but "+r.inner(read, "cached tokens")+" and "+r.inner(uncached, "")+" make "+digits(made))
	}
}

// gemini reads usageMetadata: cached tokens are part of promptTokenCount; thoughts and the prompts of tools lie beside the
// other counts, and the total is the sum of the four.
func (r *reading) gemini() {
	t := &r.record.Tokens
	prompt, tools, answer := r.at[input].n, r.at[toolPrompt].n, r.at[output].n
	t.Reasoning += r.at[thoughts].n
	if r.has(thoughts) {
		r.at[reasoning] = r.at[thoughts]
	}
	t.Input, t.Output = prompt+tools, answer+t.Reasoning
	if made := t.Input + t.Output; r.has(total) && r.at[total].n != made {
		r.fail(r.at[total].path, "is "+digits(r.at[total].n)+", but prompt, tools, candidates and thoughts make "+digits(made))
	}
	r.within(t.Read, read, prompt, input)
	audio, image := r.modalities("prompt_tokens_details", prompt, input)
	toolAudio, toolImage := r.modalities("tool_use_prompt_tokens_details", tools, toolPrompt)
	t.Audio.Input, t.Image.Input = audio+toolAudio, image+toolImage
	t.Audio.Read, t.Image.Read = r.modalities("cache_tokens_details", t.Read, read)
	for _, list := range []string{"candidates_tokens_details", "response_tokens_details"} {
		audio, image := r.modalities(list, answer, output)
		t.Audio.Output, t.Image.Output = max(t.Audio.Output, audio), max(t.Image.Output, image)
	}
	if t.Audio.Read > t.Audio.Input {
		r.fail(r.name(read, "cached"), "is "+digits(t.Audio.Read)+" of audio, more than the "+digits(t.Audio.Input)+" that were sent")
	}
}

// modalities adds up a list of { modality, tokenCount }: documents and video are billed as images are. What a list leaves
// out is text.
func (r *reading) modalities(list string, whole int64, holder quantity) (audio, image int64) {
	all, last := int64(0), ""
	for _, m := range r.lists[list] {
		all, last = all+m.n, m.path
		switch m.name {
		case "audio":
			audio += m.n
		case "image", "video", "document":
			image += m.n
		}
	}
	if all > whole {
		r.fail(last, "is "+digits(all)+", more than the "+digits(whole)+" of "+r.name(holder, "total")+" that should hold it")
	}
	delete(r.lists, list)
	return audio, image
}

// unused names the numbers that are not zero and were not used.
func (r *reading) unused() {
	for _, n := range r.later {
		name := n.plain[len(r.root):]
		if n.field.Kind == "number" && n.field.Text != "0" && !strings.HasPrefix(name, "iterations.") && !isTime(name[strings.LastIndexByte(name, '.')+1:]) && (r.own || mayCount(name)) {
			r.record.Unused = append(r.record.Unused, Unused{n.field.Path, n.field.Text})
		}
	}
	delete(r.lists, "cache_details")
	for _, list := range slices.Sorted(maps.Keys(r.lists)) {
		for _, m := range r.lists[list] {
			if m.n > 0 {
				r.record.Unused = append(r.record.Unused, Unused{m.path, digits(m.n)})
			}
		}
	}
}

// mayCount reports whether a number among others may be one that is billed: its name has a unit, and is no limit.
func mayCount(name string) bool {
	for _, limit := range [...]string{"max", "limit", "budget", "remaining", "threshold", "min_"} {
		if strings.Contains(name, limit) {
			return false
		}
	}
	for _, unit := range [...]string{"token", "search", "cache", "audio", "image", "video", "seconds", "units", "requests", "queries", "pages", "characters", "credits"} {
		if strings.Contains(name, unit) && !isNoTokens(name) {
			return true
		}
	}
	return false
}
