package ranks

import (
	"slices"
	"strings"
	"testing"
)

func TestMerges(t *testing.T) {
	var single [][]byte
	for i := range 256 {
		single = append(single, []byte{byte(i)})
	}
	add := func(tokens ...string) [][]byte {
		all := slices.Clone(single)
		for _, token := range tokens {
			all = append(all, []byte(token))
		}
		return all
	}
	for want, tokens := range map[string][][]byte{
		"at least 256 ids":              single[:255],
		"token 0 is not a single byte":  append([][]byte{[]byte("ab")}, single[1:]...),
		"not made of two":               add("ab", "cde"),
		"repeats":                       add("ab", "ab"),
		"token 256 is not made of two ": add("abc"),
	} {
		if _, _, _, err := Merges(tokens); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	_, halves, gaps, err := Merges(add("ab", "", "abc"))
	if err != nil || !slices.Equal(halves, []uint64{'a'<<32 | 'b', 256<<32 | 'c'}) || !slices.Equal(gaps, []uint32{257}) {
		t.Errorf("got %x, %d, %v", halves, gaps, err)
	}
}
