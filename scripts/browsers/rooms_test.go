package browsers

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"threelimits/scripts/browsers/driver"
)

// tool opens a tool of the room Tokens by its links.
func (p *page) tool(title string) {
	p.Helper()
	p.click("link", "Tokens")
	p.find("heading", "/^Tokens/")
	p.click("link", title)
}

// give gives files to the file control of an element.
func (p *page) give(element string, files map[string][]byte) {
	p.Helper()
	folder := p.TempDir()
	var paths []string
	for name, content := range files {
		path := filepath.Join(folder, name)
		p.must(os.WriteFile(path, content, 0o600))
		paths = append(paths, path)
	}
	var control driver.Element
	p.eval(&control, `return deep(arguments[0]).querySelector("input[type=file]")`, element)
	p.must(p.SendKeys(control, strings.Join(paths, "\n")))
}

// byteTexts are the characters that stand for bytes in a byte-level vocabulary.
func byteTexts() (texts []string) {
	hidden := 0
	for b := range 256 {
		if b >= 0x21 && b <= 0x7e || b >= 0xa1 && b <= 0xac || b >= 0xae {
			texts = append(texts, string(rune(b)))
			continue
		}
		texts = append(texts, string(rune(0x100+hidden)))
		hidden++
	}
	return texts
}

// ownTokenizer is a small tokenizer.json: the bytes, "ab" and "abc".
func ownTokenizer(kind string) []byte {
	vocabulary := map[string]int{}
	for id, text := range append(byteTexts(), "ab", "abc") {
		vocabulary[text] = id
	}
	type m = map[string]any
	file, err := json.Marshal(m{
		"version": "1.0", "added_tokens": []m{}, "normalizer": nil,
		"pre_tokenizer": m{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
		"model":         m{"type": kind, "vocab": vocabulary, "merges": []string{"a b", "ab c"}},
	})
	if err != nil {
		panic(err) // maps of plain values
	}
	return file
}

// ownRanks is a small .tiktoken file: the bytes and "bc".
func ownRanks() []byte {
	var file strings.Builder
	for b := range 256 {
		fmt.Fprintf(&file, "%s %d\n", base64.StdEncoding.EncodeToString([]byte{byte(b)}), b)
	}
	fmt.Fprintf(&file, "%s 256\n", base64.StdEncoding.EncodeToString([]byte("bc")))
	return []byte(file.String())
}

// ownEncoding: a tokenizer.json that a person brings counts the request, its limits and its link, is there after reloading, and can be forgotten.
func ownEncoding(p *page) {
	origin := p.serve(nil)
	p.open(origin)
	p.ready()
	p.startEmpty()
	const text = "abcab abc"
	p.must(p.Type(text))
	p.counts(userPart, p.tokens(text))

	p.tool("Your own tokenizer")
	p.give("tokens-own", map[string][]byte{"Small one.json": ownTokenizer("BPE")})
	p.fill("textbox", "Name", "Mine & co")
	p.click("button", "Read it")
	p.wait("the tokenizer to be there", `textOf(deep("tokens-own")).includes("“Mine & co” is here, with 258 tokens")`)
	p.pick("Count the request with", "Mine & co")
	p.figure("llm-context", "4 of") // abc, ab, a space, abc
	p.wait("its trust", `textOf(deep("llm-context").shadowRoot).includes("exact")`)
	p.wait("a word about it", `textOf(deep("page-said")).includes("Counted with “Mine & co”")`)
	p.wait("the tokenizer in the address", `hasLink("encoding=Mine+%26+co&user=4") || location.hash`)
	link := p.text("location.hash")

	p.click("link", "Request")
	p.counts(userPart, 4)
	p.wait("whose count it is", `editorOf(arguments[0]).shadowRoot.textContent.includes("Counted with Mine & co itself")`, userPart)
	p.click("textbox", userPart)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("c"))
	p.counts(userPart, 5)
	p.figure("llm-context", "5 of")
	p.must(p.Press(driver.Backspace))
	p.figure("llm-context", "4 of")

	p.wait("the count in the address", `hasLink("user=4") || location.hash`) // a moment after the figure
	p.must(p.Reload())
	p.ready()
	p.counts(userPart, 4)

	p.tool("Your own tokenizer")
	p.wait("the list", `textOf(deep("tokens-own")).includes("258")`)
	p.click("button", "Forget Mine & co")
	p.wait("a word about it", `textOf(deep("tokens-own")).includes("“Mine & co” is forgotten")`)
	p.figure("llm-context", fmt.Sprintf("%d of", p.tokens(text)))
	p.wait("the address without it", `!location.hash.includes("encoding") || location.hash`)

	p.open(p.serve(nil) + link)
	p.ready()
	p.find("alert", "/This machine has no tokenizer “Mine & co”/")
	p.wait("the address without it", `!location.hash.includes("encoding") || location.hash`)
}

