package usage

import "strings"

// chat reads OpenAI's Chat Completions (https://platform.openai.com/docs/api-reference/chat/object): cached tokens are
// part of prompt_tokens, reasoning of completion_tokens. xAI's reasoning lies beside completion_tokens
// (https://docs.x.ai/docs/guides/reasoning), which its total shows. DeepSeek names hits and misses of its cache instead.
func (r *reader) chat() {
	t := &r.record.Tokens
	t.Input, t.Output = r.count("prompt_tokens"), r.count("completion_tokens")
	t.Read = r.count("prompt_tokens_details.cached_tokens", "prompt_cache_hit_tokens", "cached_tokens")
	t.Written = r.count("prompt_tokens_details.cache_write_tokens")
	t.Reasoning = r.count("completion_tokens_details.reasoning_tokens", "reasoning_tokens")
	if r.has("prompt_cache_hit_tokens", "prompt_cache_miss_tokens") {
		hit, miss := r.count("prompt_cache_hit_tokens"), r.count("prompt_cache_miss_tokens")
		r.sums(t.Input, "prompt_tokens", hit+miss, "prompt_cache_hit_tokens and prompt_cache_miss_tokens")
	}
	t.Audio = Kind{Input: r.count("prompt_tokens_details.audio_tokens"), Output: r.count("completion_tokens_details.audio_tokens")}
	t.Image.Input = r.count("prompt_tokens_details.image_tokens")
	total := r.count("total_tokens")
	if t.Reasoning > 0 && r.has("total_tokens") && total == t.Input+t.Output+t.Reasoning {
		r.record.Notes = append(r.record.Notes, "The total shows that reasoning lies beside completion_tokens: it is added to the output.")
		t.Output += t.Reasoning
	}
	r.sums(total, "total_tokens", t.Input+t.Output, "prompt_tokens and completion_tokens")
	r.within(t.Reasoning, "completion_tokens_details.reasoning_tokens", t.Output, "completion_tokens")
	r.within(t.Read, "prompt_tokens_details.cached_tokens", t.Input, "prompt_tokens")
	r.within(t.Read+t.Written, "prompt_tokens_details.cache_write_tokens", t.Input, "prompt_tokens")
	r.within(t.Audio.Input+t.Image.Input, "prompt_tokens_details.audio_tokens", t.Input, "prompt_tokens")
	r.within(t.Audio.Output+t.Reasoning, "completion_tokens_details.audio_tokens", t.Output, "completion_tokens")
	r.record.Searches = r.count("num_search_queries", "server_tool_use.web_search_requests")
	r.readKinds()
}

// responses reads OpenAI's Responses (https://platform.openai.com/docs/api-reference/responses/object): cached and written
// tokens are part of input_tokens, reasoning of output_tokens. The realtime API spells the details in the singular.
func (r *reader) responses() {
	in, out := "input_tokens_details.", "output_tokens_details."
	if r.anyWith("input_token_details.") || r.anyWith("output_token_details.") {
		in, out = "input_token_details.", "output_token_details."
	}
	t := &r.record.Tokens
	t.Input, t.Output = r.count("input_tokens"), r.count("output_tokens")
	t.Read, t.Written, t.Reasoning = r.count(in+"cached_tokens"), r.count(in+"cache_write_tokens"), r.count(out+"reasoning_tokens")
	t.Audio = Kind{r.count(in + "audio_tokens"), r.count(in + "cached_tokens_details.audio_tokens"), r.count(out + "audio_tokens")}
	t.Image = Kind{r.count(in + "image_tokens"), r.count(in + "cached_tokens_details.image_tokens"), r.count(out + "image_tokens")}
	r.sums(r.count("total_tokens"), "total_tokens", t.Input+t.Output, "input_tokens and output_tokens")
	r.within(t.Reasoning, out+"reasoning_tokens", t.Output, "output_tokens")
	r.within(t.Read, in+"cached_tokens", t.Input, "input_tokens")
	r.within(t.Read+t.Written, in+"cache_write_tokens", t.Input, "input_tokens")
	r.within(t.Audio.Input+t.Image.Input, in+"audio_tokens", t.Input, "input_tokens")
	r.within(t.Audio.Output+t.Image.Output+t.Reasoning, out+"audio_tokens", t.Output, "output_tokens")
	r.within(t.Audio.Read+t.Image.Read, in+"cached_tokens_details.audio_tokens", t.Read, in+"cached_tokens")
	r.readKinds()
}

