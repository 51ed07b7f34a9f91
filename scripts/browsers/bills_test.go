package browsers

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// bills opens a tool of the room Bills by its links.
func (p *page) bills(title string) {
	p.Helper()
	p.click("link", "Bills")
	p.find("heading", "/^Bills/")
	p.click("link", title)
	p.find("heading", "Bills "+title)
}

// drop drops files, made in the page by an expression, on what a selector finds.
func (p *page) drop(selector, files string) {
	p.Helper()
	p.eval(nil, `const files = await (async () => (`+files+`))();
const items = files.map((file) => ({ kind: "file", getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory: false, name: file.name }) }));
const event = new Event("drop", { bubbles: true, cancelable: true });
Object.defineProperty(event, "dataTransfer", { value: { items, files: [], types: ["Files"] } });
deep(arguments[0]).dispatchEvent(event);
if (!event.defaultPrevented) throw new Error("nobody took what was dropped");`, selector)
}

// pictureOf is a PNG file of a size.
func (p *page) pictureOf(width, height int) []byte {
	p.Helper()
	var file bytes.Buffer
	p.must(png.Encode(&file, image.NewGray(image.Rect(0, 0, width, height))))
	return file.Bytes()
}

// explainUsage: documented examples become bills to the last digit, with their working, how their vendor counts, and whose prices they are.
func explainUsage(p *page) {
	p.home("")
	p.bills("Explain a usage")
	for _, test := range []struct {
		example string
		bill    []string
	}{
		{"OpenAI Chat Completions", []string{"GPT-4o (2024-08-06)", "86 × 2.5 ÷ 1,000,000 = 0.000215", "1,920 × 1.25 ÷ 1,000,000 = 0.0024", "300 × 10 ÷ 1,000,000 = 0.003",
			"$0.002400", "Total $0.005615", "Sent 2,006", "not cached 86", "prompt_tokens holds the cached tokens", "openai.com", "by way of npm @earendil-works/pi-ai", "published 2026-"}},
		{"OpenAI Responses", []string{"2025-03-08", "328 × 2.5 ÷ 1,000,000", "52 × 10 ÷ 1,000,000", "Total $0.00134"}},
		{"Anthropic, with its cache", []string{"Claude Opus 4.8", "2,051 × 6.25 ÷ 1,000,000 = 0.01281875", "Total $0.03689425", "Sent 6,197", "not cached 2,095", "leaves out", "anthropic.com"}},
		{"Gemini, with thoughts", []string{"Gemini 2.5 Flash", "1,327 × 2.5 ÷ 1,000,000", "1,257 × 2.5 ÷ 1,000,000", "Total $0.0066277", "Came back 2,584", "of it reasoning 1,257", "beside candidatesTokenCount"}},
	} {
		p.click("button", test.example)
		for _, says := range test.bill {
			p.wait(test.example+" to say "+says, `(said => said.includes(arguments[0]) || said)(clean(textOf(deep("bills-usage .bill") ?? document.createElement("p"))))`, says)
		}
	}

	p.eval(nil, `location.hash += "&currency=EUR&currencyRate=0.92"`)
	p.says("bills-usage .bill", "/Total \\$0.0066277 €0.00610, at 0.92 EUR for a dollar, your rate/")

	const call = `{"usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}}`
	p.fill("textbox", "Usage, as JSON or one record a line", call)
	p.click("button", "Explain")
	p.says("bills-usage", "/One record, without a price.*The record names no model: choose one to price it/")
	p.eval(nil, `const model = find("combobox", "Model to price it on"); model.value = "openai/gpt-4o"; model.dispatchEvent(new Event("change", { bubbles: true }));`) // drivers lose a click on an option in a group
	p.says("bills-usage .bill", "/Total \\$0.0035 €0.00322, at/")
	p.pick("Service", "batch")
	p.says("bills-usage .bill", "/batch.*Total \\$0.00175 /")
	p.pick("Service", "")
	p.eval(nil, `const day = find("textbox", "At the prices of") ?? deep("#usage-day"); day.value = "2026-01-15"; day.dispatchEvent(new Event("change", { bubbles: true }));`)
	p.says("bills-usage .bill", "/2026-01-15 · standard.*Total \\$0.0035 /")
	if got := p.text(`deep("bills-usage textarea").value`); got != call {
		p.Errorf("the field holds %q", got)
	}
}