// ownEncodingRefused: what cannot be counted with is said in place, and nothing is lost; a .tiktoken file is asked how it cuts.
func ownEncodingRefused(p *page) {
	p.home("")
	p.tool("Your own tokenizer")
	for _, test := range []struct {
		file    string
		content []byte
		said    string
	}{
		{"words.json", ownTokenizer("WordPiece"), "/its model is .?WordPiece.?; accepted is BPE.*T5/"},
		{"cut.json", ownTokenizer("BPE")[:2000], "/This is not JSON: line 1, column/"},
		{"other.json", []byte(`{"a": 1}`), "/this is no tokenizer.json/"},
	} {
		p.give("tokens-own", map[string][]byte{test.file: test.content})
		p.find("button", "Read it")
		p.click("button", "Read it")
		p.find("alert", test.said)
	}
	p.give("tokens-own", map[string][]byte{"ranks.tiktoken": ownRanks()})
	p.fill("textbox", "Name", "o200k_base")
	p.click("button", "Read it")
	p.find("alert", "/o200k_base is the name of a built-in encoding/")
	p.fill("textbox", "Name", "ranks")
	p.pick("How it cuts text, which the file does not say", "typed")
	p.fill("textbox", "Regular expression", `\w+`)
	p.click("button", "Read it")
	p.find("alert", "/pattern .* is not known/")
	p.fill("textbox", "Regular expression", `'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`)
	p.pick("How it cuts text, which the file does not say", "gpt2")
	p.click("button", "Read it")
	p.wait("the tokenizer to be there", `textOf(deep("tokens-own")).includes("“ranks” is here, with 257 tokens") || textOf(deep("tokens-own"))`)
	p.firstFigures()
}

// pdfOf is a small PDF file with a page for each content stream, and two fonts that it does not carry: Helvetica as F1, and as F2 a Japanese one
// whose codes are Shift JIS.
func pdfOf(pages ...string) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [5 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 6 0 R >>",
		"<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
	}
	var kids string
	for _, content := range pages {
		kids += fmt.Sprintf("%d 0 R ", len(objects)+1)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents %d 0 R >>", len(objects)+2),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, len(pages))
	file := "%PDF-1.4\n"
	var table string
	for i, object := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(file))
		file += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	return fmt.Appendf(nil, "%sxref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		file, len(objects)+1, table, len(objects)+1, len(file))
}

// lockedPDF is a PDF file under a password that nobody knows: of the standard handler's first revision, with hashes that match none.
func lockedPDF() []byte {
	hash := strings.Repeat("5a", 32)
	encrypt := fmt.Sprintf("/Root 1 0 R /ID [<%[1]s> <%[1]s>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%[2]s> /U <%[2]s> >>", strings.Repeat("a5", 16), hash)
	return bytes.Replace(pdfOf("BT /F1 12 Tf (secret) Tj ET"), []byte("/Root 1 0 R"), []byte(encrypt), 1)
}

