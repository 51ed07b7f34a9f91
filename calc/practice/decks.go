package practice

import (
	"threelimits/calc/exercise"
	"threelimits/calc/wire"
)

// DeckReport is a deck of flashcards as it is shown, or what is wrong with its file.
type DeckReport struct {
	Problems []FileProblem `json:"problems"`
	Deck     *PosedDeck    `json:"deck"`
}

type PosedDeck struct {
	ID    string      `json:"id"`
	Title string      `json:"title"`
	Cards []PosedCard `json:"cards"`
}

type PosedCard struct {
	ID     string `json:"id"`
	Front  string `json:"front"`
	Back   string `json:"back"`
	Source string `json:"source"`
	URL    string `json:"url,null"`
}

// DeckJSON is a deck as it crosses the boundary: a file as ReadExerciseLeaves takes it in, a DeckReport out. Errors are *fault.Error:
// bad-argument for leaves that are not complete.
func DeckJSON(file []byte) ([]byte, error) {
	leaves, err := ReadExerciseLeaves(file)
	if err != nil {
		return nil, err
	}
	deck, problems := exercise.ReadDeck(leaves)
	report := DeckReport{Problems: fileProblems(problems)}
	if deck != nil {
		report.Deck = &PosedDeck{ID: deck.ID, Title: deck.Title}
		for _, c := range deck.Cards {
			report.Deck.Cards = append(report.Deck.Cards, PosedCard(c))
		}
	}
	return wire.Append(nil, &report), nil
}
