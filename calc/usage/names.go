package usage

import "strings"

// quantity is what a number of a usage object counts.
type quantity uint8

const (
	unknown quantity = iota
	input
	uncached
	read
	written     // whatever its life
	writtenFive // for 5 minutes
	writtenHour
	writtenOther // for a life that is not known here
	output
	reasoning
	thoughts // reasoning that lies beside the output
	toolPrompt
	total
	audioIn
	audioRead
	audioOut
	imageIn
	imageRead
	imageOut
	videoIn
	videoOut
	searches
	requests
	part // of another number, or its repetition, or nothing that costs
	quantities
)

// names says what the names of a usage object count, in the spelling of plainName; "in." and "out." are the details of input
// and output, however their folder is called. What holds what is in read.go.
var names = map[string]quantity{
	// OpenAI's Chat Completions and what speaks like it: https://platform.openai.com/docs/api-reference/chat/object
	"prompt_tokens": input, "completion_tokens": output, "total_tokens": total,
	"in.cached_tokens": read, "in.cache_write_tokens": written, "out.reasoning_tokens": reasoning,
	"in.audio_tokens": audioIn, "in.image_tokens": imageIn, "in.video_tokens": videoIn, "in.text_tokens": part,
	"out.audio_tokens": audioOut, "out.image_tokens": imageOut, "out.video_tokens": videoOut, "out.text_tokens": part,
	"out.accepted_prediction_tokens": part, "out.rejected_prediction_tokens": part, // both are in completion_tokens, and billed with it
	// OpenAI's Responses, images and realtime: https://platform.openai.com/docs/api-reference/responses/object
	"input_tokens": input, "output_tokens": output,
	"in.cached_tokens_details.text_tokens": part, "in.cached_tokens_details.audio_tokens": audioRead, "in.cached_tokens_details.image_tokens": imageRead,
	// OpenAI's report of an organization's usage: https://platform.openai.com/docs/api-reference/usage/completions
	"input_cached_tokens": read, "input_uncached_tokens": uncached, "num_model_requests": requests,
	"input_audio_tokens": audioIn, "output_audio_tokens": audioOut, "input_image_tokens": imageIn, "output_image_tokens": imageOut,
	"input_cached_audio_tokens": audioRead, "input_cached_image_tokens": imageRead,
	"input_text_tokens": part, "output_text_tokens": part, "input_cached_text_tokens": part,
	// DeepSeek: https://api-docs.deepseek.com/guides/kv_cache. xAI, Mistral, Moonshot, Perplexity.
	"prompt_cache_hit_tokens": read, "prompt_cache_miss_tokens": uncached,
	"reasoning_tokens": reasoning, "cached_tokens": read, "num_cached_tokens": read, "num_search_queries": searches,
	"server_side_tool_usage_details.web_search_calls": searches,
	// Anthropic's Messages: https://platform.claude.com/docs/en/build-with-claude/prompt-caching#tracking-cache-performance
	"cache_read_input_tokens": read, "cache_creation_input_tokens": written,
	"cache_creation.ephemeral_5m_input_tokens": writtenFive, "cache_creation.ephemeral_1h_input_tokens": writtenHour,
	"out.thinking_tokens": reasoning, "server_tool_use.web_search_requests": searches, "server_tool_use.web_fetch_requests": part, // which are free
	// … and its report of an organization's usage: https://platform.claude.com/docs/en/build-with-claude/usage-cost-api
	"uncached_input_tokens": uncached,
	// Gemini: https://ai.google.dev/api/generate-content#UsageMetadata
	"prompt_token_count": input, "tool_use_prompt_token_count": toolPrompt, "cached_content_token_count": read,
	"candidates_token_count": output, "response_token_count": output, "thoughts_token_count": thoughts, "total_token_count": total,
	// Amazon Bedrock: Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html), and what it adds to a stream
	"cache_write_input_tokens": written, "input_token_count": input, "output_token_count": output,
	"cache_read_input_token_count": read, "cache_write_input_token_count": written,
	// LiteLLM says some of it twice: https://docs.litellm.ai/docs/completion/usage
	"in.cache_creation_tokens": written, "in.cache_creation_token_details.ephemeral_5m_input_tokens": writtenFive,
	"in.cache_creation_token_details.ephemeral_1h_input_tokens": writtenHour, "in.web_search_requests": searches,
	// Vercel's AI SDK, from 4 to 6: https://ai-sdk.dev/docs/reference/ai-sdk-core/generate-text
	"cached_input_tokens": read, "cached_prompt_tokens": read, "reasoning_output_tokens": reasoning, // this one is Codex'
	"in.no_cache_tokens": uncached, "in.cache_read_tokens": read,
	"input_tokens.total": input, "input_tokens.no_cache": uncached, "input_tokens.cache_read": read, "input_tokens.cache_write": written,
	"output_tokens.total": output, "output_tokens.text": part, "output_tokens.reasoning": reasoning,
	// LangChain: https://python.langchain.com/api_reference/core/messages/langchain_core.messages.ai.UsageMetadata.html
	"in.cache_read": read, "in.cache_creation": written, "in.audio": audioIn, "in.image": imageIn, "in.text": part,
	"in.ephemeral_5m_input_tokens": writtenFive, "in.ephemeral_1h_input_tokens": writtenHour,
	"out.reasoning": reasoning, "out.audio": audioOut, "out.image": imageOut, "out.text": part,
	// Pydantic AI: https://ai.pydantic.dev/api/usage/
	"request_tokens": input, "response_tokens": output, "cache_read_tokens": read, "cache_write_tokens": written,
	"cache_audio_read_tokens": audioRead, "requests": requests, "tool_calls": part,
	"details.cached_tokens": read, "details.cache_read_input_tokens": read, "details.cache_creation_input_tokens": written,
	"details.reasoning_tokens": reasoning, "details.thoughts_tokens": reasoning, "details.cached_content_tokens": read,
	"details.input_tokens": part, "details.output_tokens": part, "details.text_prompt_tokens": part, "details.text_candidates_tokens": part,
	"details.accepted_prediction_tokens": part, "details.rejected_prediction_tokens": part, "details.audio_tokens": audioOut,
	// OpenTelemetry (https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/), OpenInference
	"cache_read.input_tokens": read, "cache_creation.input_tokens": written, "reasoning.output_tokens": reasoning,
	"prompt": input, "completion": output, "prompt_details.cache_read": read, "prompt_details.cache_write": written,
	"prompt_details.cache_input": read, "prompt_details.audio": audioIn, "completion_details.reasoning": reasoning, "completion_details.audio": audioOut,
	// Langfuse: https://langfuse.com/docs/observability/features/token-and-cost-tracking
	"input": input, "output": output, "total": total, "output_reasoning_tokens": reasoning, "input_cache_read": read, "input_cached": read,
	"input_cache_creation": written, "input_cache_write": written, "output_reasoning": reasoning,
	"input_cache_creation_5m": writtenFive, "input_cache_creation_1h": writtenHour, "input_audio": audioIn, "output_audio": audioOut,
	// ccusage and Claude Code's own sums: https://github.com/ccusage/ccusage
	"cache_creation_tokens": written, "web_search_requests": searches, "context_window": part, "max_output_tokens": part,
	// OpenRouter's generations: https://openrouter.ai/docs/api-reference/get-a-generation
	"native_tokens_prompt": input, "native_tokens_completion": output, "native_tokens_cached": read, "native_tokens_reasoning": reasoning,
	"num_media_prompt": part, "num_media_completion": part,
}