// pdfEveryWay: what a file is, its content says, whichever way it comes: chosen, dropped on an editor or beside it, pasted, given to a tool. The
// files are of testdata/pdf, and those with other things before the header that readers accept.
func pdfEveryWay(p *page) {
	const says = "Hello from a page"
	files := map[string][]byte{}
	paths, err := filepath.Glob("testdata/pdf/*.pdf")
	p.must(err)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		p.must(err)
		files[filepath.Base(path)] = content
	}
	control := files["control.pdf"]
	for name, before := range map[string]string{"mark": "\ufeff", "header": "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", "much": strings.Repeat("x", 1_000) + "\n"} {
		files[name+".pdf"] = append([]byte(before), control...)
	}
	files["a text by its name.txt"] = control
	files["utf-16.txt"] = []byte("\xff\xfe")
	for _, letter := range says {
		files["utf-16.txt"] = append(files["utf-16.txt"], byte(letter), 0)
	}
	p.emptied()
	p.eval(nil, `window.handOver = (kind, target, name, base64) => {
  const file = new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name);
  const event = new Event(kind, { bubbles: true, cancelable: true, composed: true });
  const data = { files: [file], items: [], types: ["Files"], getData: () => "" };
  Object.defineProperty(event, kind === "paste" ? "clipboardData" : "dataTransfer", { value: data });
  target.dispatchEvent(event);
  return event.defaultPrevented;
};`)
	ways := map[string]func(name string, content []byte){
		"chosen": func(name string, content []byte) { p.choose(filepath.Join(p.TempDir(), name), content) },
	}
	for way, target := range map[string]string{"drop": `.cm-content`, "paste": `.cm-content`, "drop beside": ""} {
		ways[way] = func(name string, content []byte) {
			p.wait("the file to be taken", `handOver(arguments[1], arguments[2] ? editorOf(arguments[0]).shadowRoot.querySelector(arguments[2]) : editorOf(arguments[0]).parentElement, arguments[3], arguments[4])`,
				userPart, strings.Fields(way)[0], target, name, base64.StdEncoding.EncodeToString(content))
		}
	}
	for way, give := range ways {
		for name, content := range files {
			p.Logf("%s, %s", name, way)
			p.eval(nil, `editorOf(arguments[0]).text = ""`, userPart)
			p.counts(userPart, 0)
			give(name, content)
			p.wait(name+" "+way, `editorOf(arguments[0]).text === arguments[1] || editorOf(arguments[0]).text + clean(all("alert").map(textOf).join())`, userPart, says)
			p.counts(userPart, p.tokens(says))
		}
	}
	ways["drop"]("photo.txt", []byte{0xff, 0xd8, 0xff, 0xe0})
	p.wait("a word about the picture", `textOf(editorOf(arguments[0]).shadowRoot).includes("This is a picture (JPEG).")`, userPart)
	p.counts(userPart, p.tokens(says))

	p.tool("Files")
	p.give("tokens-files", files)
	for name := range files {
		p.awaitRow("tokens-files", name, fmt.Sprint(p.tokens(says)))
	}
	p.importing()
	p.importFile(filepath.Join(p.TempDir(), "a.json"), control)
	p.find("alert", "/“a.json” is a PDF/")
}

// awaitRow waits until a row says something.
func (p *page) awaitRow(element, name, said string) {
	p.Helper()
	p.wait(fmt.Sprintf("%s to say %q", name, said), `(([row]) => row?.includes(arguments[2]) || row)([...deep(arguments[0]).querySelectorAll("tr")]
	  .filter((row) => clean(textOf(row.cells[0])).startsWith(arguments[1])).map((row) => clean(textOf(row))))`, element, name, said)
}

