package testkit

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// ByteRanks is a .tiktoken file in which each byte is a token by its own number, and "he", "the" and " the" are those from 256 on.
func ByteRanks() []byte {
	var ranks strings.Builder
	add := func(token string, id int) {
		fmt.Fprintf(&ranks, "%s %d\n", base64.StdEncoding.EncodeToString([]byte(token)), id)
	}
	for b := range 256 {
		add(string([]byte{byte(b)}), b)
	}
	for i, token := range []string{"he", "the", " the"} {
		add(token, 256+i)
	}
	return []byte(ranks.String())
}
