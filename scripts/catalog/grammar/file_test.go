package grammar

import "testing"

func TestFileKeepsItsText(t *testing.T) {
	const text = "# Top.\nvendor acme Acme\napi openai\n\nsource a 2026-01-01 https://a.example A\n\ntokens x exact @a\n  for *\n  why Y.\n" +
		"\nmodel b B\n  window 5 @a\n\nmodel a A model\n  # Twice.\n  price - in 1 @a\n"
	if got := Read("acme.txt", text).String(); got != text {
		t.Errorf("%s\nexpected\n%s", got, text)
	}
}