// countFiles: texts, broken ones and PDFs are counted each and together; what is no text says so; a text goes into the request, and comes back out.
func countFiles(p *page) {
	p.home("")
	p.tool("Files")
	long := megabyte(3_000_000)
	const broken = "Gr\xfc\xdfe \xe2\x82 and \xf0\x9f\x99"
	late := strings.Repeat("all is well\n", 100_000) + "\xff"
	const html = "<!doctype html><title>Two</title><p>words</p>"
	const japanese = "\x93\xfa\x96\x7b\x8c\xea" // 日本語
	p.give("tokens-files", map[string][]byte{
		"long.md":    []byte(long),
		"empty.txt":  {},
		"latin1.txt": []byte(broken),
		"a.pdf":      pdfOf("BT /F1 12 Tf 72 720 Td (Hello PDF, page one.) Tj 0 -20 Td (Its second line.) Tj ET", "BT /F1 12 Tf 72 720 Td (Page two.) Tj ET"),
		"nihon.pdf":  pdfOf(fmt.Sprintf("BT /F2 12 Tf 72 720 Td <%x> Tj ET", japanese)),
		"scan.pdf":   pdfOf("0 0 100 100 re f"),
		"half.pdf":   pdfOf("BT ET")[:60],
		"locked.pdf": lockedPDF(),
		"late.log":   []byte(late),
		"page.html":  []byte(html),
		"photo.txt":  {0xff, 0xd8, 0xff, 0xe0, 0, 1},
	})
	counts := map[string]int{
		"long.md":    p.tokens(long),
		"empty.txt":  0,
		"latin1.txt": p.tokens("Gr\ufffd\ufffde \ufffd and \ufffd"),
		"a.pdf":      p.tokens("Hello PDF, page one.\nIts second line.\n\nPage two."),
		"nihon.pdf":  p.tokens("日本語"),
		"late.log":   p.tokens(strings.TrimSuffix(late, "\xff") + "\ufffd"),
		"page.html":  p.tokens(html),
	}
	total := 0
	for name, count := range counts {
		p.awaitRow("tokens-files", name, grouped(count))
		total += count
	}
	p.awaitRow("tokens-files", "Together", grouped(total))
	p.awaitRow("tokens-files", "latin1.txt", "U+FFFD")
	p.awaitRow("tokens-files", "late.log", "U+FFFD")
	p.awaitRow("tokens-files", "page.html", "Counted as its source, tags and all")
	p.awaitRow("tokens-files", "locked.pdf", "locked with a password")
	p.wait("only these remarks", `!textOf([...deep("tokens-files").querySelectorAll("tr")].find((row) => row.cells[0].textContent.startsWith("long.md"))).includes("UTF-8")`)
	p.awaitRow("tokens-files", "scan.pdf", "It holds no text")
	p.awaitRow("tokens-files", "half.pdf", "damaged")
	p.awaitRow("tokens-files", "photo.txt", "This is a picture (JPEG)")

	p.click("button", "Use as documents: a.pdf")
	p.counts("Documents", counts["a.pdf"])
	if got := p.holds("Documents"); got != "Hello PDF, page one.\nIts second line.\n\nPage two." {
		p.Errorf("the documents hold %q", got)
	}
	p.click("button", "Undo")
	p.firstFigures()

	p.tool("Files")
	p.awaitRow("tokens-files", "Together", grouped(total))
	p.must(p.Press(driver.Control, "k"))
	p.must(p.Type("claude opus 4.6"))
	p.must(p.Press(driver.Enter))
	p.click("button", "/^Count again with o200k_base, and Claude Opus 4.6/")
	p.awaitRow("tokens-files", "long.md", "–")
}

// dropFiles: a folder that is dropped gives its files, with their paths; one that is empty says so. A file that goes away while it is counted,
// or cannot be read at all, is said in its row, and the next ones are counted.
func dropFiles(p *page) {
	p.home("")
	p.tool("Files")
	p.find("heading", "Tokens Files")
	p.eval(nil, `window.drop = (files, folders) => {
  const items = [...files.map((file) => ({ kind: "file", getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory: false, name: file.name }) })),
    ...folders.map((folder) => ({ kind: "file", getAsFile: () => new File([], folder.name), webkitGetAsEntry: () => folder }))];
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { items, files: [], types: ["Files"] } });
  deep("tokens-files .drop").dispatchEvent(event);
  return event.defaultPrevented;
};
window.folder = (name, entries) => ({ isDirectory: true, name, createReader: () => ({ readEntries: (found) => found(entries.splice(0, 2)) }) });
window.entry = (name, text) => ({ isDirectory: false, name, file: (found) => found(new File([text], name)) });`)
	p.wait("the drop to be taken", `drop([new File(["one two"], "single.txt")], [folder("notes", [entry("a.md", "one"), folder("deep", [entry("b.md", "one two three")]), entry(".hidden", "no")])])`)
	p.awaitRow("tokens-files", "single.txt", "2")
	p.awaitRow("tokens-files", "notes/a.md", "1")
	p.awaitRow("tokens-files", "notes/deep/b.md", "3")
	p.awaitRow("tokens-files", "Together", "6")
	if rows := p.text(`deep("tokens-files").querySelectorAll("tbody tr").length`); rows != "3" {
		p.Errorf("%s rows, want 3: what is hidden stays so", rows)
	}
	p.eval(nil, `drop([], [folder("empty", [])])`)
	p.wait("a word about the empty folder", `textOf(deep("tokens-files")).includes("There are no files in it.")`)

	p.eval(nil, `const gone = new File([new Uint8Array(5_000_000).fill(97).map((a, i) => i % 7 ? a : 32)], "gone.log"), slice = gone.slice.bind(gone);
gone.slice = (from, to) => from < 2_000_000 ? slice(from, to) : { arrayBuffer: async () => { throw new DOMException("gone", "NotFoundError"); } };
const never = new File(["x"], "never.txt");
never.slice = () => ({ arrayBuffer: async () => { throw new DOMException("no", "NotReadableError"); } });
drop([gone, never, new File(["after"], "after.txt")], []);`)
	p.awaitRow("tokens-files", "gone.log", "moved, changed or deleted")
	p.awaitRow("tokens-files", "never.txt", "It could not be read.")
	p.awaitRow("tokens-files", "after.txt", "1")
	p.awaitRow("tokens-files", "Together", "7")
}

