package main

import "strings"

// vendor says where a vendor's models stand in each source, and which of them the catalogue takes.
type vendor struct {
	id        string            // names calc/catalog/vendors/<id>.txt
	pricing   string            // the vendor's own price list
	pi        string            // provider in pi-ai: its chat models are taken
	genai     string            // provider in genai-prices
	modelsDev string            // provider in models.dev
	also      []string          // taken although pi-ai does not have them
	omit      []string          // patterns not taken although pi-ai has them
	distrust  map[string]string // "model package": why what that package says of its price is not used; "model models.dev", of its limits and dates
	gateways  []gateway         // asked, in this order, for models whose price no source has
}

// gateway sells many vendors' models; pi-ai has its prices.
type gateway struct {
	id, name string // id is pi-ai's provider
	url      string // where it says what it takes
	prefix   string // before the vendor's own id
}

var (
	vercel     = gateway{id: "vercel-ai-gateway", name: "Vercel's AI Gateway", url: "https://vercel.com/ai-gateway/models"}
	openRouter = gateway{id: "openrouter", name: "OpenRouter", url: "https://openrouter.ai/models"}
)

// selling is the gateway with the prefix that it puts before a vendor's ids.
func (g gateway) selling(prefix string) gateway {
	g.prefix = prefix
	return g
}

// takes reports whether a model of pi-ai belongs in the file.
func (v vendor) takes(id string) bool {
	for _, o := range v.omit {
		beginning, star := strings.CutSuffix(o, "*")
		if id == o || star && strings.HasPrefix(id, beginning) {
			return false
		}
	}
	return true
}

