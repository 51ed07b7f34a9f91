package testkit

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	quoted   = regexp.MustCompile(`"[^"]*"`)
	property = regexp.MustCompile(`(\w+)\??:`)
)

// readContract is the public types of the page.
func readContract(tb testing.TB) string {
	tb.Helper()
	parts, err := filepath.Glob(Root() + "/site/contract/*.ts")
	if err != nil || len(parts) == 0 {
		tb.Fatal("no contract under site/contract", err)
	}
	var contract strings.Builder
	for _, part := range parts {
		text, err := os.ReadFile(part)
		if err != nil {
			tb.Fatal(err)
		}
		contract.Write(text)
	}
	return contract.String()
}

// FieldsOf lists the names of all fields in a TypeScript interface of the contract, at any depth.
func FieldsOf(tb testing.TB, name string) map[string]bool {
	tb.Helper()
	contract := readContract(tb)
	_, body, found := strings.Cut(contract, "export interface "+name+" {")
	if !found {
		tb.Fatalf("the contract has no interface %s", name)
	}
	depth, end := 1, 0
	for ; depth > 0; end++ {
		switch body[end] {
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	fields := map[string]bool{}
	for _, match := range property.FindAllStringSubmatch(quoted.ReplaceAllString(comments.ReplaceAllString(body[:end], ""), ""), -1) {
		fields[match[1]] = true
	}
	return fields
}

// Keys are the members of a set, in order.
func Keys(set map[string]bool) []string {
	var list []string
	for key := range set {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