// roomInTheFile: in the one file the tools work with what it holds, and say what it does not.
func roomInTheFile(p *page) {
	p.open(p.oneFile() + "#room=tokens/files&example=support-assistant")
	p.ready()
	p.find("heading", "Tokens Files")
	p.give("tokens-files", map[string][]byte{"a.pdf": pdfOf("BT /F1 12 Tf 72 720 Td (Hello) Tj ET"), "text.md": []byte("one two three")})
	p.awaitRow("tokens-files", "text.md", "3")
	p.awaitRow("tokens-files", "a.pdf", "PDF files need the page itself")
	p.click("link", "Compare")
	p.click("button", "Compare")
	p.wait("the end, with as many left out as say so", `((tool) => Number(/All but (\d+) are compared\./.exec(textOf(tool))?.[1]) ===
  [...tool.querySelectorAll("tbody tr")].filter((row) => textOf(row).includes("not in this file")).length || clean(textOf(tool)))(deep("tokens-compare"))`)
	p.awaitRow("tokens-compare", "o200k_base", "3,260")
	p.awaitRow("tokens-compare", "r50k_base", "not in this file")
	p.awaitRow("tokens-compare", "gemma3", "×")
	p.click("link", "Languages")
	p.awaitRow("tokens-languages", "Tibetan", "9.58×")
	p.click("link", "Chunks")
	p.click("button", "Split")
	p.wait("the chunks", `/in \d+ chunks of at most 512 tokens/.test(textOf(deep("tokens-chunks")))`)
}

// pdfOffline: what reads PDF files is not loaded before there is one, by the page or by its service worker; then it is kept, and reads the
// next one without a network.
func pdfOffline(p *page) {
	origin := p.network.open(unchanged)
	p.open(origin)
	p.ready()
	p.wait("the service worker to have kept everything", `navigator.serviceWorker.controller !== null`)
	forPDF := func(path string) bool { return strings.HasPrefix(path, "pdf/") }
	if early := slices.DeleteFunc(p.network.requests(origin), func(path string) bool { return !forPDF(path) }); len(early) > 0 {
		p.Errorf("asked for before there was a PDF: %q", early)
	}
	japanese := pdfOf("BT /F2 12 Tf 72 720 Td <93fa967b8cea> Tj ET")
	p.tool("Files")
	p.give("tokens-files", map[string][]byte{"online.pdf": japanese})
	p.awaitRow("tokens-files", "online.pdf", fmt.Sprint(p.tokens("日本語")))
	if !slices.ContainsFunc(p.network.requests(origin), forPDF) {
		p.Errorf("the PDF was read without what reads PDFs: the check above cannot fail")
	}

	p.network.stop(origin)
	p.expect(failedLoad)
	p.open(origin + "#room=tokens/files")
	p.ready()
	p.find("heading", "Tokens Files")
	p.give("tokens-files", map[string][]byte{"offline.pdf": japanese})
	p.awaitRow("tokens-files", "offline.pdf", fmt.Sprint(p.tokens("日本語")))
}

// grouped is a number as the page writes it.
func grouped(n int) string {
	if n >= 1000 {
		return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
	}
	return fmt.Sprint(n)
}

