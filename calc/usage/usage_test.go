package usage

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
	"testing"

	"threelimits/calc/fields"
)

// leaves flattens a JSON text as the page does.
func leaves(tb testing.TB, text string) []fields.Field {
	tb.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	var fields []fields.Field
	flatten("", value, &fields)
	return fields
}

func flatten(path string, value any, leaves *[]fields.Field) {
	inside := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	switch v := value.(type) {
	case map[string]any:
		var names []string
		for name := range v {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			flatten(inside(name), v[name], leaves)
		}
	case []any:
		for i, element := range v {
			flatten(inside(fmt.Sprint(i)), element, leaves)
		}
	case nil:
		*leaves = append(*leaves, fields.Field{Path: path, Kind: "null", Text: ""})
	case bool:
		*leaves = append(*leaves, fields.Field{Path: path, Kind: "boolean", Text: fmt.Sprint(v)})
	case json.Number:
		*leaves = append(*leaves, fields.Field{Path: path, Kind: "number", Text: v.String()})
	case string:
		*leaves = append(*leaves, fields.Field{Path: path, Kind: "string", Text: v})
	}
}

// examples are the usage objects the vendors' documentation shows, and what they mean.
var examples = []struct {
	name, source, json string
	want               string // shape input read written hour output reasoning searches, then what the record says beside
}{
	{"OpenAI, a cached prompt", "https://platform.openai.com/docs/guides/prompt-caching",
		`{"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306, "prompt_tokens_details": {"cached_tokens": 1920},
		  "completion_tokens_details": {"reasoning_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}}`,
		"openai-chat 2006 1920 0 0 300 0 0"},
	{"OpenAI, a chat completion whole", "https://platform.openai.com/docs/api-reference/chat/object",
		`{"id": "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG", "object": "chat.completion", "created": 1741570283, "model": "gpt-4o-2024-08-06",
		  "choices": [{"index": 0, "message": {"role": "assistant", "content": "The image shows …"}, "finish_reason": "stop"}],
		  "usage": {"prompt_tokens": 1117, "completion_tokens": 46, "total_tokens": 1163, "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
		    "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
		  "service_tier": "default"}`,
		"openai-chat 1117 0 0 0 46 0 0 gpt-4o-2024-08-06 2025-03-10 default chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG"},
	{"OpenAI, a reasoning model", "https://platform.openai.com/docs/guides/reasoning",
		`{"usage": {"input_tokens": 75, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 1186, "output_tokens_details": {"reasoning_tokens": 1024}, "total_tokens": 1261}}`,
		"openai-responses 75 0 0 0 1186 1024 0"},
	{"OpenAI, a response whole", "https://platform.openai.com/docs/api-reference/responses/object",
		`{"id": "resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41", "object": "response", "created_at": 1741476777, "status": "completed", "model": "gpt-4o-2024-08-06",
		  "usage": {"input_tokens": 328, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 52, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 380}}`,
		"openai-responses 328 0 0 0 52 0 0 gpt-4o-2024-08-06 2025-03-08 resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41"},
	{"OpenAI, a cache that is written for a fee (GPT-5.6)", "seen in a public log of the Responses API",
		`{"input_tokens": 8477, "input_tokens_details": {"cache_write_tokens": 89, "cached_tokens": 8385}, "output_tokens": 38, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 8515}`,
		"openai-responses 8477 8385 89 0 38 0 0"},
	{"OpenAI, a line of a batch's result", "https://platform.openai.com/docs/guides/batch",
		`{"id": "batch_req_123", "custom_id": "request-2", "response": {"status_code": 200, "request_id": "req_123", "body": {"id": "chatcmpl-123", "object": "chat.completion",
		  "created": 1711652795, "model": "gpt-3.5-turbo-0125", "usage": {"prompt_tokens": 22, "completion_tokens": 2, "total_tokens": 24}}}, "error": null}`,
		"openai-chat 22 0 0 0 2 0 0 gpt-3.5-turbo-0125 2024-03-28 chatcmpl-123"},
	{"Anthropic, writes for 5 minutes and for an hour", "https://platform.claude.com/docs/en/build-with-claude/prompt-caching#1-hour-cache-duration",
		`{"usage": {"input_tokens": 2048, "cache_read_input_tokens": 1800, "cache_creation_input_tokens": 248, "output_tokens": 503,
		  "cache_creation": {"ephemeral_5m_input_tokens": 148, "ephemeral_1h_input_tokens": 100}}}`,
		"anthropic 4096 1800 148 100 503 0 0"},
	{"Anthropic, a web search", "https://platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool#usage-and-pricing",
		`{"usage": {"input_tokens": 105, "output_tokens": 6039, "cache_read_input_tokens": 7123, "cache_creation_input_tokens": 7345, "server_tool_use": {"web_search_requests": 1}}}`,
		"anthropic 14573 7123 7345 0 6039 0 1"},
	{"Anthropic, a message whole", "https://platform.claude.com/docs/en/api/messages",
		`{"id": "msg_013Zva2CMHLNnXjNJJKqJ2EF", "type": "message", "role": "assistant", "model": "claude-opus-4-8", "content": [{"type": "text", "text": "Hi!"}],
		  "usage": {"input_tokens": 2095, "output_tokens": 503, "cache_creation_input_tokens": 2051, "cache_read_input_tokens": 2051, "service_tier": "standard",
		    "cache_creation": null, "server_tool_use": null}}`,
		"anthropic 6197 2051 2051 0 503 0 0 claude-opus-4-8 standard msg_013Zva2CMHLNnXjNJJKqJ2EF"},
	{"Anthropic, a line of a batch's result", "https://platform.claude.com/docs/en/build-with-claude/batch-processing",
		`{"custom_id": "my-second-request", "result": {"type": "succeeded", "message": {"id": "msg_014VwiXbi91y3JMjcpyGBHX5", "model": "claude-opus-4-8", "usage": {"input_tokens": 11, "output_tokens": 36}}}}`,
		"openai-responses 11 0 0 0 36 0 0 claude-opus-4-8 msg_014VwiXbi91y3JMjcpyGBHX5"}, // nothing tells the two apart, and it makes no difference
	{"Gemini, an explicit cache", "https://ai.google.dev/gemini-api/docs/caching",
		`{"usage_metadata": {"prompt_token_count": 696219, "cached_content_token_count": 696190, "candidates_token_count": 214, "total_token_count": 696433}}`,
		"gemini 696219 696190 0 0 214 0 0"},
	{"Gemini, thoughts", "seen in a public log of generateContent",
		`{"usageMetadata": {"candidatesTokenCount": 1327, "promptTokenCount": 559, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 559}], "serviceTier": "standard",
		  "thoughtsTokenCount": 1257, "totalTokenCount": 3143}, "modelVersion": "gemini-2.5-flash"}`,
		"gemini 559 0 0 0 2584 1257 0 gemini-2.5-flash standard"},
	{"xAI, reasoning beside the completion", "https://docs.x.ai/docs/guides/reasoning",
		`{"prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135, "prompt_tokens_details": {"text_tokens": 32, "audio_tokens": 0, "image_tokens": 0, "cached_tokens": 6},
		  "completion_tokens_details": {"reasoning_tokens": 94, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}}`,
		"openai-chat 32 6 0 0 103 94 0"},
	{"DeepSeek, hits and misses", "https://api-docs.deepseek.com/guides/kv_cache",
		`{"prompt_tokens": 2006, "completion_tokens": 30, "total_tokens": 2036, "prompt_cache_hit_tokens": 1920, "prompt_cache_miss_tokens": 86}`,
		"openai-chat 2006 1920 0 0 30 0 0"},
}

