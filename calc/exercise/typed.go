package exercise

import (
	"strings"
	"unicode/utf8"

	"threelimits/calc/decimal"
	"threelimits/calc/fault"
)

// Typed is what a person's answer says, in the base unit.
type Typed struct {
	Value *decimal.Decimal
	Text  string // the number and its unit, as they were understood

	pointed string // as written, where the point may be meant to part thousands: "1.860"
}

// Thousands asks about an answer that is a thousand times too low, where its point may be meant to part thousands: "1.860" where
// 1,860 is right; near reports whether a value would do. It is "" where there is nothing to ask.
func (t *Typed) Thousands(near func(value *decimal.Decimal) bool) string {
	if t.pointed == "" || !near(t.Value.Mul(decimal.Whole(1000))) {
		return ""
	}
	return pointProblem(t.pointed)
}

// wholeProblem and pointProblem ask for a number that can be read in one way only.
func wholeProblem(written string) string {
	return fault.Quote(written) + " can be read in two ways. Write thousands without a point: " + strings.Replace(written, ".", "", 1) + "."
}

func pointProblem(written string) string {
	return fault.Quote(written) + " can be read in two ways. Write " + strings.Replace(written, ".", "", 1) + ", or " + written + "0 where the point stands before decimals."
}

const maxTyped = 100 // bytes

// ReadAnswer reads what a person types, as the answer to a figure asked for in a unit: "$1,234.50", "1.2k", "about 90 s",
// "1 min 30 s", "5e3", "12 %". What can be read in two ways is not guessed: the problem then asks, in a sentence.
func ReadAnswer(text string, f *Figure, asked *Unit) (Typed, string) {
	t := typing{rest: plainText(text), figure: f, asked: asked}
	if len(text) > maxTyped {
		return Typed{}, "That is too long for a number."
	}
	if problem := t.read(); problem != "" {
		return Typed{}, problem
	}
	if t.pointed != "" && (f.Dimension == Tokens || f.Dimension == Calls) { // of which there are no parts
		return Typed{}, wholeProblem(t.pointed)
	}
	return Typed{t.total, t.understood, t.pointed}, ""
}

// plainText spells spaces, signs and letters in one way. An M stays large: it means a million, an m may mean minutes.
func plainText(text string) string {
	text = strings.NewReplacer("\u00A0", " ", "\u2009", " ", "\u202F", " ", "\t", " ", "\n", " ", "−", "-", "–", "-", "’", "'",
		"×", "x", "·", "x", "*", "x", "M", "\x00").Replace(text)
	text = strings.ReplaceAll(strings.ToLower(text), "\x00", "M")
	return strings.TrimRight(strings.TrimSpace(text), " .!=")
}

type typing struct {
	rest       string
	figure     *Figure
	asked      *Unit
	total      *decimal.Decimal // nil: no number yet
	understood string
	pointed    string // the number, where it is one group of three after a point
	last       *Unit  // of the number before
}

var (
	hedges     = []string{"about ", "approximately ", "approx. ", "approx ", "around ", "roughly ", "circa ", "ca. ", "ca ", "some ", "~", "≈", "="}
	currencies = []string{"€", "£", "¥", "eur", "gbp", "euro", "euros", "pounds", "chf", "yen"}
)

func (t *typing) read() (problem string) {
	for _, hedge := range hedges {
		if rest, ok := strings.CutPrefix(t.rest, hedge); ok {
			t.rest = strings.TrimSpace(rest)
			break
		}
	}
	for problem == "" && t.rest != "" {
		if t.total != nil && t.isPer() {
			return t.per()
		}
		if rest, ok := strings.CutPrefix(t.rest, "and "); ok && t.total != nil { // 1 min and 30 s
			t.rest = strings.TrimSpace(rest)
		}
		problem = t.amount()
	}
	if problem == "" && t.total == nil {
		problem = "Type a number."
	}
	return problem
}

// amount reads one number with its unit, which may come first.
func (t *typing) amount() string {
	var unit *Unit
	if word := t.word(); word != "" {
		var problem string
		if unit, problem = t.unit(word); problem != "" {
			return problem
		}
	}
	switch {
	case !strings.HasPrefix(t.rest, "-"):
	case t.total != nil:
		return t.oneNumber()
	default:
		return "Less than nothing cannot be the answer."
	}
	value, problem := t.product()
	if problem != "" {
		return problem
	}
	word := t.word()
	if factor := t.scale(word); factor > 0 {
		value, word, t.pointed = value.Mul(decimal.Whole(factor)), t.word(), ""
	}
	if word != "" && !periods(word) {
		after, problem := t.unit(word)
		switch {
		case problem != "":
			return problem
		case unit != nil && unit != after:
			return "Give one unit: " + unit.Name + " or " + after.Name + "."
		}
		unit = after
	} else if word != "" {
		t.rest = word + " " + t.rest
	}
	return t.add(value, unit)
}