// stopFiles: a large file shows how far it is, leaves the page at work, and can be stopped and taken up again.
func stopFiles(p *page) {
	p.home("")
	p.tool("Files")
	p.wait("the tool", `deep("tokens-files")?.querySelector("input[type=file]") != null`)
	p.eval(nil, `const part = new Blob([arguments[0]]), files = new DataTransfer(), input = deep("tokens-files").querySelector("input[type=file]");
files.items.add(new File(Array(200).fill(part), "large.log"));
files.items.add(new File(["small"], "small.txt"));
input.files = files.files;
input.dispatchEvent(new Event("change"));`, megabyte(1_000_000))
	p.wait("how far it is", `/Counting large.log, [\d.]+ MB of 200 MB/.test(textOf(deep("tokens-files"))) && deep("tokens-files").querySelector("progress").value > 0`)
	p.fill("spinbutton", "Answer length in tokens", "700")
	p.figure("llm-cost", "$0.0135 a request")
	p.click("button", "Stop")
	p.awaitRow("tokens-files", "large.log", "waiting")
	p.awaitRow("tokens-files", "small.txt", "waiting")
	p.find("button", "Count the rest")
	p.click("button", "Put all away")
	p.wait("nothing left", `deep("tokens-files").querySelector("table") === null`)
}

// spelled is a number with three digits that matter, as the page writes ratios.
func spelled(value float64) string {
	digits := 2
	for v := value; v >= 10 && digits > 0; v /= 10 {
		digits--
	}
	for v := value; v > 0 && v < 1; v *= 10 {
		digits++
	}
	return strconv.FormatFloat(value, 'f', digits, 64)
}

// languages: the Declaration in every language, counted as the reference counts it, held against English, set in its own direction; another
// encoding; and texts of one's own.
func languages(p *page) {
	file, err := os.ReadFile("../../site/rooms/tokens/languages/declaration.txt")
	p.must(err)
	passages := strings.Split(string(file), "\f")[1:]
	counts := map[string]int{}
	for _, passage := range passages {
		head, text, _ := strings.Cut(passage, "\n")
		counts[strings.Split(head, "\t")[3]] = p.tokens(strings.TrimSuffix(text, "\n"))
	}
	p.home("")
	p.tool("Languages")
	english := counts["English"]
	for _, language := range []string{"English", "German", "Burmese", "Arabic", "Chinese, simplified"} {
		p.awaitRow("tokens-languages", language, grouped(counts[language])+" "+spelled(float64(counts[language])/float64(english))+"×")
	}
	var rows []string
	p.eval(&rows, `return [...deep("tokens-languages").querySelectorAll("tbody tr")].map((row) => clean(textOf(row.cells[0])))`)
	if len(rows) != len(passages) || !strings.HasPrefix(rows[0], "English") {
		p.Errorf("%d rows, the first %q; want %d, English first", len(rows), rows[0], len(passages))
	}
	p.wait("Arabic to run from right to left", `(([e]) => e && getComputedStyle(e).direction === "rtl" && e.lang === "ar")(deep("tokens-languages").querySelectorAll("[lang=ar]"))`)

	p.click("button", "/^Against English/")
	p.wait("the dearest language after English", `Number(deep("tokens-languages").querySelectorAll("tbody tr")[1].cells[1].textContent.replaceAll(",", "")) === arguments[0]`, slices.Max(slices.Collect(maps.Values(counts))))
	p.pick("Counted with", "cl100k_base")
	p.wait("the other encoding", `textOf(deep("tokens-languages").querySelector("caption")).includes("Counted with cl100k_base.")`)
	p.pick("Counted with", "")

	p.click("button", "Texts of your own")
	p.fill("textbox", "/^Text 1/", "Good morning, everyone")
	p.fill("textbox", "Text 2", "おはようございます")
	p.awaitRow("tokens-languages", "Text 1", fmt.Sprint(p.tokens("Good morning, everyone"))+" 1.00×")
	p.awaitRow("tokens-languages", "Text 2", spelled(float64(p.tokens("おはようございます"))/float64(p.tokens("Good morning, everyone")))+"×")
	p.awaitRow("tokens-languages", "Text 2", "a character")
}