func (r *reader) anyWith(prefix string) bool {
	for name := range r.values {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// readKinds keeps what of a kind was read from the cache within what was sent of it.
func (r *reader) readKinds() {
	t := &r.record.Tokens
	for _, k := range []*Kind{&t.Audio, &t.Image} {
		k.Read = min(k.Read, k.Input)
	}
}

// anthropic reads Messages (https://platform.claude.com/docs/en/build-with-claude/prompt-caching#tracking-cache-performance):
// input_tokens is what no cache touched, so the input is the sum of three; a write is for 5 minutes unless cache_creation
// splits it. Thinking is part of output_tokens.
func (r *reader) anthropic() {
	t := &r.record.Tokens
	const sum, five, hour = "cache_creation_input_tokens", "cache_creation.ephemeral_5m_input_tokens", "cache_creation.ephemeral_1h_input_tokens"
	written := r.count(sum)
	t.Read, t.Written = r.count("cache_read_input_tokens"), written
	if r.has(five, hour) {
		t.Written, t.WrittenHour = r.count(five), r.count(hour)
		r.sums(written, sum, t.Written+t.WrittenHour, "the parts of cache_creation")
	}
	t.Input = r.count("input_tokens") + t.Read + t.Written + t.WrittenHour
	t.Output, t.Reasoning = r.count("output_tokens"), r.count("output_tokens_details.thinking_tokens")
	r.within(t.Reasoning, "output_tokens_details.thinking_tokens", t.Output, "output_tokens")
	r.record.Searches = r.count("server_tool_use.web_search_requests")
}

// gemini reads usageMetadata (https://ai.google.dev/api/generate-content#UsageMetadata): cached tokens are part of
// promptTokenCount; thoughts and the prompts of tools lie beside the other counts, and the total is the sum of the four.
func (r *reader) gemini() {
	t := &r.record.Tokens
	prompt, tools := r.count("prompt_token_count"), r.count("tool_use_prompt_token_count")
	answer := r.count("candidates_token_count", "response_token_count")
	t.Input, t.Read = prompt+tools, r.count("cached_content_token_count")
	t.Reasoning = r.count("thoughts_token_count")
	t.Output = answer + t.Reasoning
	r.sums(r.count("total_token_count"), "total_token_count", t.Input+t.Output, "prompt, tools, candidates and thoughts")
	r.within(t.Read, "cached_content_token_count", prompt, "prompt_token_count")
	t.Audio.Input, t.Image.Input = r.modalities("prompt_tokens_details", prompt, "prompt_token_count")
	audio, image := r.modalities("tool_use_prompt_tokens_details", tools, "tool_use_prompt_token_count")
	t.Audio.Input, t.Image.Input = t.Audio.Input+audio, t.Image.Input+image
	t.Audio.Read, t.Image.Read = r.modalities("cache_tokens_details", t.Read, "cached_content_token_count")
	t.Audio.Output, t.Image.Output = r.modalities("candidates_tokens_details", answer, "candidates_token_count")
	r.within(t.Audio.Read, "cached_content_token_count", t.Audio.Input, "prompt_token_count")
	r.readKinds()
}

// modalities adds up a list of { modality, tokenCount }: documents and video are billed as images are. What a list leaves
// out is text.
func (r *reader) modalities(list string, whole int64, of string) (audio, image int64) {
	all, first := int64(0), ""
	for i := 0; ; i++ {
		at := list + "." + digits(int64(i))
		name := r.values[at+".modality"]
		if name == nil {
			break
		}
		n := r.count(at + ".token_count")
		first = at + ".token_count"
		switch all += n; strings.ToUpper(name.Text) {
		case "AUDIO":
			audio += n
		case "IMAGE", "VIDEO", "DOCUMENT":
			image += n
		}
	}
	if first != "" {
		r.within(all, first, whole, of)
	}
	return audio, image
}
