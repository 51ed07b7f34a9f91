package catalog

import "strings"

// Resolve finds the model that a usage record or a price file names in its own way: with a path before it ("models/…",
// "publishers/google/models/…", "us.anthropic.…"), or a snapshot's date or version behind it ("-2026-03-05", "-20250929",
// "@20250514", "-v1:0", "-001"). exact is false where something was taken off that could mean another price.
func (o *Own) Resolve(name string) (m *Model, exact bool) {
	if m, ok := o.Find(name); ok {
		return m, true
	}
	bare := strings.ToLower(strings.TrimSpace(name))
	bare = bare[strings.LastIndexByte(bare, '/')+1:]
	for _, region := range []string{"us.", "eu.", "apac.", "global.", "jp."} {
		bare = strings.TrimPrefix(bare, region)
	}
	if m, ok := o.Find(bare); ok {
		return m, true
	}
	bare = strings.TrimPrefix(bare, "anthropic.")
	if at := strings.IndexAny(bare, "@:"); at > 0 {
		bare = bare[:at]
	}
	for range 3 { // a version and a date, in any order
		if m, ok := o.Find(bare); ok {
			return m, false
		}
		bare = withoutSuffix(bare)
	}
	return nil, false
}

// withoutSuffix takes a date or a version off the end of a name.
func withoutSuffix(name string) string {
	for _, shape := range []string{"-0000-00-00", "-00000000", "-000", "-v0"} {
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