// chunks: a document in pieces that are no longer than asked, whose texts are its own; saved as they are shown; and numbers that make no sense.
func chunks(p *page) {
	p.home("")
	p.tool("Chunks")
	p.fill("textbox", "Tokens in a chunk, at most", "100")
	p.fill("textbox", "Tokens repeated from the one before", "20")
	p.eval(nil, `window.saved = [];
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };
document.addEventListener("click", (event) => { if (event.target.closest?.("a[download]")) event.preventDefault(); }, true);
HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };`)
	p.click("button", "Split")
	p.wait("the chunks", `/Documents in \d+ chunks of at most 100 tokens of o200k_base, up to 20 repeated/.test(textOf(deep("tokens-chunks")))`)
	p.click("button", "Save as JSONL")
	var lines []struct {
		Index, From, To, Tokens int
		Text                    string
	}
	p.eval(&lines, `return (await window.saved.at(-1).text()).trim().split("\n").map((line) => JSON.parse(line))`)
	if got := p.text("window.savedAs"); got != "Documents.chunks.jsonl" {
		p.Errorf("the file is called %q", got)
	}
	var document string
	p.eval(&document, `return editorOf("Documents").text`)
	units := utf16.Encode([]rune(document))
	if len(lines) < 20 {
		p.Fatalf("%d chunks of a text of 2,400 tokens", len(lines))
	}
	repeated := 0
	for i, line := range lines {
		text := string(utf16.Decode(units[line.From:line.To]))
		if line.Index != i || line.Text != text || p.tokens(text) != line.Tokens || line.Tokens > 100 {
			p.Errorf("chunk %d: %+v; its text has %d tokens", i, line, p.tokens(text))
		}
		switch {
		case i == 0 && line.From != 0, i > 0 && line.From > lines[i-1].To:
			p.Errorf("chunk %d begins at %d: something is left out", i, line.From)
		case i > 0 && line.From < lines[i-1].To:
			repeated++
		}
	}
	if last := lines[len(lines)-1]; last.To != len(units) || repeated < len(lines)/2 {
		p.Errorf("the last chunk ends at %d of %d; %d of %d begin with some of the one before", last.To, len(units), repeated, len(lines))
	}
	for _, test := range []struct{ size, overlap, said string }{
		{"0", "0", "/Tokens in a chunk must be 16 or more/"},
		{"many", "0", "/Tokens in a chunk is not a number: “many”/"},
		{"100", "-1", "/Tokens repeated cannot be negative/"},
		{"100", "51", "/cannot repeat more than half of what it may hold: 51 of 100/"},
		{"2000000000", "0", "/So many tokens are no chunk/"},
		{"", "5", "/a whole number is needed/"},
	} {
		p.fill("textbox", "Tokens in a chunk, at most", test.size)
		p.fill("textbox", "Tokens repeated from the one before", test.overlap)
		p.click("button", "Split")
		p.find("alert", test.said)
	}
	p.give("tokens-chunks", map[string][]byte{"photo.jpg": {0xff, 0xd8, 0xff, 0xe0}})
	p.find("alert", "/“photo.jpg”: This is /")
	p.give("tokens-chunks", map[string][]byte{"notes.md": []byte(strings.Repeat("One sentence of notes. ", 40))})
	p.wait("the file to be chosen", `deep("tokens-chunks select").selectedOptions[0].textContent === "notes.md" || deep("tokens-chunks select").outerHTML`)
	p.pick("Text", "system")
	p.give("tokens-chunks", map[string][]byte{"other.md": []byte(strings.Repeat("One more sentence. ", 60))})
	p.wait("the other file to be chosen", `deep("tokens-chunks select").selectedOptions[0].textContent === "other.md" || deep("tokens-chunks select").selectedOptions[0].textContent`)
	p.fill("textbox", "Tokens in a chunk, at most", "50")
	p.fill("textbox", "Tokens repeated from the one before", "0")
	p.click("button", "Split")
	p.wait("its chunks", `/other.md in \d+ chunks of at most 50 tokens of o200k_base, nothing repeated/.test(textOf(deep("tokens-chunks")))`)
	p.click("button", "Save as text")
	if got := p.text("window.savedAs + ' ' + (await window.saved.at(-1).text()).slice(0, 50)"); !strings.HasPrefix(got, "other.chunks.txt ----- 1 of ") {
		p.Errorf("saved as text: %q", got)
	}
}

