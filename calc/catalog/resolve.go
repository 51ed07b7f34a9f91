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
	bare, exact := strings.ToLower(strings.TrimSpace(name)), true
	bare = strings.TrimSuffix(bare, "[1m]") // Claude's long window, at the same price
	if tuned, ok := strings.CutPrefix(bare, "ft:"); ok {
		bare, _, _ = strings.Cut(tuned, ":")
		exact = false
	}
	if at := strings.LastIndexByte(bare, '/'); at >= 0 {
		exact = exact && isOwnPath(strings.Split(bare[:at], "/"))
		bare = bare[at+1:]
	}
	for _, region := range regions {
		if rest, ok := strings.CutPrefix(bare, region); ok {
			bare, exact = rest, false
			break
		}
	}
	if m, ok := o.find(bare); ok {
		return m, exact
	}
	bare = strings.TrimPrefix(bare, "anthropic.")
	if at := strings.IndexAny(bare, "@:"); at > 0 {
		bare = bare[:at]
	}
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

// regions are those of Amazon Bedrock's inference profiles.
var regions = [...]string{"us.", "us-gov.", "eu.", "apac.", "au.", "ca.", "jp.", "global."}

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