// thousands are lines of usage: 3,000 cached prompts of OpenAI's guide at $0.005615, 1,000 of Claude at $0.0345, one that is no JSON, one that is there twice.
const thousands = `[new File([[
  ...Array.from({ length: 3000 }, (_, i) => JSON.stringify({ id: "r" + i, model: "gpt-4o-2024-08-06", created: 1790000000,
    usage: { prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306, prompt_tokens_details: { cached_tokens: 1920 } } })),
  ...Array.from({ length: 1000 }, () => JSON.stringify({ model: "claude-opus-4-8", usage: { input_tokens: 1000, cache_read_input_tokens: 9000, cache_creation_input_tokens: 0, output_tokens: 1000 } })),
  "{oops", JSON.stringify({ id: "r7", model: "gpt-4o-2024-08-06", usage: { prompt_tokens: 1, completion_tokens: 1 } }),
].join("\n")], "november.jsonl")]`

// explainThousands: a file of lines that is dropped becomes sums by model and day, a table of which each record opens as a bill, and a list of what is wrong.
func explainThousands(p *page) {
	p.home("")
	p.bills("Explain a usage")
	p.keepSaved()
	p.drop("bills-usage .drop", thousands)
	p.says("bills-usage", "/4,001 records, 4,000 of them with a price/")
	p.says("bills-usage .together", "/^at least \\$51.345 4,000 of 4,001 records.*1 record more repeat/")
	p.says("bills-usage .sums", "/GPT-4o \\(2024-08-06\\) 2026-09-21 3,000 \\$16.845 6,018,000 900,000/")
	p.says("bills-usage .sums", "/Claude Opus 4.8 \\d{4}-\\d\\d-\\d\\d 1,000 \\$34.5 10,000,000 1,000,000/")
	p.says("bills-usage .problems", "/Record 4,001 In line 4001: /")
	p.says("bills-usage .said", "/2 records are of this call.*1,000 records The record says no time: the prices are those of \\d{4}-/")
	p.says("bills-usage .records", "/^The first 200 that could be read/")
	p.click("button", "/^Show more of 200/")
	p.wait("more of them", `deep("bills-usage .records").tBodies[0].rows.length === 40`)
	p.click("button", "/^3 GPT-4o/")
	p.says("bills-usage .bill", "/1,920 × 1.25 ÷ 1,000,000 = 0.0024.*Total \\$0.005615/")
	p.click("button", "/^3 GPT-4o/")
	p.wait("the bill to be closed", `deep("bills-usage .bill") === null`)
	name, csv := p.saved("Save as CSV")
	if rows := strings.Split(csv, "\r\n"); name != "usage.csv" || len(rows) != 4 || !strings.Contains(csv, "openai/gpt-4o-2024-08-06,2026-09-21,3000,6018000,258000,5760000,0,0,900000,0,0,0,0,0,0,16.845,false") {
		p.Errorf("saved as %s: %q", name, csv)
	}
	p.click("button", "Put it away")
	p.find("textbox", "Usage, as JSON or one record a line")

	var lines strings.Builder
	for i := range 2500 {
		fmt.Fprintf(&lines, `{"id": "p%d", "model": "gpt-4o-2024-08-06", "usage": {"prompt_tokens": 1000000, "completion_tokens": 0, "total_tokens": 1000000}}`+"\n", i)
	}
	p.click("textbox", "Usage, as JSON or one record a line")
	p.paste(lines.String())
	p.says("bills-usage .given", "/What was pasted/")
	p.says("bills-usage .together", "/^\\$6,250 2,500 records/")
}