// compareEncodings: the request's text in every encoding and as every model's tokens; a vocabulary that cannot be had costs its row alone.
func compareEncodings(p *page) {
	p.open(p.serve(site{"vocab/qwen3.vocab.gz": nil}))
	p.expect(failedLoad)
	p.ready()
	p.startEmpty()
	text := "Grüße an alle, 你好世界, and the rest of us. " + strings.Repeat("More of it. ", 20)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.tool("Compare")
	p.click("button", "Compare")
	for _, name := range []string{"o200k_base", "cl100k_base", "r50k_base"} {
		p.awaitRow("tokens-compare", name, grouped(p.tokensOf(name, text)))
	}
	p.awaitRow("tokens-compare", "cl100k_base", spelled(float64(p.tokensOf("cl100k_base", text))/float64(p.tokens(text)))+"×")
	p.awaitRow("tokens-compare", "qwen3", "not counted")
	p.awaitRow("tokens-compare", "gemma3", "×")
	p.wait("the end", `/All but [1-9]\d* are compared\./.test(textOf(deep("tokens-compare")))`)

	p.click("button", "Models")
	p.click("button", "Compare")
	p.wait("the end", `/All but [1-9]\d* are compared\./.test(textOf(deep("tokens-compare")))`)
	p.fill("textbox", "Find models", "gpt-4o mini")
	p.awaitRow("tokens-compare", "GPT-4o mini", grouped(p.tokens(text)))
	p.fill("textbox", "Find models", "claude opus 4.6")
	p.awaitRow("tokens-compare", "Claude Opus 4.6", "–")
}

// barOfLimits: where a room is open, sentence and limits are one line that stays; it opens to both in full, and says whose numbers a tool
// looks at. Every place has its title, and is gone to by its heading; a room opened by its link does not move.
func barOfLimits(p *page) {
	for _, width := range []int{1280, 360} {
		p.must(p.Resize(width, 780))
		p.home("#room=models")
		p.find("heading", "Models Catalogue")
		p.wait("the three figures", `["3,260", "$3,006", "5.0 s"].every((figure) => clean(textOf(document.querySelector("page-bar nav"))).includes(figure)) || textOf(document.querySelector("page-bar nav"))`)
		p.wait("its title", `document.title === "Catalogue · Models · Three Limits" || document.title`)
		p.wait("the head to be small", `((row) => row < (innerWidth > 400 ? innerHeight / 2 : innerHeight * 0.6) || row)(document.querySelector("models-catalogue tbody tr")?.getBoundingClientRect().top)`)
		p.wait("no limit in full", `!visible(document.querySelector("llm-cost"))`)
		p.eval(nil, `scrollTo(0, 2000)`)
		p.wait("the line to stay", `((box) => box.top >= 0 && box.bottom <= innerHeight || [box.top, box.bottom])(document.querySelector("page-bar").getBoundingClientRect())`)
		p.click("button", "/^Cost/")
		p.wait("the cost in full, and the focus on it", `visible(document.querySelector("llm-cost")) && focused()?.id === "limit-cost" || describe(focused())`)
		p.find("spinbutton", "Tokens sent")
		p.click("button", "Limits")
		p.wait("closed again", `!visible(document.querySelector("llm-cost"))`)

		p.click("link", "Learn")
		p.wait("the room's heading, with the focus and in view", `((box) => focused()?.id === "room-heading" && box.top >= 0 && box.bottom < innerHeight / 3 || describe(focused()) + box.top)(document.getElementById("room-heading")?.getBoundingClientRect() ?? {})`)
		p.click("link", "Exercises")
		p.wait("its title", `document.title === "Exercises · Learn · Three Limits" || document.title`)
		p.wait("whose numbers", `textOf(document.querySelector("page-bar")).includes("numbers of its own") && document.querySelector("page-bar nav") === null || textOf(document.querySelector("page-bar"))`)
		p.click("button", "Yours")
		p.find("spinbutton", "Tokens sent")
		p.click("button", "Yours")
		p.click("link", "Request")
		p.wait("the first page's title", `document.title.startsWith("Three Limits: ") || document.title`)
		p.wait("its heading", `focused()?.id === "request-heading" || describe(focused())`)
	}
}
