package catalog

import (
	"slices"
	"strings"
)

// Resolve finds the model that a request, a usage record or a price file names in its own way: with a path before it
// ("models/…", "publishers/google/models/…", "openrouter/anthropic/…"), a region ("us.anthropic.…"), a choice behind it
// ("…[1m]", "…:free"), a snapshot's date or version ("-2026-03-05", "-20250929", "@20250514", "-v1:0", "-001", of Gemini's
// "-preview-09-2025", "-latest"), a fine-tuned model's own name ("ft:gpt-4o-mini:org::id"), in capitals, or Claude's version
// with a dot. exact is false where something was taken off that could mean another price: another seller's name, or a version.
func (o *Own) Resolve(name string) (m *Model, exact bool) {
	if m, ok := o.Find(name); ok {
		return m, true
	}
	n := ReadName(name)
	if m, ok := o.find("ft:" + n.Base); n.Tuned && ok { // a price file has prices of what is tuned from a model
		return m, true
	}
	exact = !n.Tuned && n.Region == "" && isOwnPath(n.Path)
	if m, ok := o.find(n.Base + n.Tail); ok {
		return m, exact
	}
	bare := strings.TrimPrefix(n.Base, "anthropic.")
	for range 3 { // a version and a date, in any order
		if m, ok := o.find(bare); ok {
			return m, false
		}
		bare = withoutSuffix(bare)
	}
	if strings.HasPrefix(bare, "gemini-") { // previews of a model that is out; elsewhere a preview is another model
		bare = strings.TrimSuffix(bare, "-preview")
	}
	if m, ok := o.find(strings.TrimSuffix(bare, "-latest")); ok {
		return m, false
	}
	return nil, false
}

// Name is a model's name as requests, usage records, gateways and price files write it, taken apart, in small letters.
type Name struct {
	Path   []string // what stands before its last slash
	Tuned  bool     // "ft:" stood before it; then Base is what was tuned
	Region string   // of an inference profile of Amazon Bedrock's: "us", "eu" …, "global"
	Base   string   // the name itself, with its maker before it where Bedrock has one
	Tail   string   // a version or a variant behind it, from its sign on: "@20250514", ":free"
}

// ReadName takes a name apart.
func ReadName(name string) (n Name) {
	n.Base = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(name)), "[1m]") // Claude's long window, at the same price
	if tuned, ok := strings.CutPrefix(n.Base, "ft:"); ok {
		n.Base, _, _ = strings.Cut(tuned, ":")
		n.Tuned = true
	}
	if at := strings.LastIndexByte(n.Base, '/'); at >= 0 {
		n.Path, n.Base = strings.Split(n.Base[:at], "/"), n.Base[at+1:]
	}
	if region, rest, ok := strings.Cut(n.Base, "."); ok && slices.Contains(regions[:], region) {
		n.Region, n.Base = region, rest
	}
	if at := strings.IndexAny(n.Base, "@:"); at > 0 {
		n.Base, n.Tail = n.Base[:at], n.Base[at:]
	}
	return n
}

// regions are those of Amazon Bedrock's inference profiles
// (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html).
var regions = [...]string{"us", "us-gov", "eu", "apac", "au", "ca", "jp", "global"}

// isOwnPath reports whether all that stands before a name is of the vendor's own APIs: no seller of other vendors' models.
func isOwnPath(path []string) bool {
	return !slices.ContainsFunc(path, func(p string) bool {
		return p != "models" && p != "publishers" && !load().vendors[p]
	})
}

// find is Find, and takes Claude's versions with a dot too, as other sellers write them.
func (o *Own) find(name string) (*Model, bool) {
	if m, ok := o.Find(name); ok || !strings.HasPrefix(name, "claude-") {
		return m, ok
	}
	return o.Find(strings.ReplaceAll(name, ".", "-"))
}

// withoutSuffix takes a date or a version off the end of a name.
func withoutSuffix(name string) string {
	for _, shape := range []string{"-0000-00-00", "-00-0000", "-00-00", "-00000000", "-0000", "-000", "-v0"} {
		at := len(name) - len(shape)
		if at > 0 && hasShape(name[at:], shape) {
			return name[:at]
		}
	}
	return name
}

// hasShape reports whether s is shape with any digits in the place of its zeros.
func hasShape(s, shape string) bool {
	for i := range len(shape) {
		isDigit := s[i] >= '0' && s[i] <= '9'
		if shape[i] == '0' && !isDigit || shape[i] != '0' && s[i] != shape[i] {
			return false
		}
	}
	return true
}
