package bpe

// scanKimi cuts text as Kimi K2 does (pat_str of moonshotai/Kimi-K2's tokenization_kimi.py): o200k_base's pattern with runs
// of Han characters taken first and kept out of words.
//
//	han    [\p{Han}]+
//	word1  [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//	word2  [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//	number \p{N}{1,3}
//	punct   ?[^\s\p{L}\p{N}]+[\r\n]*
//	lines  \s*[\r\n]+
//	gap    \s+(?!\S)
//	space  \s+
func scanKimi(text []byte, i int, ends []int) int { return scanCased(text, i, ends, &kimiRules) }

var kimiRules = casedRules{digits: 3, contraction: true, han: true}