func said(r *Record) string {
	t := &r.Tokens
	text := fmt.Sprint(r.Shape, " ", t.Input, " ", t.Read, " ", t.Written, " ", t.WrittenHour, " ", t.Output, " ", t.Reasoning, " ", r.Searches)
	for _, beside := range []string{r.Model, r.Day, r.Service, r.ID} {
		if beside != "" {
			text += " " + beside
		}
	}
	return text
}

func TestDocumentedExamples(t *testing.T) {
	for _, e := range examples {
		r, err := Read(leaves(t, e.json))
		if err != nil {
			t.Errorf("%s: %v", e.name, err)
			continue
		}
		if got := said(r); got != e.want {
			t.Errorf("%s (%s):\n%s, want\n%s", e.name, e.source, got, e.want)
		}
	}
}

func TestKinds(t *testing.T) {
	for text, want := range map[string]string{
		`{"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":{"audio_tokens":60},"completion_tokens_details":{"audio_tokens":40}}`:                                                                                                                                                                                                                "{60 0 40} {0 0 0}",
		`{"input_tokens":127,"output_tokens":148,"total_tokens":275,"input_token_details":{"cached_tokens":64,"text_tokens":119,"audio_tokens":8,"cached_tokens_details":{"text_tokens":60,"audio_tokens":4}},"output_token_details":{"text_tokens":36,"audio_tokens":112}}`:                                                                                      "{8 4 112} {0 0 0}",
		`{"promptTokenCount":300,"candidatesTokenCount":1295,"cachedContentTokenCount":32,"promptTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"AUDIO","tokenCount":32},{"modality":"IMAGE","tokenCount":258}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":32}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]}`: "{32 32 0} {258 0 1290}",
		`{"promptTokenCount":10,"toolUsePromptTokenCount":600,"candidatesTokenCount":5,"totalTokenCount":615,"promptTokensDetails":[{"modality":"TEXT","tokenCount":10}],"toolUsePromptTokensDetails":[{"modality":"DOCUMENT","tokenCount":516},{"modality":"VIDEO","tokenCount":84}]}`:                                                                           "{0 0 0} {600 0 0}",
	} {
		r, err := Read(leaves(t, text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := fmt.Sprint(r.Tokens.Audio, " ", r.Tokens.Image); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestWrongRecords(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                    "No usage object is there",
		`{"usage":{"cost":1}}`:  "No usage object is there",
		`{"prompt_tokens":"5"}`: "prompt_tokens is 5; accepted are whole numbers of tokens",
		`{"usage":{"prompt_tokens":-5,"completion_tokens":1}}`:                                                                                                 "usage.prompt_tokens is -5; accepted",
		`{"usage":{"prompt_tokens":1.5,"completion_tokens":1}}`:                                                                                                "usage.prompt_tokens is 1.5; accepted",
		`{"usage":{"prompt_tokens":1e308,"completion_tokens":1}}`:                                                                                              "usage.prompt_tokens is 1e308; accepted",
		`{"usage":{"prompt_tokens":true,"completion_tokens":1}}`:                                                                                               "usage.prompt_tokens is true; accepted",
		`{"usage":{"prompt_tokens":9999999999999,"completion_tokens":1}}`:                                                                                      "usage.prompt_tokens is 9999999999999; accepted",
		`{"prompt_tokens":10,"completion_tokens":5,"total_tokens":16}`:                                                                                         "total_tokens is 16, but prompt_tokens and completion_tokens make 15",
		`{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":11}}`:                                                              "prompt_tokens_details.cached_tokens is 11, more than the 10 of prompt_tokens that should hold it",
		`{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":8,"cache_write_tokens":3}}`:                                        "prompt_tokens_details.cache_write_tokens is 11, more than the 10 of prompt_tokens",
		`{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":6}}`:                                                        "completion_tokens_details.reasoning_tokens is 6, more than the 5 of completion_tokens",
		`{"prompt_tokens":10,"input_tokens":11,"completion_tokens":5}`:                                                                                         "prompt_tokens is 10 beside the 11 of input_tokens: the same tokens would count twice",
		`{"promptTokenCount":10,"prompt_tokens":11}`:                                                                                                           "prompt_tokens is 11 beside the 10 of promptTokenCount",
		`{"promptTokenCount":10,"prompt_token_count":11}`:                                                                                                      "is given twice",
		`{"a":{"prompt_tokens":1},"b":{"prompt_tokens":2}}`:                                                                                                    "b.prompt_tokens is a second usage beside a, and they do not agree",
		`{"input_tokens":10,"output_tokens":5,"cache_creation_input_tokens":9,"cache_creation":{"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":5}}`: "cache_creation_input_tokens is 9, but the parts of cache_creation make 10",
		`{"input_tokens":10,"output_tokens":5,"cache_read_input_tokens":0,"output_tokens_details":{"thinking_tokens":6}}`:                                      "output_tokens_details.thinking_tokens is 6, more than the 5 of output_tokens",
		`{"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":3,"totalTokenCount":15}`:                                                         "totalTokenCount is 15, but prompt, tools, candidates and thoughts make 18",
		`{"promptTokenCount":10,"cachedContentTokenCount":11}`:                                                                                                 "cachedContentTokenCount is 11, more than the 10 of promptTokenCount",
		`{"promptTokenCount":10,"promptTokensDetails":[{"modality":"TEXT","tokenCount":5},{"modality":"AUDIO","tokenCount":6}]}`:                               "promptTokensDetails.1.tokenCount is 11, more than the 10 of promptTokenCount",
		`{"prompt_tokens":10,"completion_tokens":1,"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":6}`:                                                  "prompt_tokens is 10, but prompt_cache_hit_tokens and prompt_cache_miss_tokens make 11",
		`{"input_tokens":10,"output_tokens":1,"input_tokens_details":{"cached_tokens":null},"output_tokens_details":{"reasoning_tokens":2}}`:                   "output_tokens_details.reasoning_tokens is 2, more than the 1 of output_tokens",
	} {
		_, err := Read(leaves(t, text))
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), want) && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestWhen: a time in all units and forms that tools write, and both sides of each bound between units.
func TestWhen(t *testing.T) {
	for _, c := range []struct{ kind, text, want string }{
		{"number", "0", ""}, {"number", "-5", ""}, {"boolean", "true", ""}, {"string", "yesterday", ""}, {"string", "", ""}, {"string", "2026-13-01", ""}, {"string", "2026-02-29", ""},
		{"number", "86399", "1970-01-01 1439"}, {"number", "951782400", "2000-02-29 0"}, {"number", "1741570283.9", "2025-03-10 91"},
		{"number", "99999999999", "5138-11-16 586"}, {"number", "100000000000", "1973-03-03 586"}, // seconds, milliseconds
		{"number", "99999999999999", "5138-11-16 586"}, {"number", "100000000000000", "1973-03-03 586"}, // milliseconds, microseconds
		{"number", "99999999999999999", "5138-11-16 586"}, {"number", "100000000000000000", "1973-03-03 586"}, // microseconds, nanoseconds
		{"number", "1796040004000", "2026-11-30 720"}, {"number", "1796040004", "2026-11-30 720"}, {"string", "1796040004", "2026-11-30 720"},
		{"string", "1764500000000000000", "2025-11-30 653"}, {"string", "1796040004000.5", "2026-11-30 720"},
		{"string", "2026-11-20T10:15:00Z", "2026-11-20 615"}, {"string", "2026-11-20T10:15Z", "2026-11-20 615"}, {"string", "2026-11-20 10:15:00.123+00:00", "2026-11-20 615"},
		{"string", "2026-11-20T10:15:00", "2026-11-20 615"}, {"string", "2026-11-20 10:15:00 UTC", "2026-11-20 615"}, {"string", "2026-11-20", "2026-11-20 -1"}, {"string", "20261120", "2026-11-20 -1"},
		{"string", "2026-11-20T10:15:00+02:00", "2026-11-20 495"}, {"string", "2026-11-20T23:30:00-05:00", "2026-11-21 270"}, {"string", "2026-12-01T00:30:00+0530", "2026-11-30 1140"},
		{"string", "2026-11-20T24:15:00Z", "2026-11-20 -1"}, {"string", "2026-11-20T1a:15:00Z", "2026-11-20 -1"}, {"string", "2026-11-20T10:15:00 in the morning", "2026-11-20 -1"},
	} {
		got := ""
		if day, minute, ok := when(&fields.Field{Path: "created", Kind: c.kind, Text: c.text}); ok {
			got = fmt.Sprint(day, " ", minute)
		}
		if got != c.want {
			t.Errorf("%s %s is %q, want %q", c.kind, c.text, got, c.want)
		}
	}
}

// TestTimeNames: every name of a time is read, and of several the call's beginning.
func TestTimeNames(t *testing.T) {
	for _, name := range times {
		r, err := Read(leaves(t, `{"`+name+`":"2026-01-15T10:00:00Z","model":"m","usage":{"input_tokens":1,"output_tokens":1}}`))
		if err != nil || r.Day != "2026-01-15" || r.Minute != 600 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	r, err := Read(leaves(t, `{"endTime":"2026-01-16T00:00:01Z","startTime":"2026-01-15T23:59:00Z","usage":{"input_tokens":1,"output_tokens":1}}`))
	if err != nil || r.Day != "2026-01-15" {
		t.Errorf("%+v, %v", r, err)
	}
	r, err = Read(leaves(t, `{"created_at":"last week","usage":{"input_tokens":1,"output_tokens":1}}`))
	if err != nil || r.Day != "" || r.Time != "last week" {
		t.Errorf("%+v, %v", r, err)
	}
}

// FuzzLog: any JSON ends in calls whose parts hold one another, or in errors with words; read twice it is the same calls.
func FuzzLog(f *testing.F) {
	for _, e := range examples {
		f.Add(e.json)
	}
	f.Add(`{"usage":{"prompt_tokens":1e9,"__proto__":{"prompt_tokens":2}}}`)
	f.Add(`[[[[{"input_tokens":1}]]]]`)
	f.Add(`{"model_usage":{"a.1":{"input_tokens":1,"output_tokens":2},"a.2":{"input_tokens":1,"output_tokens":3}},"usage":{"input_tokens":2,"output_tokens":5,"iterations":[{"input_tokens":2,"output_tokens":5}]}}`)
	f.Add(`{"type":"message_start","message":{"id":"a","usage":{"input_tokens":1,"output_tokens":1}}}`)
	f.Add(`{"attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":"5"}},{"key":"","value":{"intValue":""}}],"usage":{"cacheDetails":[{"inputTokens":5,"ttl":"1h"}],"inputTokens":{"total":9}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		var value any
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if d.Decode(&value) != nil {
			return
		}
		var all []fields.Field
		flatten("", value, &all)
		log := NewLog()
		for range 2 {
			for _, err := range log.Add(0, all) {
				if err.Error() == "" {
					t.Error("an error without words")
				}
			}
		}
		for _, r := range log.Calls() {
			x := &r.Tokens
			if x.Read+x.Written+x.WrittenHour > x.Input || x.Reasoning > x.Output || x.Audio.Input+x.Image.Input > x.Input || x.Audio.Read > x.Audio.Input ||
				min(x.Input, x.Read, x.Written, x.WrittenHour, x.Output, x.Reasoning, r.Searches) < 0 {
				t.Errorf("%s: %+v", text, r)
			}
		}
	})
}
