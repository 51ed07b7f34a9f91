package exercise

import "strings"

// Piece is a stretch of a text: words, or what stands for a name in brackets.
type Piece struct {
	Words string // "": a name
	Name  string
}

// Pieces takes a text apart at its names: "on [model]" is words and a name. "[[" is a bracket. open is a bracket that is not
// closed, with what follows it.
func Pieces(text string) (pieces []Piece, open string) {
	words := ""
	for {
		before, rest, found := strings.Cut(text, "[")
		if words += before; !found {
			break
		}
		if literal, ok := strings.CutPrefix(rest, "["); ok {
			words, text = words+"[", literal
			continue
		}
		name, after, closed := strings.Cut(rest, "]")
		if !closed {
			return pieces, "[" + rest
		}
		if words != "" {
			pieces = append(pieces, Piece{Words: words})
		}
		pieces = append(pieces, Piece{Name: name})
		words, text = "", after
	}
	if words != "" {
		pieces = append(pieces, Piece{Words: words})
	}
	return pieces, ""
}

// given are the names that need no number of the file: they are read off the scenario's model.
var given = []string{"model", "date", "input price", "cached price", "output price", "window", "cutoff"}