// explainWrong: what is no usage says so in place, with the field, and what was typed stays.
func explainWrong(p *page) {
	p.home("")
	p.bills("Explain a usage")
	p.click("button", "Explain")
	p.find("alert", "/nothing to explain yet/")
	for _, test := range []struct{ text, says string }{
		{`hello`, "/This is not JSON.*What you gave is kept/"},
		{`{"usage": {`, "/This is not JSON/"},
		{`{"prompt_tokens": NaN, "completion_tokens": 1}`, "/This is not JSON/"},
		{`{"prompt_tokens": 1, "prompt_tokens": 2}`, "/prompt_tokens stands there twice/"},
	} {
		p.fill("textbox", "Usage, as JSON or one record a line", test.text)
		p.click("button", "Explain")
		p.find("alert", test.says)
		if got := p.text(`deep("bills-usage textarea").value`); got != test.text {
			p.Errorf("the field holds %q", got)
		}
	}
	for _, test := range []struct{ text, says string }{
		{`{"usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 16}}`, "/usage.total_tokens is 16, but prompt_tokens and completion_tokens make 15/"},
		{`{"prompt_tokens": 1e308, "completion_tokens": 1}`, "/prompt_tokens is 1e\\+308; accepted/"},
		{`{"prompt_tokens": -1, "completion_tokens": 1}`, "/prompt_tokens is -1; accepted/"},
		{`{"prompt_tokens": "NaN", "completion_tokens": 1}`, "/prompt_tokens is NaN; accepted/"},
		{`{"error": {"message": "overloaded"}}`, "/No usage object is there/"},
		{`[5]`, "/No usage object is there/"},
	} {
		p.fill("textbox", "Usage, as JSON or one record a line", test.text)
		p.click("button", "Explain")
		p.says("bills-usage .problems", test.says)
	}
	p.fill("textbox", "Usage, as JSON or one record a line", "[]")
	p.click("button", "Explain")
	p.says("bills-usage", "/the list is empty/")
	p.give("bills-usage", map[string][]byte{"photo.png": {0x89, 'P', 'N', 'G', 0xff}})
	p.find("alert", "/“photo.png”: This is a picture/")
	p.drop("bills-usage .drop", `[new File(["["], "<img src=x onerror=alert(1)>.json")]`)
	p.find("alert", "/This is not JSON/")
	p.click("button", "Gemini, with thoughts")
	p.says("bills-usage .bill", "/Total \\$0.0066277/")
}

// explainStopped: reading a large file can be stopped, and what comes after it works.
func explainStopped(p *page) {
	p.home("")
	p.bills("Explain a usage")
	p.drop("bills-usage .drop", `[new File([(JSON.stringify({ model: "gpt-4o", usage: { prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306 } }) + "\n").repeat(40_000)], "year.jsonl")]`)
	p.click("button", "Stop")
	p.says("bills-usage", "/Stopped\\./")
	p.click("button", "OpenAI Responses")
	p.says("bills-usage .bill", "/Total \\$0.00134/")
}

// explainElsewhere: the same tokens at the prices of other models, in their order.
func explainElsewhere(p *page) {
	p.home("")
	p.bills("Explain a usage")
	p.click("button", "OpenAI Chat Completions")
	p.says("bills-usage .bill", "/Total/")
	p.fill("textbox", "Find models", "opus 4.8")
	p.click("checkbox", "/^Claude Opus 4.8 /")
	p.says("bills-elsewhere .repriced", "/As it was \\$0.005615 Claude Opus 4.8 \\$0.00889$/")
	p.fill("textbox", "Find models", "gpt-4.1 nano")
	p.click("checkbox", "/^GPT-4.1 nano /")
	p.says("bills-elsewhere .repriced", "/GPT-4.1 nano \\$0.0001766 As it was \\$0.005615 Claude Opus 4.8 \\$0.00889$/")
	p.drop("bills-usage .drop", thousands)
	p.says("bills-elsewhere .repriced", "/As it was without 1 record \\$51.345/")
	p.says("bills-elsewhere .repriced", "/Claude Opus 4.8 \\$61.17$/") // 3,000 × 0.00889 + 1,000 × 0.0345
	p.fill("textbox", "Find models", "")
	p.click("checkbox", "/^GPT-4.1 nano /")
	p.wait("only the other", `deep("bills-elsewhere .repriced").tBodies[0].rows.length === 2`)
	p.fill("textbox", "Find models", "no such model")
	p.says("bills-elsewhere", "/No model with a price has “no such model” in its name/")
}

