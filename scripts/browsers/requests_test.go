package browsers

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// exampleRequest is a file of site/requests/testdata.
func (p *page) exampleRequest(name string) string {
	p.Helper()
	content, err := os.ReadFile("../../site/requests/testdata/" + name)
	p.must(err)
	return string(content)
}

// importing opens the page with its way in for requests, and keeps what the page hands to the browser to save.
func (p *page) importing() {
	p.Helper()
	p.home("")
	p.keepSaved()
	p.openImport()
}

func (p *page) openImport() {
	p.Helper()
	p.click("button", "Import a request")
	p.wait("the caret in the field", `describe(focused()) === "textbox “The request as JSON”" || describe(focused())`)
}

func (p *page) keepSaved() {
	p.Helper()
	p.eval(nil, `window.saved = [];
const create = URL.createObjectURL;
URL.createObjectURL = (blob) => { window.lastBlob = blob; return create.call(URL, blob); };
HTMLAnchorElement.prototype.click = function () { window.saved.push({ name: this.download, blob: window.lastBlob }); };`)
}

// saved presses a button and returns the name and the content, to the byte, of what the page hands to the browser.
func (p *page) saved(button string) (name, content string) {
	p.Helper()
	p.eval(nil, `window.saved.length = 0`)
	p.click("button", button)
	p.wait("a file from "+button, `window.saved.length === 1`)
	var file struct{ Name, Content string }
	p.eval(&file, `const [{ name, blob }] = window.saved;
return { Name: name, Content: new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer()) };`)
	return file.Name, file.Content
}

// says waits for a sentence of an imported request or a table, wherever it stands in it.
func (p *page) says(element, expression string) {
	p.Helper()
	p.wait(element+" to say "+expression, `matches(clean(textOf(document.querySelector(arguments[0]) ?? document.createElement("p"))), arguments[1]) || clean(textOf(document.querySelector(arguments[0]) ?? document.body)).slice(0, 900)`,
		element, expression)
}

// importedRequests are the documented examples: what their parts hold, what of them is no text, and what the page then says.
var importedRequests = []struct {
	file, shape, model, maxTokens, uncounted string
	parts                                    map[string]string
}{
	{"chat.json", "OpenAI Chat Completions", "GPT-4o (2024-08-06)", "maxTokens=500", "messages[2].tool_calls[0] messages[5].content[1]", map[string]string{
		"System prompt": "You are a helpful assistant that can answer to questions about the weather.",
		"History":       "What's the weather like in Boston?\n\n{\"temperature\": 22, \"unit\": \"celsius\"}\n\nIt is 22\u00a0°C in Boston.",
		userPart:        "And in San Francisco?\nHere is a picture.",
	}},
	{"responses.json", "OpenAI Responses", "GPT-5.4", "maxTokens=2048", "input[2] input[3] input[5].content[1]", map[string]string{
		"System prompt": "You are a coding assistant that talks like a pirate.",
		"History":       "How do I check if a Python object is an instance of a class?\n\nArr, use isinstance, matey.\n\nTrue",
		userPart:        "And of several classes?",
	}},
	{"messages.json", "Anthropic Messages", "Claude Opus 4.6", "maxTokens=1024", "messages[2].content[2]", map[string]string{
		"System prompt": "You answer from the documents.\n\nCite what you use.",
		"Documents":     "Grass\n\nThe grass is green. The sky is blue.",
		"History":       "Hello, Claude\n\nHello! How can I help?\n\n15 degrees",
		userPart:        "What color is the grass and sky?",
	}},
	{"generate_content.json", "Gemini generateContent", "Gemini 2.5 Flash", "maxTokens=800", "contents[2].parts[0]", map[string]string{
		"System prompt": "You are a cat. Your name is Neko.",
		"History":       "Good morning! How are you?\n\nMeow. Fine.",
		userPart:        "Move the meeting to 11:00.",
	}},
}

