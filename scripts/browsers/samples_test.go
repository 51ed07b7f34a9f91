package browsers

import (
	"strings"

	"threelimits/scripts/docs/samples"
)

// samplesShown opens what README.md and the pages under docs/ show in HTML, one page for each file, with the scripts for pages beside it: each
// element shows something of its own and no error, each frame says its height.
func samplesShown(p *page) {
	files, err := samples.Shown("../..")
	p.must(err)
	pages := map[string]string{}
	for _, file := range files {
		var body strings.Builder
		for _, block := range samples.Blocks(file, "html") {
			body.WriteString(block.Code)
		}
		if body.Len() == 0 {
			continue
		}
		for _, block := range samples.Blocks(file, "js") {
			if samples.InPage(block) {
				body.WriteString("<script type=\"module\">\n" + block.Code + "</script>\n")
			}
		}
		pages["/"+strings.ReplaceAll(file.Name, "/", "-")+".html"] = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>sample</title>
<script>heights = new Set(); addEventListener("message", ({ data, source }) => data.type === "llm:height" && heights.add(source))</script>
<body>` + body.String()
	}
	origin := p.network.open(withPages(unchanged, pages))
	for address := range pages {
		p.open(strings.TrimSuffix(origin, "/") + address)
		p.wait("the elements of "+address, `(() => {
  const shown = [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("llm-"));
  const frames = document.querySelectorAll("iframe").length;
  const waiting = shown.filter((one) => !one.shadowRoot || textOf(one.shadowRoot) === "" || one.shadowRoot.querySelector("[role=alert]"));
  if (shown.length + frames === 0) return "there is none";
  return (waiting.length === 0 && heights.size === frames) || waiting.map(({ localName }) => localName).join() + " and " + heights.size + " of " + frames + " frames";
})()`)
	}
}
