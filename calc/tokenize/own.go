package tokenize

import (
	"slices"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
)

// LoadOwn makes an encoding of a vocabulary file of a tokenizer that a person brings (bpe.Convert, bpe.ConvertRanks), under a name that no other has; a name
// that was brought before is replaced.
func (t *Set) LoadOwn(name string, file []byte) error {
	if _, taken := bpe.Find(name); taken || name == "" {
		return fault.Argument("name", "The name "+fault.Short(name)+" cannot be given to a tokenizer of one's own; accepted are others than those that are built in.")
	}
	e, err := bpe.LoadOwn(name, file)
	if err != nil {
		return fault.New(VocabularyCorrupt, "", "The tokenizer "+fault.Short(name)+" cannot be used: "+fault.Sentence(err))
	}
	if !slices.Contains(t.own, name) {
		t.own = append(t.own, name)
	}
	t.keep(e)
	return nil
}

// ForgetOwn drops an encoding that LoadOwn made.
func (t *Set) ForgetOwn(name string) {
	if at := slices.Index(t.own, name); at >= 0 {
		t.own = append(t.own[:at], t.own[at+1:]...)
		delete(t.loaded, name)
	}
}