// importRequests: each of the four shapes comes in by its parts, with its model and max_tokens, and goes out again byte for byte; edited, only
// what was edited differs.
func importRequests(p *page) {
	for i, request := range importedRequests {
		p.Log(request.file)
		source := p.exampleRequest(request.file)
		p.importing()
		p.paste(source)
		p.find("heading", "Imported: "+request.shape)
		p.wait("the focus on what came", `focused()?.matches("imported-request section") || describe(focused())`)
		p.wait("its model in the sentence", `all("button").some((b) => nameOf(b).startsWith("Model: " + arguments[0])) || all("button").map(nameOf).filter((n) => /^Model/.test(n)).join()`, request.model)
		p.wait("its max_tokens in the address", `hasLink(arguments[0]) || location.hash`, request.maxTokens)
		for part, text := range request.parts {
			p.wait(part+" to hold its text", `editorOf(arguments[0])?.text === arguments[1] || JSON.stringify(editorOf(arguments[0])?.text)`, part, text)
		}
		p.wait("its tools", `/^\[/.test(editorOf("Tools").text)`)
		for _, path := range strings.Fields(request.uncounted) {
			p.says("imported-request", "/Not counted, so that all figures are at least what they say:.*"+strings.NewReplacer("[", `\[`, "]", `\]`, ".", `\.`).Replace(path)+"/")
		}
		p.says("imported-request", "/Nothing in it was edited/")
		if name, got := p.saved("Download the request"); got != source || name != "request.json" {
			p.Errorf("%s goes out as %s, %d bytes, not as it came, %d bytes", request.file, name, len(got), len(source))
		}

		if i%2 == 1 {
			continue // two shapes of messages are edited in the same way (site/requests/edits.test.ts)
		}
		p.edit(userPart)
		p.must(p.Press(driver.Control, driver.End))
		p.must(p.Type(` And "quoted"?`))
		p.says("imported-request", "/Edited: User’s message/")
		literal, err := json.Marshal(request.parts[userPart])
		p.must(err)
		want := strings.Replace(source, strings.TrimSuffix(string(literal), `"`)+`"`, strings.TrimSuffix(string(literal), `"`)+` And \"quoted\"?"`, 1)
		if want == source {
			p.Fatalf("%s does not hold %s", request.file, literal)
		}
		if _, got := p.saved("Download the request"); got != want {
			p.Errorf("%s, edited, goes out as\n%s", request.file, got)
		}
		if _, got := p.saved("Download it as it came"); got != source {
			p.Errorf("%s as it came is another one", request.file)
		}
	}
}

// importExact: the parts of an OpenAI request have the tokens that they have, and its conversation keeps its roles in every vendor's shape.
func importExact(p *page) {
	p.importing()
	p.paste(p.exampleRequest("chat.json"))
	for part, text := range importedRequests[0].parts {
		p.counts(part, p.tokens(text))
	}
	p.click("button", "The request, as the API takes it")
	p.click("button", "Chat Completions")
	p.says("page-request", `/"role": "tool", "tool_call_id": "call_\d", "content": "\{\\"temperature\\": 22.* "role": "assistant", "content": "It is 22 °C in Boston\."/`)
	for shape, want := range map[string]string{
		"Messages":        `/"role": "assistant", "content": "It is 22 °C in Boston\."/`,
		"generateContent": `/"role": "model", "parts": \[ \{ "text": "It is 22 °C in Boston\."/`,
		"Responses":       `/"type": "function_call_output", "call_id": "call_\d", "output": /`,
	} {
		p.click("button", shape)
		p.says("page-request", want)
	}
}