// inputs and outputs are the names by which a usage object is known wherever it stands.
var inputs, outputs = map[string]bool{
	"prompt_tokens": true, "input_tokens": true, "prompt_token_count": true, "request_tokens": true, "uncached_input_tokens": true,
	"input_token_count": true, "native_tokens_prompt": true,
}, map[string]bool{
	"completion_tokens": true, "output_tokens": true, "candidates_token_count": true, "response_tokens": true, "response_token_count": true,
	"output_token_count": true, "native_tokens_completion": true, "thoughts_token_count": true,
}

// folders are those in which "input" and "output", or "prompt" and "completion", are tokens.
var folders = map[string]bool{"usage": true, "usage_details": true, "token_usage": true, "tokens": true, "token_count": true}

// quantityOf is what a name inside a usage object counts.
func quantityOf(name string) quantity {
	if q, ok := names[name]; ok {
		return q
	}
	folder, rest, nested := strings.Cut(name, ".")
	if nested {
		switch folder {
		case "prompt_tokens_details", "prompt_token_details", "input_tokens_details", "input_token_details":
			name = "in." + rest
		case "completion_tokens_details", "completion_token_details", "output_tokens_details", "output_token_details":
			name = "out." + rest
		}
		if q, ok := names[name]; ok {
			return q
		}
		if q := innerOf(name); q != unknown {
			return q
		}
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case strings.HasPrefix(last, "ephemeral_") && strings.Contains(name, "cache_creation") || strings.HasPrefix(name, "in.ephemeral_"):
		return writtenOther
	case isNoTokens(last):
		return part
	}
	return unknown
}

// innerOf reads details that repeat the names of the top: "in.cache_read_input_tokens".
func innerOf(name string) quantity {
	side, rest, _ := strings.Cut(name, ".")
	if side != "in" && side != "out" {
		return unknown
	}
	switch q := names[rest]; q {
	case read, written, uncached, reasoning:
		return q
	}
	return unknown
}

// isNoTokens reports whether a name is of money, of time or of something else that is counted beside tokens and not billed
// by its number.
func isNoTokens(name string) bool {
	for _, word := range []string{"cost", "spend", "price", "usd", "time", "latency", "duration", "per_second"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return strings.HasSuffix(name, "_ms") || name == "index"
}
