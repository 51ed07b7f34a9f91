package main

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// embedded are the files the one file carries, compressed, in data blocks that no browser executes;
// site/core/assets.ts finds them by id. reference.wasm stays out: it alone would triple the file.
//
// The vocabularies are those that models of the catalogue are counted with.
var embedded = []string{
	"worker.js", "engine.wasm", "money.wasm", "learn.wasm", "vocab/o200k_base.vocab.gz", "vocab/cl100k_base.vocab.gz", "vocab/gemma3.vocab.gz",
	"vocab/qwen3.vocab.gz", "vocab/deepseek_v3.vocab.gz", "vocab/mistral_nemo.vocab.gz",
}

var (
	bodyTag  = regexp.MustCompile(`(?is)<body\b([^>]*)>(.*)</body>`)
	classOf  = regexp.MustCompile(`\bclass="([^"]*)"`)
	sheetTag = regexp.MustCompile(`(?i)[ \t]*<link\b[^>]*\brel="stylesheet"[^>]*\bhref="(?:\./)?([^"]+\.css)"[^>]*>\n?`)
	iconTag  = regexp.MustCompile(`(?i)(<link\b[^>]*\brel="icon"[^>]*\bhref=")(?:\./)?([^"]+\.svg)(")`)
	moduleOf = regexp.MustCompile(`(?i)[ \t]*<script\b[^>]*\bsrc="(?:\./)?([^"]+\.ts)"[^>]*></script>\n?`)
	linkTag  = regexp.MustCompile(`(?i)[ \t]*<link\b[^>]*\brel="(?:manifest|modulepreload|preload)"[^>]*>\n?`)
)

// oneFile makes dist/threelimits.html: index.html with everything inside, and embed.html's body in a template that
// takes the page's place when the address asks for one view.
func (b *builder) oneFile(site files, pages []page) ([]byte, error) {
	index, err := find(pages, "index.html")
	if err != nil {
		return nil, err
	}
	embed, err := find(pages, "embed.html")
	if err != nil {
		return nil, err
	}
	script, err := b.bundleText(oneFileEntry(b, index, embed), "", map[string]string{"ONE_FILE": "true"})
	if err != nil {
		return nil, err
	}
	html := moduleOf.ReplaceAllString(index.html, "")
	html = linkTag.ReplaceAllString(html, "")
	html = iconTag.ReplaceAllStringFunc(html, func(tag string) string {
		part := iconTag.FindStringSubmatch(tag)
		return part[1] + "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(site[part[2]]) + part[3]
	})
	html = inlineSheets(site, html, ` data-page`)
	blocks := &bytes.Buffer{}
	fmt.Fprintf(blocks, "<script type=\"module\">%s</script>\n%s", script, embedTemplate(site, embed))
	if err := dataBlocks(blocks, site); err != nil {
		return nil, err
	}
	if html, err = insertBefore(html, "</head>", cloak); err != nil {
		return nil, err
	}
	if html, err = insertBefore(html, "</body>", blocks.String()); err != nil {
		return nil, err
	}
	html, err = withPolicy(html, oneFilePolicy)
	return []byte(html), err
}

// cloak hides the page until the one view asked for has taken its place.
const cloak = `<style>[data-one-view] body { visibility: hidden }</style>
<script>if (new URLSearchParams(location.search).has("view")) document.documentElement.dataset.oneView = ""</script>
`

// oneFileEntry is the module inside the one file: the scripts of index.html, or those of embed.html.
func oneFileEntry(b *builder, index, embed page) *api.StdinOptions {
	imports := func(p page) string {
		var lines strings.Builder
		for _, match := range moduleOf.FindAllStringSubmatch(p.html, -1) {
			if !strings.HasSuffix(match[1], offlineModule) {
				fmt.Fprintf(&lines, "  await import(%q);\n", "./"+match[1])
			}
		}
		return lines.String()
	}
	return &api.StdinOptions{
		Contents: fmt.Sprintf(`import { showOneView } from "./core/one-file";
import "./threelimits";
if (showOneView()) {
%s} else {
%s}
`, imports(embed), imports(index)),
		ResolveDir: b.source("."),
		Sourcefile: "one-file-entry.ts",
		Loader:     api.LoaderTS,
	}
}

// embedTemplate holds embed.html's style and body.
func embedTemplate(site files, embed page) string {
	html := moduleOf.ReplaceAllString(embed.html, "")
	var styles, class, body string
	for _, match := range sheetTag.FindAllStringSubmatch(html, -1) {
		styles += "<style>" + string(site[outputName(match[1])]) + "</style>\n"
	}
	if match := bodyTag.FindStringSubmatch(html); match != nil {
		body = match[2]
		if c := classOf.FindStringSubmatch(match[1]); c != nil {
			class = c[1]
		}
	}
	return fmt.Sprintf("<template id=\"threelimits:embed\" data-class=%q>\n%s%s</template>\n", class, styles, body)
}

func inlineSheets(site files, html, attributes string) string {
	return sheetTag.ReplaceAllStringFunc(html, func(tag string) string {
		name := outputName(sheetTag.FindStringSubmatch(tag)[1])
		return "<style" + attributes + ">" + string(site[name]) + "</style>\n"
	})
}

// dataBlocks writes the embedded files as base64 of gzip, and the licences as text.
func dataBlocks(out *bytes.Buffer, site files) error {
	for _, name := range embedded {
		content, found := site[name]
		if !found {
			return fmt.Errorf("%s is missing", name)
		}
		if path.Ext(name) != ".gz" {
			content = gzipped(content)
		}
		fmt.Fprintf(out, "<script type=\"application/octet-stream;base64\" id=\"threelimits:%s\">%s</script>\n",
			strings.TrimSuffix(name, ".gz"), base64.StdEncoding.EncodeToString(content))
	}
	out.WriteString("<template id=\"threelimits:licences\"><pre>\n")
	for _, name := range []string{"LICENSE", "THIRD_PARTY_NOTICES.md"} {
		if err := xml.EscapeText(out, site[name]); err != nil {
			return err
		}
	}
	out.WriteString("</pre></template>\n")
	return nil
}

func find(pages []page, name string) (page, error) {
	for _, p := range pages {
		if p.name == name {
			return p, nil
		}
	}
	return page{}, fmt.Errorf("site/%s is missing", name)
}

func insertBefore(html, tag, text string) (string, error) {
	at := strings.LastIndex(html, tag)
	if at < 0 {
		return "", fmt.Errorf("index.html has no %s", tag)
	}
	return html[:at] + text + html[at:], nil
}
