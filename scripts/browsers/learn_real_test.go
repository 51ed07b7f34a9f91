package browsers

import (
	"strings"

	"threelimits/scripts/browsers/driver"
)

const responseField = "Response with log-probabilities, as JSON"

// choiceRow waits until a token's row in the distribution has these words, in the row's order.
func (p *page) choiceRow(token, says string) {
	p.Helper()
	p.wait(token+" to say "+says, `((rows) => { const row = rows.find((one) => one.querySelector(".token")?.textContent === arguments[0]);
  return row && matches(clean(textOf(row)), arguments[1]) || rows.map((one) => clean(textOf(one))).join(" | "); })([...(deep("llm-sampling")?.shadowRoot.querySelectorAll("tbody tr") ?? [])])`, token, says)
}

// set types into a setting, by keys alone: of a click on a field in a shadow root WebKit's driver says that its host covers it.
func (p *page) set(setting, text string) {
	p.Helper()
	p.eval(nil, `const field = find("textbox", arguments[0]); field.focus(); field.select()`, setting)
	p.must(p.Type(text))
}

// realDistributions: a documented response is walked by buttons, arrow keys and slider; the settings act on what was reported; what is wrong is said and nothing lost.
func realDistributions(p *page) {
	p.home("#room=learn/real")
	p.click("button", "OpenAI Chat Completions")
	p.says("learn-real", "/Read: 9 tokens\\..*Token 1 of 9: “Hello” was chosen, at 72.81%; that is a surprise of 0.458 bits.*The answer as a whole: 0.588 bits of surprise in 9 tokens/")
	p.choiceRow("Hello", "/chosen.* 72.81% 73.14%/")
	p.choiceRow("Hi", "/26.74% 26.86%/")
	p.says("learn-real", "/2 tokens are reported.*All others have 0.45% together.*cannot be judged.*one of them could be drawn.*not reported 0.45% not known/")
	p.set("top_k", "1")
	p.says("learn-real", "/none of them could have been drawn/")
	p.choiceRow("Hi", "/26.74% cut by top_k/")
	p.set("top_k", "lots")
	p.says("learn-real", "/top_k is not a number: “lots”/")
	p.set("top_k", "0")

	p.click("button", "Later")
	p.says("learn-real", "/Token 2 of 9: “!”/")
	p.eval(nil, `find("button", "Later").focus()`)
	p.must(p.Press(driver.Right))
	p.says("learn-real", "/Token 3 of 9: “·How”/")
	p.must(p.Press(driver.Left))
	p.says("learn-real", "/Token 2 of 9: “!”/")
	p.eval(nil, `find("slider", "Token of the answer").focus()`)
	p.must(p.Press(driver.Right))
	p.says("learn-real", "/Token 3 of 9: “·How”/")

	p.click("button", "vLLM, with its prompt")
	p.says("learn-real", "/2 texts, the first of 4 tokens.*Token 1 of 4: “·capital” was chosen, at 0.04%.*not among the likeliest.*The prompt as a whole/")
	p.choiceRow("·capital", "/chosen 0.04% not listed/")
	p.eval(nil, `const answers = find("combobox", "Which answer"); answers.value = "1"; answers.dispatchEvent(new Event("change", { bubbles: true }))`)
	p.says("learn-real", "/Token 1 of 7: “·Paris” was chosen, at 90.00%/")

	const without = `{"choices": [{"message": {"content": "Hi"}, "logprobs": null}]}`
	for _, wrong := range []struct{ text, says string }{
		{without, "/no log-probabilities in this.*logprobs: true.*What you gave is kept/"},
		{`{"choices": [`, "/This is not JSON: line 1, column/"},
		{`{"content": [{"token": "a", "logprob": 2}]}`, "/content.0.logprob is 2; accepted/"},
		{"", "/nothing to read yet/"},
	} {
		p.fill("textbox", responseField, wrong.text)
		p.click("button", "Read it")
		p.find("alert", wrong.says)
		if got := p.text(`deep("learn-real textarea").value`); got != wrong.text {
			p.Errorf("the field holds %q", got)
		}
	}
	p.give("learn-real", map[string][]byte{"answer.json": []byte(`{"content": [{"token": "` + strings.Repeat("a", 300_000) + `", "logprob": -1}]}`)})
	p.says("learn-real", "/answer.json.*Read: 1 token\\..*No other tokens were reported beside it/")
	p.give("learn-real", map[string][]byte{"large.json": make([]byte, 50_000_001)})
	p.find("alert", "/“large.json” has more than 50 MB/")

	p.open(p.network.home() + `embed.html?view=sampling#distribution={"the":0.5,"a":0.3}&topK=1`)
	p.choiceRow("the", "/drawn 50.00% 100.00%/")
	p.choiceRow("a", "/30.00% cut by top_k/")
}