// importUndo: what stood there comes back whole, and so does what was imported; both stay over a reload.
func importUndo(p *page) {
	p.emptied()
	p.must(p.Type("typed before"))
	p.counts(userPart, p.tokens("typed before"))
	p.keepSaved()
	p.openImport()
	source := p.exampleRequest("messages.json")
	p.paste(source)
	p.find("heading", "Imported: Anthropic Messages")
	p.wait("Claude in the sentence", `all("button", "/^Model: Claude Opus 4.6/").length === 1`)
	p.click("button", "Undo")
	p.counts(userPart, p.tokens("typed before"))
	p.wait("the model from before", `all("button", "/^Model: GPT-6.1 Sol/").length === 1`)
	p.wait("nothing imported", `document.querySelector("imported-request section") === null`)
	p.click("button", "Redo")
	p.find("heading", "Imported: Anthropic Messages")
	p.edit("History")
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type(", and rain"))
	p.says("imported-request", "/Edited: History/")
	p.wait("its count in the address", `hasLink("model=anthropic/claude-opus-4-6") && /history=\d/.test(location.hash) || location.hash`)
	p.wait("the edit to be kept", `history.state?.texts?.history?.endsWith(", and rain") || JSON.stringify(history.state)`)

	p.must(p.Reload())
	p.ready()
	p.keepSaved()
	p.find("heading", "Imported: Anthropic Messages")
	if _, got := p.saved("Download the request"); got != strings.Replace(source, "15 degrees", "15 degrees, and rain", 1) {
		p.Errorf("after reloading it goes out as\n%s", got)
	}
	p.click("button", "Start empty")
	p.wait("nothing imported", `document.querySelector("imported-request section") === null`)

	p.openImport()
	p.paste(`{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "What is this?"},
		{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABAAAAAQACAIAAADwf7zUAAAAAA"}}]}]}`)
	p.wait("its picture in the address", `hasLink("images=765") || location.hash`)
	p.eval(nil, `for (const details of document.querySelectorAll("details")) details.open = true`)
	p.fill("spinbutton", "Tokens of pictures", "900")
	p.wait("what is typed over it", `hasLink("images=900") || location.hash`)
	p.must(p.Reload())
	p.ready()
	p.find("heading", "Imported: OpenAI Chat Completions")
	p.figure("llm-context", "904 of")
	p.wait("it still", `hasLink("images=900") || location.hash`)
}

// importBad: what is no request is said, with where it is wrong, and changes nothing; the text stays to be put right. A piece of a request that can't be read costs itself.
func importBad(p *page) {
	p.importing()
	for text, says := range map[string]string{
		"{\"messages\": [":                            `/^This is not JSON: line 1, column 15: the text ends .* The request below is as it was\.$/`,
		`{"messages": [], "messages": []}`:            `/^messages is given twice/`,
		`{"messages": "Hi"}`:                          `/^messages must be a list, not a text/`,
		`{"choices": [], "usage": {}}`:                `/^This is an answer of an API/`,
		`{"__proto__": {"messages": []}}`:             `/^This is no request that is known here/`,
		strings.Repeat("[", 100_000):                  `/nested deeper than 200 levels/`,
		`<script>alert(1)</script>`:                   `/^This is not JSON: line 1, column 1/`,
		`[{"role": "user", "content": "Hi"}]`:         `/^This is a list\..*JSONL/`,
		`{"model": "text-embedding-3", "input": "a"}`: `/^This asks for no answer in words/`,
	} {
		field := p.pasteRequest(text)
		p.wait(says, `all("alert").some((e) => matches(clean(textOf(e)), arguments[0])) || all("alert").map(textOf).join()`, says)
		p.wait("the text to stay", `arguments[0].value === arguments[1]`, field, text)
	}
	p.firstFigures()
	p.wait("no way back, for nothing happened", `all("button", "Undo").length === 0`)

	folder := p.TempDir()
	p.importFile(filepath.Join(folder, "picture.json"), []byte{0xff, 0xd8, 0x00, 0x9c})
	p.find("alert", "/“picture.json”: This is /")
	p.importFile(filepath.Join(folder, "cut.json"), []byte(p.exampleRequest("chat.json")[:300]))
	p.find("alert", "/“cut.json”: This is not JSON: line \\d+, column \\d+/")
	p.firstFigures()

	p.pasteRequest(`{"model": 4, "max_tokens": "many", "messages": [5, {"role": "bot", "content": "a"}, {"role": "user", "content": "typed"}]}`)
	p.find("heading", "Imported: OpenAI Chat Completions")
	for _, said := range []string{
		`/messages\[0\] must be an object, not a number\. It is not counted\./`, `/messages\[1\]\.role is “bot”; known are .* It is not counted\./`,
		`/model must be a text, not a number\. No model is taken from it\./`, `/max_tokens must be a whole number of tokens: no limit is taken from it\./`,
	} {
		p.says("imported-request", said)
	}
	p.counts(userPart, p.tokens("typed"))
}