// pictures: a picture that is dropped is shown as the model sees it, cut as it is counted, with tokens and price; another model has another rule.
func pictures(p *page) {
	p.home("#model=openai/gpt-4o")
	p.bills("Pictures, pages, sound")
	p.drop("bills-media .drop", `[await new Promise((done) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1920, 1080];
  canvas.getContext("2d").fillRect(0, 0, 960, 540);
  canvas.toBlob((blob) => done(new File([blob], "screen.png", { type: "image/png" })));
})]`)
	p.says("bills-media figure", "/screen.png, 1,920 × 1,080 pixels, made to 1,365 × 768, cut into 3 × 2 cells of 512 pixels 1,105 tokens \\$0.0027625/")
	p.says("bills-media figure", "/= 85 \\+ 3 × 2 × 170 = 1,105 At \\$2.50 per million tokens on GPT-4o.*By the rule that OpenAI publishes.*checked 2026-/")
	p.find("img", "The picture, 1,365 by 768 pixels, cut into 3 by 2")
	var drawn struct {
		Lines, Shape string
		Picture      bool
	}
	p.eval(&drawn, `const frame = deep("bills-media .frame");
const picture = new Image();
picture.src = frame.querySelector("image").getAttribute("href");
await picture.decode();
return { Lines: frame.querySelector(".line").getAttribute("d"), Shape: frame.getAttribute("viewBox"), Picture: picture.naturalWidth === 900 && (picture.naturalHeight === 506 || picture.naturalHeight === 507) };`)
	if !drawn.Picture || drawn.Shape != "0 0 1365 768" || !strings.HasPrefix(drawn.Lines, "M37.5") || strings.Count(drawn.Lines, "V100") != 2 || strings.Count(drawn.Lines, "H100") != 1 {
		p.Errorf("drawn: %+v", drawn)
	}
	p.click("button", "/^Model:/")
	p.must(p.Type("gemini 2.5 flash-lite")) // whose price has no other on a day to come
	p.must(p.Press(driver.Enter))
	p.says("bills-media figure", "/cut into 3 × 2 cells of 720 pixels 1,548 tokens \\$0.0001548.*By the rule that Google publishes for Gemini 2.5 Flash-Lite/")
	p.says("bills-others", "/GPT-4o mini OpenAI 36,835 \\$0.00553/")
	p.says("bills-others", "/The cheapest first/")

	p.give("bills-media", map[string][]byte{"small.png": p.pictureOf(200, 100)})
	p.says("bills-media figure", "/small.png, 200 × 100 pixels.* 258 tokens/")
	p.says("bills-media", "/Pictures, pages and film 1,806 Together \\$0.0001806/")
	p.click("button", "Put away screen.png")
	p.wait("only the other", `!clean(textOf(deep("bills-media"))).includes("All of them together")`)
	p.click("button", "Put it away")
	p.wait("nothing", `deep("bills-media figure") === null`)
}

