// Package usage reads what vendors report of a call, its usage object, and says it in one way.
//
// Vendors count differently: OpenAI's and Google's input holds what was read from a cache, Anthropic's does not; reasoning
// is part of OpenAI's output, beside Google's; xAI's chat has it beside, and its total shows that. Read checks that the
// numbers of a record fit together, because most wrong bills come from counting something twice. Start there.
//
// A record is given as the leaves of its JSON object, since the engine parses none: the whole response, a line of a batch's
// result, or the usage object alone. It takes time linear in their number.
package usage

import (
	"strconv"
	"strings"

	"threelimits/calc/fields"
)

// Shapes of a usage object.
const (
	OpenAIChat      = "openai-chat"      // also DeepSeek, Mistral, xAI and whoever speaks like it
	OpenAIResponses = "openai-responses" // also OpenAI's realtime and image APIs
	Anthropic       = "anthropic"
	Gemini          = "gemini"
)

// Record is one call in tokens.
type Record struct {
	Shape    string
	ID       string // of the response, where the record has it
	Model    string // as the vendor names it, where the record has it
	Service  string // service_tier, where the record has it: "" is not said
	Day      string // of the call, YYYY-MM-DD by UTC, where the record has it
	Minute   int    // of that day by UTC; -1 where the record has none
	Tokens   Tokens
	Searches int64 // web searches
	Notes    []string
}

// Tokens are sums that hold one another: Input is everything sent, of which Read came from a cache and Written and
// WrittenHour went into one; Output is everything that came back, of which Reasoning was not shown. Audio and Image are of
// Input, of Read and of Output.
type Tokens struct {
	Input, Read, Written, WrittenHour int64
	Output, Reasoning                 int64
	Audio, Image                      Kind
}

// Kind is the tokens that are no text.
type Kind struct{ Input, Read, Output int64 }

// Error says what is wrong with a record. Path is the field's, as it was given.
type Error struct{ Path, Message string }

func (e *Error) Error() string { return strings.TrimSpace(e.Path + " " + e.Message) }

// most is the largest count that is accepted.
const most = 1_000_000_000_000

// Read understands one record. Errors are *Error, with the path of the field.
func Read(leaves []fields.Field) (*Record, error) {
	r := reader{values: map[string]*fields.Field{}, record: Record{Minute: -1}}
	if err := r.find(leaves); err != nil {
		return nil, err
	}
	r.outside(leaves)
	switch r.record.Shape {
	case OpenAIChat:
		r.chat()
	case OpenAIResponses:
		r.responses()
	case Anthropic:
		r.anthropic()
	case Gemini:
		r.gemini()
	}
	if r.err != nil {
		return nil, r.err
	}
	return &r.record, nil
}

// reader holds the leaves of one usage object, by their path inside it in one spelling.
type reader struct {
	root   string // path of the usage object, with a point at its end; "" is the top
	values map[string]*fields.Field
	record Record
	err    error // the first
}

// plainName spells a name one way: promptTokenCount is prompt_token_count.
func plainName(name string) string {
	var plain []byte
	for i := range len(name) {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			if i > 0 && name[i-1] != '.' {
				plain = append(plain, '_')
			}
			c += 'a' - 'A'
		}
		plain = append(plain, c)
	}
	return string(plain)
}

// marks are the names by which a usage object is known.
var marks = [...]string{"prompt_token_count", "prompt_tokens", "input_tokens", "completion_tokens", "output_tokens", "candidates_token_count"}

// find looks for the usage object among the leaves, and says whose it is.
func (r *reader) find(fields []fields.Field) error {
	found := ""
	for i := range fields {
		folder, name := "", fields[i].Path
		if at := strings.LastIndexByte(name, '.'); at >= 0 {
			folder, name = name[:at+1], name[at+1:]
		}
		name = plainName(name)
		isMark := false
		for _, m := range marks {
			isMark = isMark || name == m
		}
		switch {
		case !isMark || partOfUsage(folder):
		case found == "":
			found, r.root = fields[i].Path, folder
		case folder != r.root:
			return &Error{fields[i].Path, "is a second usage beside " + found + ": give one record at a time"}
		}
	}
	if found == "" {
		return &Error{"", "No usage object is there: accepted are those of OpenAI (prompt_tokens, or input_tokens), Anthropic (input_tokens) and Gemini (promptTokenCount)"}
	}
	for i := range fields {
		inside, ok := strings.CutPrefix(fields[i].Path, r.root)
		if !ok {
			continue
		}
		name := plainName(inside)
		if r.values[name] != nil {
			return &Error{fields[i].Path, "is given twice"}
		}
		r.values[name] = &fields[i]
	}
	return r.identify()
}

// partOfUsage passes over what repeats the numbers of a usage object inside it.
func partOfUsage(folder string) bool {
	return strings.Contains(folder, "iterations.") || strings.Contains(folder, "cost_details.")
}

func (r *reader) has(names ...string) bool {
	for _, name := range names {
		if r.values[name] != nil {
			return true
		}
	}
	return false
}