// oneNumber asks for what can be read.
func (t *typing) oneNumber() string { return "Give one number, such as " + t.example() + "." }

// add adds an amount: several may there be only of smaller and smaller units, such as minutes and seconds.
func (t *typing) add(value *decimal.Decimal, unit *Unit) string {
	several := t.total != nil
	if several && (unit == nil || t.last == nil || t.last.ToBase(decimal.Whole(1)).Cmp(unit.ToBase(decimal.Whole(1))) <= 0) {
		return t.oneNumber()
	}
	if several {
		t.pointed = ""
	}
	if t.last = unit; unit == nil {
		unit = t.asked
	}
	amount := unit.ToBase(value)
	if several {
		t.total, t.understood = t.total.Add(amount), t.understood+" "+value.String()+" "+unit.Name
		return ""
	}
	t.total, t.understood = amount, value.String()+" "+unit.Name
	return ""
}

// unit finds the unit a word means, which must measure what is asked for.
func (t *typing) unit(word string) (*Unit, string) {
	unit := unitWritten(word, t.figure.Dimension)
	for _, other := range currencies {
		if word == other && t.figure.Dimension == Money {
			return nil, "The answer is asked for in US dollars: leave the currency out, or write $."
		}
	}
	switch {
	case unit == nil:
		return nil, fault.Quote(word) + " is not clear here. " + t.oneNumber()
	case unit.Dimension != t.figure.Dimension:
		return nil, "The answer is asked for in " + t.asked.Name + ", not in " + unit.Name + "."
	}
	return unit, ""
}

// example is an answer as it can be typed.
func (t *typing) example() string {
	switch t.figure.Dimension {
	case Money:
		return "$4,020 or 0.0134"
	case Time:
		return "4.5 or 4.5 s"
	case Share:
		return "12.5 or 12.5%"
	}
	return "3,260 or 1.2k"
}

// word takes the letters or the sign that come next.
func (t *typing) word() string {
	end := 0
	for end < len(t.rest) {
		c, size := utf8.DecodeRuneInString(t.rest[end:])
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
		if !letter && (end > 0 || !strings.ContainsRune("$%/", c)) && !(c == '$' && t.rest[:end] == "us") {
			break
		}
		if end += size; c == '$' || c == '%' || c == '/' {
			break
		}
	}
	word := t.rest[:end]
	t.rest = strings.TrimSpace(t.rest[end:])
	if word == "per" && strings.HasPrefix(t.rest, "cent") { // per cent
		word = "percent"
		t.rest = strings.TrimSpace(t.rest[len("cent"):])
	}
	return word
}

// scale is the factor a word stands for, 0 where it is none.
func (t *typing) scale(word string) int64 {
	switch word {
	case "k", "thousand":
		return 1_000
	case "M", "Mn", "Mio", "Million", "mn", "mio", "million", "millions":
		return 1_000_000
	case "m":
		if t.figure.Dimension != Time {
			return 1_000_000
		}
	case "b", "bn", "billion", "billions":
		return 1_000_000_000
	}
	return 0
}

// product reads a number, or several with × and ÷ between them: "62*30".
func (t *typing) product() (*decimal.Decimal, string) {
	value, problem := t.number()
	for problem == "" {
		by := strings.TrimLeft(t.rest, "x/÷ ")
		sign := strings.TrimSpace(t.rest[:len(t.rest)-len(by)])
		if sign == "" || !isDigit(by, 0) && !strings.HasPrefix(by, ".") {
			return value, tooLarge(value)
		}
		t.rest, t.pointed = by, ""
		var factor *decimal.Decimal
		if factor, problem = t.number(); problem != "" {
			break
		}
		switch n, whole := factor.Int64(); {
		case sign == "x":
			value = Ended(value.Mul(factor))
		case whole && len([]rune(sign)) == 1 && n >= 1 && n <= decimal.MaxDivisor:
			value = Ended(value.Quo(n))
		default:
			return nil, t.oneNumber()
		}
	}
	return nil, problem
}