// picturesTyped: sizes that are typed, pages, sound and film; what is none is said in place; what no vendor publishes is not made up.
func picturesTyped(p *page) {
	p.home("#model=openai/gpt-5.4")
	p.bills("Pictures, pages, sound")
	for _, test := range []struct{ width, height, says string }{
		{"0", "1080", "/Width in pixels must be 1 or more/"},
		{"1920", "-1", "/Height in pixels cannot be negative/"},
		{"NaN", "1080", "/Width in pixels is not a number/"},
		{"1e308", "1080", "/Width in pixels/"},
		{"1000001", "1080", "/at most 1,000,000/"},
		{"", "1080", "/a number is needed/"},
	} {
		p.fill("textbox", "Width in pixels", test.width)
		p.fill("textbox", "Height in pixels", test.height)
		p.click("button", "Add")
		p.find("alert", test.says)
	}
	p.fill("textbox", "Width in pixels", "2,048")
	p.fill("textbox", "Height in pixels", "2048")
	p.click("button", "Add")
	p.says("bills-media figure", "/2,048 × 2,048 pixels.* 3,000 tokens/")
	p.pick("Detail", "low")
	p.says("bills-media figure", "/ 4,916 tokens/")
	p.pick("Or type it", "audio")
	p.fill("textbox", "Seconds", "90.5")
	p.click("button", "Add")
	p.says("bills-media figure", "/No source says that GPT-5.4 takes sound/")
	p.says("bills-media", "/their sum cannot go into the scenario/")
	p.click("button", "/^Model:/")
	p.must(p.Type("gemini 2.5 flash lite"))
	p.must(p.Press(driver.Enter))
	p.says("bills-media figure", "/90.5 seconds of sound 2,896 tokens.*90.5 × 32 = 2,896/")
	p.pick("Or type it", "pdf")
	p.fill("textbox", "Pages", "12")
	p.click("button", "Add")
	p.says("bills-media figure", "/12 pages of a PDF file 3,096 tokens/")
	p.give("bills-media", map[string][]byte{"notes.txt": []byte("words"), "broken.png": {0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a}})
	p.find("alert", "/“notes.txt” is no picture that this browser can read/")
	p.find("alert", "/“broken.png” is no picture that this browser can read/")
	p.says("bills-media figure", "/12 pages/")
	const header = "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" // what is said to be so large is not decoded
	p.give("bills-media", map[string][]byte{"huge.png": []byte(header + "\x00\x00\x75\x30\x00\x00\x4e\x20\x08\x02\x00\x00\x00")})
	p.says("bills-media figure", "/huge.png, 30,000 × 20,000 pixels/")
	p.wait("no picture", `deep("bills-media image") === null`)
	p.give("bills-media", map[string][]byte{"endless.png": []byte(header + "\xff\xff\xff\xff\x00\x00\x00\x01\x08\x02\x00\x00\x00")})
	p.find("alert", "/“endless.png” is larger than any picture/")
	p.give("bills-media", map[string][]byte{"flat.png": []byte(header + "\x00\x00\x75\x30\x00\x00\x00\x00\x08\x02\x00\x00\x00")})
	p.find("alert", "/“flat.png” is no picture/")
}

// picturesUsed: the sums go with each message of the scenario, its limits and its link.
func picturesUsed(p *page) {
	p.home("#example=support-assistant&model=google/gemini-2.5-flash&room=bills/media")
	var before string
	p.wait("a figure", `figure("llm-context") !== ""`)
	before = p.text(`figure("llm-context")`)
	p.click("button", "1,920 × 1,080 pixels")
	p.click("button", "90 seconds of sound")
	p.says("bills-media figure", "/2,880 tokens/")
	p.click("button", "Use in the scenario")
	p.says("bills-media", "/They are in the scenario now/")
	p.wait("the address", `hasLink("images=1548&audio=2880") || location.hash`)
	p.wait("another figure", `figure("llm-context") !== arguments[0] || figure("llm-context")`, before)
	p.wait("images in the picture of the window", `textOf(deep("llm-context").shadowRoot).includes("images")`)
	p.click("button", "Put away 90 seconds of sound")
	p.wait("one of them", `deep("bills-media table") === null || clean(textOf(deep("bills-media"))).includes("All of them") === false`)
	p.click("button", "Use in the scenario")
	p.wait("the address without sound", `hasLink("images=1548") && !location.hash.includes("audio=") || location.hash`)
}

