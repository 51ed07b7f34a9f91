package bills

import (
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/usage"
)

const (
	bedrock    = "Amazon Bedrock"
	vertex     = "Vertex AI"
	azure      = "Azure"
	openRouter = "OpenRouter"
)

// sellers are those who serve others' models, by what stands before a model's name in the ids of LiteLLM, OpenRouter and the
// gateways; who is not among them is called as the name calls them.
var sellers = map[string]string{
	"openrouter": openRouter, "azure": azure, "azure_ai": azure, "azure_openai": azure,
	"bedrock": bedrock, "bedrock_converse": bedrock, "amazon-bedrock": bedrock, "amazon_bedrock": bedrock, "aws": bedrock,
	"vertex_ai": vertex, "vertexai": vertex, "vertex": vertex, "google-vertex": vertex, "vertex_ai_beta": vertex, "google-vertex-anthropic": vertex,
	"fireworks_ai": "Fireworks", "fireworks": "Fireworks", "fireworks-ai": "Fireworks", "together_ai": "Together AI", "together": "Together AI", "togethercomputer": "Together AI",
	"groq": "Groq", "cerebras": "Cerebras", "deepinfra": "DeepInfra", "github_copilot": "GitHub Copilot", "copilot": "GitHub Copilot", "github": "GitHub Models",
	"vercel_ai_gateway": "Vercel", "vercel": "Vercel", "databricks": "Databricks", "nebius": "Nebius", "novita": "Novita", "perplexity": "Perplexity",
	"replicate": "Replicate", "huggingface": "Hugging Face", "ollama": "Ollama", "snowflake": "Snowflake", "@cf": "Cloudflare", "cloudflare": "Cloudflare",
}

// makers are other names under which vendors serve their own models.
var makers = map[string]string{
	"gemini": "google", "google-ai-studio": "google", "x-ai": "xai", "mistralai": "mistral", "deepseek-ai": "deepseek", "meta-llama": "meta", "qwen": "alibaba",
	"dashscope": "alibaba", "moonshot": "moonshotai", "minimaxai": "minimax", "z-ai": "zai", "zai-org": "zai", "zhipu": "zai", "cohere_chat": "cohere",
	"text-completion-openai": "openai", "openai-chat": "openai", "codex": "openai",
}

// seller is who sold a call and how, as the model's name tells.
type seller struct {
	name   string // "" is the maker, as far as is known
	region string // of Amazon Bedrock's: "us", "eu" …, "global"; "-" is the endpoint of one region
	zone   string // of Azure's
	free   bool
	more   string // what is billed beside the tokens
}

// sellerOf reads the name by which a record calls its model.
func sellerOf(r *usage.Record, m *catalog.Model) seller {
	var s seller
	n := catalog.ReadName(r.Model)
	if len(n.Path) > 0 && strings.HasPrefix(n.Path[0], "arn:aws") {
		s.name, s.region = bedrock, "-"
	}
	for _, folder := range n.Path {
		if s.name != "" {
			break
		}
		s.name = sellerCalled(folder, m)
	}
	if s.name == vertex && m.Vendor == "google" {
		s.name = ""
	}
	if s.name == azure && len(n.Path) > 1 {
		s.zone = n.Path[1]
	}
	s.readBedrock(n, m)
	if version, ok := strings.CutPrefix(n.Tail, "@"); ok && s.name == "" && version != "" && m.Vendor != "google" {
		s.name = vertex
	}
	s.readVariant(n.Tail)
	if s.name == "" && r.Azure {
		s.name = azure
	}
	if s.name == bedrock && m.Vendor == "amazon" {
		s.name = ""
	}
	return s
}

// sellerCalled is the seller whose name stands before a model; "" is its maker, or no seller.
func sellerCalled(folder string, m *catalog.Model) string {
	switch {
	case folder == m.Vendor || makers[folder] == m.Vendor:
		return ""
	case folder == "models" || folder == "publishers" || folder == "accounts" || folder == "projects" || folder == "locations":
		return ""
	case sellers[folder] != "":
		return sellers[folder]
	}
	return folder
}

// readBedrock reads an id of Amazon Bedrock: a region's profile, the maker, the model.
func (s *seller) readBedrock(n catalog.Name, m *catalog.Model) {
	maker, rest, ok := strings.Cut(n.Base, ".")
	switch {
	case n.Region != "":
		s.name, s.region = bedrock, n.Region
	case ok && (maker == m.Vendor && rest != "" || makers[maker] == m.Vendor || maker == "mistral" || maker == "meta"):
		s.name, s.region = bedrock, "-"
	}
}

// readVariant reads what stands behind the colon of OpenRouter's ids (https://openrouter.ai/docs/features/provider-routing).
func (s *seller) readVariant(tail string) {
	variant, ok := strings.CutPrefix(tail, ":")
	if !ok || s.name == bedrock {
		return
	}
	switch variant {
	case "free":
		s.free = true
	case "online":
		s.more = "web results"
	case "nitro", "floor", "exacto", "extended", "beta", "thinking":
	default:
		return
	}
	if s.name == "" {
		s.name = openRouter
	}
}
