package practice

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"threelimits/calc/exercise"
	"threelimits/calc/internal/testkit"
)

const goodDeck = `{ "format": "threelimits-deck", "version": 1, "id": "good", "title": "Title", "cards": [
 { "id": "one", "front": "Q", "back": "A", "source": "S", "url": "https://example.org/" },
 { "id": "two", "front": "Q", "back": "A", "source": "S" } ] }`

func TestOurDeckIsGood(t *testing.T) {
	text, err := os.ReadFile(testkit.Root() + "/site/content/decks/lesson.json")
	if err != nil {
		t.Fatal(err)
	}
	s := testkit.ReadSchema(t, "deck")
	for _, file := range []string{string(text), strings.Replace(goodDeck, "{", `{ "$schema": "deck.schema.json", `, 1)} {
		if deck, problems := exercise.ReadDeck(fileLeaves(t, file)); deck == nil {
			t.Error(problems)
		}
		var object any
		if err := json.Unmarshal([]byte(file), &object); err != nil {
			t.Fatal(err)
		}
		if wrong := s.Validate(object); len(wrong) > 0 {
			t.Error(strings.Join(wrong, "\n"))
		}
	}
	for field := range s.Declared() {
		if !s.Used[field] {
			t.Errorf("no card has %s", field)
		}
	}
	deck, problems := exercise.ReadDeck(fileLeaves(t, string(text)))
	if deck == nil || len(deck.Cards) < 30 || len(problems) > 0 {
		t.Fatalf("%+v: %v", deck, problems)
	}
	if first := deck.Cards[0]; first.ID != "tokens" || first.Front == "" || first.Back == "" || first.Source == "" || first.URL != "" {
		t.Errorf("the first card is %+v", first)
	}
}

func TestBadDecksSayWhatIsWrong(t *testing.T) {
	s := testkit.ReadSchema(t, "deck")
	if _, problems := exercise.ReadDeck(fileLeaves(t, goodDeck)); len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, test := range []struct {
		from, to, says string
		schema         bool
	}{
		{`threelimits-deck`, `threelimits-exercise`, `line 1, format: "threelimits-exercise" is not accepted here`, true},
		{`"version": 1`, `"version": 1e308`, `line 1, version: must be 1`, true},
		{`"title": "Title", `, ``, `title: is missing.`, true},
		{`"title"`, `"topic": 1, "title"`, `line 1, topic: is not a field`, true},
		{`"front": "Q"`, `"front": 5`, `line 2, cards.0.front: must be a text.`, true},
		{`"front": "Q"`, `"front": ""`, `line 2, cards.0.front: must be a text.`, true},
		{`"back": "A", `, ``, `cards.0.back: is missing.`, true},
		{`"source": "S", "url"`, `"url"`, `cards.0.source: is missing.`, true},
		{`https://`, `javascript:`, `line 2, cards.0.url: must begin with https://.`, true},
		{`"id": "two"`, `"id": "one"`, `line 3, cards.1.id: is the id of a card before it.`, false},
		{`"id": "two"`, `"id": "Two!"`, `line 3, cards.1.id: must be at most 60 small letters`, true},
		{goodDeck[strings.Index(goodDeck, "["):], `[] }`, `line 1, cards: must be 1 to 500 cards.`, true},
		{goodDeck[strings.Index(goodDeck, "["):], `{} }`, `line 1, cards: must be a list.`, true},
		{goodDeck[strings.Index(goodDeck, "["):], `[5] }`, `line 1, cards.0: must be an object with id, front, back, source.`, true},
	} {
		bad := strings.Replace(goodDeck, test.from, test.to, 1)
		var said []string
		deck, problems := exercise.ReadDeck(fileLeaves(t, bad))
		for i := range problems {
			said = append(said, problems[i].String())
		}
		if all := strings.Join(said, "\n"); deck != nil || !strings.Contains(all, test.says) {
			t.Errorf("%s → %s says\n  %s\nwant\n  %s", test.from, test.to, all, test.says)
		}
		var object any
		if err := json.Unmarshal([]byte(bad), &object); err != nil {
			t.Fatal(err)
		}
		if wrong := s.Validate(object); test.schema != (len(wrong) > 0) {
			t.Errorf("%s → %s: the schema says %v", test.from, test.to, wrong)
		}
	}
}