// pasteRequest puts a text in place of what the open field holds.
func (p *page) pasteRequest(text string) driver.Element {
	p.Helper()
	field := p.find("textbox", "The request as JSON")
	p.press(field)
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Press(driver.Backspace))
	p.paste(text)
	return field
}

// importFile gives a file to the way in for requests.
func (p *page) importFile(path string, content []byte) {
	p.Helper()
	p.must(os.WriteFile(path, content, 0o600))
	var control driver.Element
	p.eval(&control, `return document.querySelector("import-box input[type=file]")`)
	p.must(p.SendKeys(control, path))
}

// manyRequests are lines of a batch: requests of three models, some of which do not fit, and every 50th line none.
func manyRequests(n int) (lines []string, bad []int) {
	for i := range n {
		switch body := fmt.Sprintf(`{"model":"%s","max_tokens":%d,"messages":[{"role":"system","content":"You are brief."},{"role":"user","content":"%s"}]}`,
			[]string{"gpt-4o", "gpt-4o-mini", "gpt-1000"}[i%3], map[bool]int{true: 500_000, false: 300}[i%400 == 7], strings.Repeat("word ", 1+i%97)); {
		case i%50 == 49:
			bad = append(bad, i+1)
			lines = append(lines, []string{"not JSON", `{"messages": 5}`, `{"custom_id":"x","body":{}}`, `[]`}[i/50%4])
		case i%2 == 0:
			lines = append(lines, fmt.Sprintf(`{"custom_id": "request-%d", "method": "POST", "url": "/v1/chat/completions", "body": %s}`, i, body))
		default:
			lines = append(lines, body)
		}
	}
	return lines, bad
}

// importLines: 2,000 requests, a line each, with bad ones among them, become a table: counted, ordered, opened, and out again unchanged.
func importLines(p *page) {
	const n = 2000
	lines, bad := manyRequests(n)
	file := strings.Join(lines, "\r\n") + "\r\n"
	sum := 0
	for i, line := range lines {
		if !strings.Contains(line, `"role"`) {
			continue
		}
		sum += p.tokens("You are brief.") + p.tokens(strings.Repeat("word ", 1+i%97))
	}
	p.importing()
	p.importFile(filepath.Join(p.TempDir(), "batch.jsonl"), []byte(file))
	p.find("heading", "Many requests: batch.jsonl")
	p.wait("the focus on the table", `focused()?.matches("request-lines section") || describe(focused())`)
	p.says("request-lines", fmt.Sprintf("/%s requests, 5 of which do not fit; %d lines could not be read\\./", "1,960", len(bad)))
	p.says("request-lines", "/without a known model are counted as GPT-6\\.1 Sol/")
	p.wait(fmt.Sprintf("a total of %d tokens", sum), `clean(document.querySelector("request-lines tfoot td").textContent).replaceAll(",", "") === arguments[0] || document.querySelector("request-lines tfoot").textContent`, fmt.Sprint(sum))
	p.wait("what does not fit first", `[...document.querySelectorAll("request-lines tbody tr")].slice(0, 6).map((tr) => tr.cells[4].textContent).join() === "does not fit,does not fit,does not fit,does not fit,does not fit,fits"`)

	p.click("button", "Line")
	p.wait("the first line first", `document.querySelector("request-lines tbody th").textContent === "1"`)
	p.wait("the order said", `document.querySelector('request-lines th[aria-sort="ascending"]')?.textContent.includes("Line")`)
	p.click("button", "Next")
	p.says("request-lines", "/Rows 21 to 40 of 1,960/")
	p.click("button", "/^\\d+ lines could not be read$/")
	p.says("request-lines", fmt.Sprintf("/Line %d: This is not JSON.* Line %d: messages must be a list, not a number\\./", bad[0], bad[1]))

	if _, got := p.saved("The lines, unchanged (JSONL)"); got != file {
		p.Errorf("the lines go out as %d bytes, they came as %d", len(got), len(file))
	}
	if name, got := p.saved("Table as CSV"); name != "batch.csv" || strings.Count(got, "\r\n") != n+1 || !strings.Contains(got, "\r\n3,request-2,openai/gpt-6.1-sol,gpt-1000,") {
		p.Errorf("%s has %d lines and begins %.300s", name, strings.Count(got, "\r\n"), got)
	}
	_, got := p.saved("Table as JSON")
	var table struct{ Lines, Problems []map[string]any }
	if err := json.Unmarshal([]byte(got), &table); err != nil || len(table.Lines) != n-len(bad) || len(table.Problems) != len(bad) {
		p.Errorf("the table as JSON has %d lines and %d problems: %v", len(table.Lines), len(table.Problems), err)
	}

	p.pick("Show", "does not fit")
	p.wait("only those", `document.querySelectorAll("request-lines tbody tr").length === 5`)
	var some []string
	for i := 7; i < n; i += 400 {
		some = append(some, lines[i]+"\r\n")
	}
	if _, got := p.saved("The lines, unchanged (JSONL)"); got != strings.Join(some, "") {
		p.Errorf("what does not fit goes out as %q", got)
	}

	p.click("button", "Open line 8")
	p.find("heading", "Imported: OpenAI Chat Completions")
	p.says("imported-request", "/From line 8 of batch.jsonl/")
	p.counts(userPart, p.tokens(strings.Repeat("word ", 8)))
	p.wait("the same verdict", `/does not fit/.test(figure("llm-context"))`)
	if _, got := p.saved("Download the request"); got != lines[7]+"\r" && got != lines[7] {
		p.Errorf("line 8 goes out as %q", got)
	}
	p.click("button", "Undo")
	p.firstFigures()
	p.click("button", "Close the table")
	p.wait("no table", `document.querySelector("request-lines").textContent === ""`)
}

