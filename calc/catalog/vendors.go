package catalog

import _ "embed"

// vendorFile is one of vendors/*.txt.
type vendorFile struct{ name, text string }

// The files one by one, not an embed.FS: that would link io/fs, path and all of time, 100 KB (gzip) for nothing.
var (
	//go:embed vendors/alibaba.txt
	alibaba string
	//go:embed vendors/amazon.txt
	amazon string
	//go:embed vendors/anthropic.txt
	anthropic string
	//go:embed vendors/cohere.txt
	cohere string
	//go:embed vendors/deepseek.txt
	deepseek string
	//go:embed vendors/google.txt
	google string
	//go:embed vendors/meta.txt
	meta string
	//go:embed vendors/minimax.txt
	minimax string
	//go:embed vendors/mistral.txt
	mistral string
	//go:embed vendors/moonshotai.txt
	moonshotai string
	//go:embed vendors/openai.txt
	openai string
	//go:embed vendors/xai.txt
	xai string
	//go:embed vendors/xiaomi.txt
	xiaomi string
	//go:embed vendors/zai.txt
	zai string
)

// vendorFiles is the order of Models.
var vendorFiles = []vendorFile{
	{"vendors/openai.txt", openai},
	{"vendors/anthropic.txt", anthropic},
	{"vendors/google.txt", google},
	{"vendors/alibaba.txt", alibaba},
	{"vendors/amazon.txt", amazon},
	{"vendors/cohere.txt", cohere},
	{"vendors/deepseek.txt", deepseek},
	{"vendors/meta.txt", meta},
	{"vendors/minimax.txt", minimax},
	{"vendors/mistral.txt", mistral},
	{"vendors/moonshotai.txt", moonshotai},
	{"vendors/xai.txt", xai},
	{"vendors/xiaomi.txt", xiaomi},
	{"vendors/zai.txt", zai},
}