// vendors is the selection: first-party models that take text and answer in text, images or speech, and open weights at a few hosts.
var vendors = []vendor{
	{
		id: "openai", pi: "openai", genai: "openai", modelsDev: "openai",
		pricing: "https://developers.openai.com/api/docs/pricing",
		also:    []string{"gpt-3.5-turbo", "gpt-5.2-chat-latest", "gpt-5.3-chat-latest", "o1-mini", "o1-preview", "gpt-realtime-2.1", "gpt-5-codex"},
	},
	{
		id: "anthropic", pi: "anthropic", genai: "anthropic", modelsDev: "anthropic",
		pricing: "https://www.anthropic.com/pricing#api",
		also: []string{ // retired
			"claude-2", "claude-3-5-haiku-latest", "claude-3-5-sonnet", "claude-3-7-sonnet-latest", "claude-3-haiku", "claude-3-opus-latest",
			"claude-3-sonnet", "claude-opus-4-0", "claude-opus-4-1", "claude-sonnet-4-0",
		},
		omit: []string{ // snapshots: aliases of the models without a date
			"claude-haiku-4-5-20251001", "claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929",
		},
	},
	{
		id: "google", pi: "google", genai: "google", modelsDev: "google",
		pricing: "https://ai.google.dev/gemini-api/docs/pricing",
		also:    []string{"gemini-2.5-flash-image", "gemini-3-pro-image", "gemini-3.1-flash-image", "gemini-3.1-flash-lite-image", "gemini-2.0-flash", "gemini-2.0-flash-lite"},
		omit:    []string{"deep-research-*"}, // agents: one request makes many calls
		distrust: map[string]string{
			"gemini-flash-latest @earendil-works/pi-ai": "it gives Gemini 3.5 Flash's price, where OpenRouter has led the name on to Gemini 4 Hydrogen",
			"gemini-flash-latest models.dev":            "a floating name: it gives the dates of one model, pi-ai the price of another",
			"gemini-flash-lite-latest models.dev":       "a floating name: it gives the dates of one model, pi-ai the price of another",
		},
	},
	{
		id: "xai", pi: "xai", genai: "x-ai", modelsDev: "xai",
		pricing: "https://docs.x.ai/docs/models",
		also:    []string{"grok-build-0.1", "grok-4"},
	},
	{
		id: "deepseek", pi: "deepseek", genai: "deepseek", modelsDev: "deepseek",
		pricing: "https://api-docs.deepseek.com/quick_start/pricing",
		also:    []string{"deepseek-v4-flash"},
		distrust: map[string]string{
			"deepseek-flash @earendil-works/pi-ai":  "it gives the peak rate, the file the one outside peak hours",
			"deepseek-v4-pro @earendil-works/pi-ai": "it gives the peak rate, the file the one outside peak hours",
		},
	},
	{
		id: "mistral", pi: "mistral", genai: "mistral", modelsDev: "mistral",
		pricing: "https://mistral.ai/pricing/api",
		also:    []string{"mistral-large-2411", "pixtral-large-latest"},
		omit:    []string{"deepseek-*", "glm-*", "zai-*"}, // other vendors' models, hosted
		distrust: map[string]string{
			"mistral-large-latest @pydantic/genai-prices": "it gives the rates of Mistral Large 2; the name has moved on to Large 4",
			"mistral-large-latest models.dev":             "it gives the dates and limits of Mistral Large 2; the name has moved on to Large 4",
			"mistral-large-2512 models.dev":               "it gives the dates of Mistral Large 2",
			"mistral-small-latest @pydantic/genai-prices": "it gives the rates of Mistral Small 3.2; the alias has moved on to Small 4",
		},
	},
	{
		id: "meta", pi: "meta", modelsDev: "meta",
		pricing: "https://dev.meta.ai/docs/pricing-rate-limits",
	},
	{
		id: "alibaba", pi: "qwen-token-plan", modelsDev: "alibaba",
		pricing: "https://www.alibabacloud.com/help/en/model-studio/models",
		also: []string{
			"qwen3.8-omni-flash", "qwen3.7-flash", "qwen3.6-max-preview", "qwen3.5-plus", "qwen3.5-flash", "qwen3-max",
			"qwen3-coder-plus", "qwen3-coder-flash", "qwen-plus", "qwen-flash",
		},
		omit:     []string{"deepseek-*", "glm-*", "kimi-*", "MiniMax-*"}, // other vendors' models, hosted
		gateways: []gateway{vercel.selling("alibaba/"), openRouter.selling("qwen/")},
	},
	{
		id: "moonshotai", pi: "moonshotai", genai: "moonshotai", modelsDev: "moonshotai",
		pricing: "https://platform.kimi.ai/docs/models.md",
	},
	{
		id: "zai", pi: "zai", genai: "zai", modelsDev: "zai",
		pricing: "https://docs.z.ai/guides/overview/pricing",
	},
	{
		id: "minimax", pi: "minimax", genai: "minimax", modelsDev: "minimax",
		pricing: "https://platform.minimax.io/docs/guides/pricing-paygo",
		also:    []string{"MiniMax-M2", "MiniMax-M2.1", "MiniMax-M2.5", "MiniMax-M2.5-highspeed"},
	},
	{
		id: "xiaomi", pi: "xiaomi", modelsDev: "xiaomi",
		pricing: "https://platform.xiaomimimo.com",
	},
	{
		id: "cohere", genai: "cohere", modelsDev: "cohere",
		pricing: "https://cohere.com/pricing",
		also: []string{
			"command-a-plus-05-2026", "command-a-reasoning-08-2025", "command-a-03-2025", "command-r-plus-08-2024",
			"command-r-08-2024", "command-r7b-12-2024",
		},
	},
	{
		id: "amazon", pi: "amazon-bedrock", genai: "aws", modelsDev: "amazon-bedrock",
		pricing: "https://aws.amazon.com/bedrock/pricing/",
		also:    []string{"amazon.nova-2-lite-v1:0", "amazon.nova-lite-v1:0", "amazon.nova-micro-v1:0", "amazon.nova-pro-v1:0"},
		omit:    []string{"*"}, // Bedrock hosts many vendors: only Amazon's own, outside any region's profile
	},
	// Hosts of open weights: what others made, at the host's own prices.
	{
		id: "groq", pi: "groq", genai: "groq",
		pricing: "https://groq.com/pricing",
		omit:    []string{"openai/gpt-oss-safeguard-*"}, // it judges texts, and answers none
	},
	{
		id: "cerebras", pi: "cerebras", genai: "cerebras",
		pricing: "https://www.cerebras.ai/pricing",
	},
	{
		id: "together", pi: "together", genai: "together",
		pricing: "https://www.together.ai/pricing",
		omit:    []string{"Qwen/Qwen3.6-Plus", "Qwen/Qwen3.7-Max"}, // no open weights: Alibaba's own, in its file
	},
}