// importStopped: reading many lines can be stopped, typing goes on meanwhile, and the lines read so far stay.
func importStopped(p *page) {
	lines, _ := manyRequests(60_000)
	p.importing()
	p.importFile(filepath.Join(p.TempDir(), "long.jsonl"), []byte(strings.Join(lines, "\n")))
	p.says("request-lines", "/[1-9][\\d,]* lines read/")
	p.fill("spinbutton", "Answer length in tokens", "700")
	p.figure("llm-cost", "$0.0135 a request")
	p.click("button", "Stop")
	p.find("alert", "/Stopped: the table has the lines that were read/")
	p.wait("fewer lines than there are", `/^[\d,]+ requests/.test(clean(textOf(document.querySelector("request-lines [role=status]")))) && Number(/[\d,]+/.exec(textOf(document.querySelector("request-lines [role=status]")))[0].replaceAll(",", "")) < 58000`)
	p.says("request-lines", "/The page says something else now/")
}

// chatFormat: what the format adds is offered, counted in, follows the texts, and travels.
func chatFormat(p *page) {
	p.home("")
	p.says("page-format", "/Chat format: about 11 tokens more \\(8–14, estimate\\)/")
	p.figure("llm-context", "3,260 of")
	p.click("button", "Count it in")
	p.figure("llm-context", "3,268–3,274 of")
	p.wait("a part of its own", `/chat format 11/.test(clean(textOf(deep("llm-context").shadowRoot.querySelector(".legend"))))`)
	p.says("page-format", "/8–14 tokens, estimate, counted in/")
	p.wait("it in the address", `hasLink("overhead=8..11..14") || location.hash`)
	p.edit("Tools")
	p.paste(`[{"type":"function","function":{"name":"now","description":"Tells the time.","parameters":{"type":"object","properties":{}}}}]`)
	p.says("page-format", "/Tools are counted as the 24 tokens that the API makes of them/")
	p.wait("the tools in that form in the bar", `/tools 24/.test(clean(textOf(deep("llm-context").shadowRoot.querySelector(".legend"))))`)
	p.wait("the tools in that form in the address", `hasLink("tools=24:estimate&overhead=8..11..14") || location.hash`)
	p.must(p.Reload())
	p.ready()
	p.says("page-format", "/counted in\\. Tools are counted as the 24/")
	p.figure("llm-context", "3,292–3,298 of")
	p.click("button", "Leave it out")
	p.wait("the tools as JSON again", `/tools 2[5-9]|tools 3\d/.test(clean(textOf(deep("llm-context").shadowRoot.querySelector(".legend"))))`)
	p.wait("nothing of it in the address", `location.hash !== "" && !location.hash.includes("overhead") || location.hash`)

	p.open(p.network.home() + "#model=google/gemini-2.5-pro&system=10&user=5")
	p.ready()
	p.says("page-format", "/Chat format: not counted; nothing is published for it/")
	p.open(p.network.home() + "#model=openai/gpt-4o&system=10&user=5&overhead=20")
	p.ready()
	p.figure("llm-context", "35 of")
	p.says("page-format", "/20 tokens, as the link gives it, counted in/")
	p.fill("spinbutton", "Tokens sent", "100")
	p.figure("llm-context", "100 of")
}

