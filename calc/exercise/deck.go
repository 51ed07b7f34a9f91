package exercise

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/dates"
)

// DeckFormat and DeckVersion are what a deck of flashcards says of itself.
const (
	DeckFormat  = "threelimits-deck"
	DeckVersion = 1
)

const maxCards = 500

// Deck is flashcards. A card keeps its id when its words change, so that what someone has learned stays with it.
type Deck struct {
	ID, Title string
	Cards     []Card
}

// Card is a question, its answer, and where it can be read: URL is "" where that is no page, and Checked the day it
// was read, "" where the file does not say.
type Card struct {
	ID, Front, Back, Source, URL, Checked string
}

// ReadDeck reads the leaves of a deck. Where problems are returned the deck is nil.
func ReadDeck(leaves []Leaf) (*Deck, []Problem) {
	var r reader
	root := r.tree(leaves)
	if root == nil {
		return nil, r.problems
	}
	r.takes(root, []string{"format", "version", "id", "title", "cards"}, nil)
	r.header(root, DeckFormat, DeckVersion)
	deck := &Deck{ID: r.id(root), Title: r.text(root, "title"), Cards: r.cards(root)}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return deck, nil
}

func (r *reader) cards(n *node) (cards []Card) {
	listed := r.list(n, "cards")
	if field := n.inner["cards"]; field != nil && (len(listed) == 0 || len(listed) > maxCards) {
		r.fail(field, "must be 1 to "+strconv.Itoa(maxCards)+" cards")
		return nil
	}
	for _, e := range listed {
		r.takes(e, []string{"id", "front", "back", "source"}, []string{"url", "checked"})
		c := Card{r.id(e), r.text(e, "front"), r.text(e, "back"), r.text(e, "source"), r.text(e, "url"), r.text(e, "checked")}
		if c.URL != "" && !strings.HasPrefix(c.URL, "https://") {
			r.fail(e.inner["url"], "must begin with https://")
		}
		if c.Checked != "" && !dates.Valid(c.Checked) {
			r.fail(e.inner["checked"], "must be a day, such as 2026-11-20")
		}
		if slices.ContainsFunc(cards, func(before Card) bool { return before.ID == c.ID && c.ID != "" }) {
			r.fail(e.inner["id"], "is the id of a card before it")
		}
		cards = append(cards, c)
	}
	return cards
}