func (r *reader) identify() error {
	chat, counted, gemini := r.has("prompt_tokens", "completion_tokens"), r.has("input_tokens", "output_tokens"), r.has("prompt_token_count", "candidates_token_count")
	switch {
	case chat && counted:
		return &Error{r.at("input_tokens", "output_tokens"), "is given beside prompt_tokens or completion_tokens: the same tokens would count twice"}
	case gemini && (chat || counted):
		return &Error{r.at("prompt_token_count", "candidates_token_count"), "is given beside another vendor's names: the same tokens would count twice"}
	case gemini:
		r.record.Shape = Gemini
	case chat:
		r.record.Shape = OpenAIChat
	case r.anthropicMark():
		r.record.Shape = Anthropic
	default:
		r.record.Shape = OpenAIResponses
	}
	return nil
}

// anthropicMark reports whether something is there that only Anthropic's records have.
func (r *reader) anthropicMark() bool {
	for name := range r.values {
		for _, mark := range []string{"cache_creation", "cache_read_input_tokens", "server_tool_use", "output_tokens_details.thinking_tokens", "inference_geo"} {
			if strings.HasPrefix(name, mark) {
				return true
			}
		}
	}
	return false
}

// at is the path of the first of the names that is there.
func (r *reader) at(names ...string) string {
	for _, name := range names {
		if f := r.values[name]; f != nil {
			return f.Path
		}
	}
	return r.root + names[0]
}

func (r *reader) fail(path, message string) {
	if r.err == nil {
		r.err = &Error{path, message}
	}
}

// count reads a number of tokens; what is missing, or null, is 0. Of several names the first that is there counts.
func (r *reader) count(names ...string) int64 {
	for _, name := range names {
		f := r.values[name]
		if f == nil {
			continue
		}
		if f.Kind == "null" {
			return 0
		}
		n, ok := whole(f)
		if !ok {
			r.fail(f.Path, "is "+short(f.Text)+"; accepted are whole numbers of tokens, from 0")
		}
		return n
	}
	return 0
}

func whole(f *fields.Field) (n int64, ok bool) {
	n, err := strconv.ParseInt(f.Text, 10, 64)
	return n, f.Kind == "number" && err == nil && n >= 0 && n <= most
}

func short(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	if s == "" {
		return "no number"
	}
	return s
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

// within checks that a part is not larger than what holds it.
func (r *reader) within(part int64, name string, whole int64, of string) {
	if part > whole {
		r.fail(r.at(name), "is "+digits(part)+", more than the "+digits(whole)+" of "+r.at(of)+" that should hold it")
	}
}

// sums checks a total, where there is one.
func (r *reader) sums(total int64, name string, parts int64, what string) {
	if r.has(name) && total != parts {
		r.fail(r.at(name), "is "+digits(total)+", but "+what+" make "+digits(parts))
	}
}

// outside reads what stands beside the usage object: model, service, day and id.
func (r *reader) outside(fields []fields.Field) {
	beside := strings.TrimSuffix(r.root, ".")
	if at := strings.LastIndexByte(beside, '.'); at >= 0 {
		beside = beside[:at+1]
	} else {
		beside = ""
	}
	for _, folder := range []string{r.root, beside, ""} { // the nearest first
		for i := range fields {
			if name, ok := strings.CutPrefix(fields[i].Path, folder); ok && (folder != "" || !strings.Contains(name, ".")) {
				r.about(plainName(name), &fields[i])
			}
		}
	}
}

func (r *reader) about(name string, f *fields.Field) {
	set := func(to *string) {
		if *to == "" && f.Kind == "string" {
			*to = f.Text
		}
	}
	switch name {
	case "model", "model_version":
		set(&r.record.Model)
	case "service_tier", "traffic_type":
		set(&r.record.Service)
	case "id", "response_id":
		set(&r.record.ID)
	case "created", "created_at", "timestamp", "create_time", "date":
		if r.record.Day == "" {
			r.record.Day, r.record.Minute = day(f), minute(f)
		}
	}
}

// day reads a time: seconds since 1970, or YYYY-MM-DD and more.
func day(f *fields.Field) string {
	text, _, _ := strings.Cut(f.Text, ".")
	if seconds, err := strconv.ParseInt(text, 10, 64); f.Kind == "number" && err == nil && seconds > 0 && seconds < 1e11 {
		return civil(seconds / 86400)
	}
	if f.Kind == "string" && len(f.Text) >= 10 && f.Text[4] == '-' && f.Text[7] == '-' {
		return f.Text[:10]
	}
	return ""
}

// minute reads the minute of the day from the same: of a text only where it is in UTC.
func minute(f *fields.Field) int {
	text, _, _ := strings.Cut(f.Text, ".")
	if seconds, err := strconv.ParseInt(text, 10, 64); f.Kind == "number" && err == nil {
		return int(seconds / 60 % 1440)
	}
	utc := strings.HasSuffix(f.Text, "Z") || strings.HasSuffix(f.Text, "+00:00")
	if f.Kind != "string" || !utc || len(f.Text) < len("2026-11-20T10:15Z") || f.Text[13] != ':' {
		return -1
	}
	hour, err := strconv.ParseUint(f.Text[11:13], 10, 8)
	minute, wrong := strconv.ParseUint(f.Text[14:16], 10, 8)
	if err != nil || wrong != nil || hour > 23 || minute > 59 {
		return -1
	}
	return int(hour*60 + minute)
}

// civil is the date of a number of days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
// civil_from_days, for days after the epoch).
func civil(days int64) string {
	z := days + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d, m, y := doy-(153*mp+2)/5+1, mp+3, yoe+era*400
	if m > 12 {
		m, y = m-12, y+1
	}
	two := func(n int64) string { return digits(100 + n)[1:] }
	return digits(y) + "-" + two(m) + "-" + two(d)
}