// shares: each part says its share of what is sent, and they follow.
func shares(p *page) {
	p.home("")
	p.wait("the shares", `[...document.querySelectorAll(".part .share")].map((e) => e.textContent).join() === "24.5% of what is sent,73.6% of what is sent,1.8% of what is sent" || [...document.querySelectorAll(".part .share")].map((e) => e.textContent).join()`)
	p.click("button", "Start empty")
	p.edit(userPart)
	p.must(p.Type("alone"))
	p.wait("all of it", `document.querySelector(".part .share")?.textContent === "100% of what is sent"`)
}

// importByKeyboard: in, read, edited and out again without a pointer.
func importByKeyboard(p *page) {
	p.home("")
	p.keepSaved()
	p.tabTo("button “Import a request”")
	p.must(p.Press(driver.Enter))
	p.wait("the caret in the field", `describe(focused()) === "textbox “The request as JSON”" || describe(focused())`)
	p.must(p.Type(`{"messages": [{"role": "user", "content": "by key"}`))
	p.tabTo("button “Read it”")
	p.must(p.Press(driver.Enter))
	p.find("alert", "/^This is not JSON: line 1, column 52/")
	p.must(p.Press(driver.Shift, driver.Tab))
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("]}"))
	p.tabTo("button “Read it”")
	p.must(p.Press(driver.Enter))
	p.find("heading", "Imported: OpenAI Chat Completions")
	p.counts(userPart, p.tokens("by key"))
	p.tabTo("button “Download the request”")
	p.must(p.Press(driver.Enter))
	p.wait("the file", `window.saved.length === 1`)
	p.tabTo("button “Count it in”")
	p.must(p.Press(driver.Enter))
	p.says("page-format", "/counted in/")
}

// everythingImported shows all that importing shows: the way in with a mistake, a request with its remarks, a table with bad lines.
func (p *page) everythingImported() {
	p.Helper()
	p.importing()
	p.paste(p.exampleRequest("messages.json"))
	p.find("heading", "Imported: Anthropic Messages")
	p.openImport()
	lines, _ := manyRequests(120)
	p.importFile(filepath.Join(p.TempDir(), "a-batch-with-a-rather-long-name-that-has-no-spaces-in-it-at-all-and-goes-on.jsonl"), []byte(strings.Join(lines, "\n")))
	p.wait("the table", `document.querySelector("request-lines tfoot") !== null`)
	p.openImport()
	p.paste(`{"messages": 5}`)
	p.find("alert", "/messages must be a list/")
	p.eval(nil, `for (const e of document.querySelectorAll("page-import details, page-format details")) e.open = true;`)
	p.wait("everything to be drawn", `settled()`)
}

// imported: what importing shows has no violation of axe's rules and needs no sideways scrolling, wide or on the smallest telephone.
func imported(p *page) {
	p.everythingImported()
	for _, width := range []int{1280, 320} {
		p.must(p.Resize(width, 700))
		state := fmt.Sprintf("%d pixels, everything imported", width)
		p.axe(state)
		p.fitsSideways(state)
	}
}