// billsByKeyboard: both tools with keys alone.
func billsByKeyboard(p *page) {
	p.home("#room=bills/usage")
	p.find("heading", "Bills Explain a usage")
	p.tabTo("button “OpenAI Chat Completions”")
	p.must(p.Press(driver.Enter))
	p.says("bills-usage .bill", "/Total \\$0.005615/")
	p.tabTo("textbox “Find models”")
	p.must(p.Type("opus 4.8"))
	p.must(p.Press(driver.Tab))
	p.must(p.Press(" "))
	p.says("bills-elsewhere .repriced", "/Claude Opus 4.8 \\$0.00889/")
	p.wait("the focus to stay", `focused().type === "checkbox" && focused().checked || describe(focused())`)

	p.home("#room=bills/media&model=openai/gpt-4o")
	p.find("heading", "Bills Pictures, pages, sound")
	p.tabTo("textbox “Width in pixels”")
	p.must(p.Type("1920"))
	p.must(p.Press(driver.Tab))
	p.must(p.Type("1080"))
	p.must(p.Press(driver.Enter))
	p.says("bills-media figure", "/1,105 tokens/")
	p.tabTo("button “Use in the scenario”")
	p.must(p.Press(driver.Enter))
	p.wait("the address", `hasLink("images=1105") || location.hash`)
}

// billsInTheFile: both tools in the one file, from disk.
func billsInTheFile(p *page) {
	p.open(p.oneFile() + "#room=bills/usage&example=support-assistant&model=openai/gpt-4o")
	p.ready()
	p.click("button", "Several, one a line")
	p.says("bills-usage .together", "/^\\$0.05047695 4 records/")
	p.click("link", "Pictures, pages, sound")
	p.give("bills-media", map[string][]byte{"photo.png": p.pictureOf(1024, 1024)})
	p.says("bills-media figure", "/photo.png, 1,024 × 1,024 pixels.* 765 tokens/")
	p.wait("the picture", `deep("bills-media image")?.getAttribute("href").startsWith("data:image/jpeg") === true`)
}

// eachBill opens the tools of the room Bills with something in them, and something wrong.
func (p *page) eachBill(do func(state string)) {
	p.Helper()
	p.home("#room=bills/usage&model=openai/gpt-4o")
	p.click("button", "Anthropic, with its cache")
	p.says("bills-usage .bill", "/Total/")
	p.fill("textbox", "Find models", "gpt")
	p.click("checkbox", "/^GPT-4o \\$2/")
	p.says("bills-elsewhere .repriced", "/GPT-4o/")
	do("one bill")
	p.drop("bills-usage .drop", thousands)
	p.says("bills-usage .said", "/1,000 records The record says no time: the prices are those of \\d{4}-/")
	p.says("bills-usage .said", "/2 records are of this call/")
	p.says("bills-usage .records", "/^The first 200/")
	p.click("button", "/^3 GPT-4o/")
	p.says("bills-usage .bill", "/Total/")
	do("thousands")
	p.click("button", "Put it away")
	p.fill("textbox", "Usage, as JSON or one record a line", "{")
	p.click("button", "Explain")
	p.find("alert", "/This is not JSON/")
	do("what is wrong")

	p.click("link", "Pictures, pages, sound")
	p.fill("textbox", "Width in pixels", "none")
	p.click("button", "Add")
	p.click("button", "12 pages of a PDF file")
	p.give("bills-media", map[string][]byte{
		"A picture with a rather long name, as they are downloaded (2).png": p.pictureOf(300, 1000), "notes.txt": []byte("words"),
	})
	p.find("alert", "/“notes.txt”/")
	p.says("bills-media figure", "/300 × 1,000 pixels/")
	p.says("bills-others", "/The same picture on other models/")
	do("pictures")
}