// streamingFelt: nothing plays by itself; by hand the tokens come as the estimate says, with the scenario's own speed; played, it goes on to the end.
func streamingFelt(p *page) {
	p.home("#room=learn/streaming")
	p.says("learn-streaming", "/Streamed nothing yet.*Not streamed nothing yet.*begin to read after 0.6 s when it is streamed, and after 5.0 s when it is not/")
	p.says("learn-streaming table", "/Prefill.* 0 s 0.6 s 0.6 s 12.1% Decode: the answer 0.6 s 4.975 s 4.375 s 87.9%.*not streamed 4.975 s/")
	p.click("button", "The first token")
	p.click("button", "Next token")
	p.says("learn-streaming .panes", "/Streamed 1 token I Not streamed nothing yet/")
	p.eval(nil, `const slider = find("slider", "Time since the request was sent"); slider.value = "100"; slider.dispatchEvent(new Event("input")); slider.focus()`)
	p.says("learn-streaming .panes", "/Streamed 151 tokens I took a black oblong.*Not streamed nothing yet/")
	p.must(p.Press(driver.Right))
	p.wait("the time in words", `find("slider", "Time since the request was sent").getAttribute("aria-valuetext") === "2.5 s, 152 tokens of 350" || find("slider", "Time since the request was sent").getAttribute("aria-valuetext")`)
	p.click("button", "The end")
	p.says("learn-streaming .panes", "/Streamed 350 tokens .*Not streamed 350 tokens I took a black oblong/")

	p.fill("spinbutton", "Time to first token (TTFT), in seconds", "0.1")
	p.fill("spinbutton", "Tokens per second", "700")
	p.figure("llm-latency", "0.6 s")
	p.says("learn-streaming table", "/0.1 s 0.6 s 0.5 s/")
	p.fill("spinbutton", "Tokens per second", "fast")
	p.says("learn-streaming", "/Tokens per second is not a number/")
	p.fill("spinbutton", "Tokens per second", "700")
	p.click("button", "The start")
	p.click("button", "Play")
	p.says("learn-streaming .panes", "/Not streamed 350 tokens/")
	p.find("button", "Play")
}

// movesApplied: each move with its effect on the scenario; applied, the scenario has it, and undone, it is as it was.
func movesApplied(p *page) {
	p.home("#room=learn/moves")
	row := func(title, says string) {
		p.Helper()
		p.wait(title+" to say "+says, `((row) => row && matches(clean(textOf(row)), arguments[1]) || clean(textOf(row ?? document.body)).slice(0, 900))(
  [...document.querySelectorAll("learn-moves tbody tr")].find((one) => clean(textOf(one)).startsWith(arguments[0])))`, title, says)
	}
	row("Retrieval", "/Context 3,260 → 2,360 tokens sent ↓ less Cost \\$3,006 → \\$2,466 a month ↓ less Apply it/") // 900 tokens × $2 a million × 300,000
	// 800 tokens of instructions are too few to be cached, and the documents are others each time; 3,200 that are the same are not.
	row("Prompt caching", "/change with each question.*Cost \\$3,006 → \\$3,006 a month no change/")
	p.pick("Documents and history", "same")
	row("Prompt caching", "/all cached that stands before the question: Cost \\$3,006 → \\$[12],\\d+ a month ↓ less.*Apply it/")
	p.pick("Documents and history", "new")
	row("Shorter answers", "/Cost \\$3,006 → \\$2,406 a month ↓ less Wait 5.0 s → 2.5 s/")
	row("Streaming", "/Wait 5.0 s → 0.6 s until one can read/")
	row("Summarise", "/hardly any history/")
	row("Routing", "/Not estimated: it needs the share of easy requests/")
	p.click("button", "Apply it: Retrieval instead of everything")
	p.figure("llm-cost", "$2,466 a month")
	row("Retrieval", "/was applied to the scenario/")
	p.wait("the focus on its undoing", `nameOf(focused()) === "Undo: Retrieval instead of everything" || describe(focused())`)
	row("Shorter answers", "/\\$2,466 → \\$1,866 a month/")
	p.click("button", "Apply it: Shorter answers")
	p.figure("llm-cost", "$1,866 a month")
	p.click("button", "Undo: Shorter answers")
	p.figure("llm-cost", "$2,466 a month")
	p.click("button", "Undo: Retrieval instead of everything")
	p.figure("llm-cost", "$3,006 a month")
	p.figure("llm-context", "3,260")
	p.eval(nil, `const model = find("combobox", "Model"); model.value = "openai/gpt-6.1-sol"; model.dispatchEvent(new Event("change", { bubbles: true }));`)
	row("A smaller model", "/This is the model you have/")
}

// realStates: a response walked, one that is none; streaming at a moment; the moves.
func (p *page) realStates(do func(state string)) {
	p.Helper()
	p.click("link", "Real distributions")
	p.click("button", "OpenAI Responses")
	p.choiceRow("The", "/chosen/")
	do("Real distributions")
	p.fill("textbox", responseField, "{")
	p.click("button", "Read it")
	p.find("alert", "/This is not JSON: line 1, column/")
	do("Real distributions, no response")

	p.click("link", "Streaming, felt")
	p.click("button", "The first token")
	p.click("button", "Next token")
	p.says("learn-streaming", "/1 token/")
	do("Streaming, felt")

	p.click("link", "Moves against the limits")
	p.wait("the effects", `document.querySelectorAll("learn-moves .figures").length > 8`)
	do("Moves against the limits")
}