// number reads digits with separators, a point and an exponent.
func (t *typing) number() (*decimal.Decimal, string) {
	end := 0
	for end < len(t.rest) && (strings.IndexByte("0123456789.,'", t.rest[end]) >= 0 || t.groupFollows(end)) {
		end++
	}
	written := strings.TrimRight(t.rest[:end], ".,' ")
	switch {
	case written != "":
	case t.total != nil || strings.ContainsAny(t.rest, "0123456789"):
		return nil, t.oneNumber()
	default:
		return nil, "There is no number in it. Give one, such as " + t.example() + "."
	}
	t.rest = t.rest[end:]
	digits, problem := ungrouped(written)
	if problem != "" {
		return nil, problem
	}
	if whole, decimals, _ := strings.Cut(written, "."); len(decimals) == 3 && len(whole) <= 3 && onlyDigits(whole) && whole[0] != '0' {
		t.pointed = written
	}
	exponent := t.exponent()
	if digits += exponent; exponent != "" {
		t.pointed = ""
	}
	t.rest = strings.TrimSpace(t.rest)
	value, problem := decimal.ParseNumber(digits)
	if problem == "" && value.Cmp(decimal.Whole(maxNumber*1000)) > 0 {
		problem = "is too large"
	}
	if problem != "" {
		return nil, fault.Quote(written) + " " + problem + "."
	}
	return value, ""
}

// groupFollows reports whether a space separates thousands: three digits come next, and no fourth.
func (t *typing) groupFollows(at int) bool {
	group := t.rest[at:]
	return at > 0 && group[0] == ' ' && isDigit(t.rest, at-1) && isDigit(group, 1) && isDigit(group, 2) && isDigit(group, 3) && !isDigit(group, 4)
}

func tooLarge(value *decimal.Decimal) string {
	if value.Cmp(decimal.Whole(maxNumber*1000)) > 0 {
		return "That is too large a number."
	}
	return ""
}

func onlyDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isDigit(s string, at int) bool { return at < len(s) && s[at] >= '0' && s[at] <= '9' }

// ungrouped takes out what separates thousands. A comma that could be a decimal point is asked about.
func ungrouped(written string) (digits, problem string) {
	whole, decimals, pointed := strings.Cut(written, ".")
	if whole == "" {
		whole = "0"
	}
	groups := strings.FieldsFunc(whole, func(c rune) bool { return c == ',' || c == '\'' || c == ' ' })
	if len(groups) > 1 {
		for i, g := range groups {
			if first := i == 0; first && (len(g) > 3 || g[0] == '0') || !first && len(g) != 3 {
				return "", commaProblem(written)
			}
		}
	}
	if strings.ContainsAny(decimals, ".,' ") || pointed && decimals == "" {
		return "", commaProblem(written)
	}
	if digits = strings.Join(groups, ""); pointed {
		digits += "." + decimals
	}
	return digits, ""
}

func commaProblem(written string) string {
	if strings.Count(written, ",") == 1 && !strings.Contains(written, ".") {
		return fault.Quote(written) + " can be read in two ways. Write a point before decimals: " + strings.Replace(written, ",", ".", 1) + "."
	}
	return fault.Quote(written) + " is not clear. Write a point before decimals, and a comma only before three digits: 1,234.50."
}

// exponent takes "e3" or "x10^3".
func (t *typing) exponent() string {
	for _, mark := range []string{"e", "x10^", "x 10^", " x 10^", " x10^"} {
		rest, ok := strings.CutPrefix(t.rest, mark)
		end := 0
		for end < len(rest) && (isDigit(rest, end) || end == 0 && (rest[0] == '-' || rest[0] == '+')) {
			end++
		}
		if ok && end > 0 && isDigit(rest, end-1) {
			t.rest = rest[end:]
			return "e" + rest[:end]
		}
	}
	return ""
}

// periods reports whether a word begins "a month", "per day", "/request".
func periods(word string) bool {
	switch word {
	case "a", "an", "per", "each", "every", "/":
		return true
	}
	return false
}

func (t *typing) isPer() bool {
	word, _, _ := strings.Cut(t.rest, " ")
	return periods(word) || strings.HasPrefix(t.rest, "/")
}

// per reads "a month": it must be what the figure is counted by.
func (t *typing) per() string {
	t.word()
	word := strings.TrimSuffix(t.word(), "s")
	switch word {
	case "call":
		word = "request"
	case "mo":
		word = "month"
	}
	switch {
	case t.rest != "" || word == "":
		return t.oneNumber()
	case word != t.figure.Per && t.figure.Per == "":
		return "Give the answer in " + t.asked.Name + ", and nothing else."
	case word != t.figure.Per:
		return "The " + t.figure.Per + " is asked for, not the " + word + "."
	}
	return ""
}
