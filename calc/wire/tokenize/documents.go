package tokenize

import (
	"errors"
	"strconv"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
)

// Unbroken says that a stream has a text that cannot be cut and is too long to be kept.
const Unbroken = "unbroken-too-long"

// OpenDocument returns the number of a new document (bpe.Document), and its tokens and UTF-16 units. Halves of surrogate pairs may
// stand in text, as bpe.Document has them. It takes memory until CloseDocument.
func (s *State) OpenDocument(encoding, special string, text []byte) (opened []uint32, err error) {
	e, how, err := s.reading(encoding, special)
	if err != nil {
		return nil, err
	}
	d := e.NewDocument(text, how)
	return []uint32{uint32(s.documents.Add(d)), uint32(d.Count()), uint32(d.Units())}, nil
}

// ReplaceInDocument puts insert in the place of a range of UTF-16 units and returns the new number of tokens.
func (s *State) ReplaceInDocument(number, fromUTF16, toUTF16 int, insert []byte) (int, error) {
	d, err := s.documents.Get(number)
	if err != nil {
		return 0, err
	}
	if err := d.Replace(fromUTF16, toUTF16, insert); err != nil {
		return 0, outside(fromUTF16, toUTF16, d.Units())
	}
	return d.Count(), nil
}

// SegmentDocument gives the tokens that cover a range of UTF-16 units: how many come before, where the first begins, then
// their ids and their ends.
func (s *State) SegmentDocument(number, fromUTF16, toUTF16 int) ([]uint32, error) {
	d, err := s.documents.Get(number)
	if err != nil {
		return nil, err
	}
	segment, err := d.Segments(fromUTF16, toUTF16)
	if err != nil {
		return nil, outside(fromUTF16, toUTF16, d.Units())
	}
	return append(append([]uint32{uint32(segment.First), uint32(segment.StartUTF16)}, segment.IDs...), segment.EndsUTF16...), nil
}

// DescribeDocument is Describe of a document's text as it stands.
func (s *State) DescribeDocument(number int) ([]byte, error) {
	d, err := s.documents.Get(number)
	if err != nil {
		return nil, err
	}
	return Describe(d.AppendText(nil)), nil
}

// CloseDocument gives a document's memory back.
func (s *State) CloseDocument(number int) error { return s.documents.Close(number) }

func outside(fromUTF16, toUTF16, units int) error {
	return fault.Argument("", "The range is "+strconv.Itoa(fromUTF16)+" to "+strconv.Itoa(toUTF16)+
		"; accepted are ranges within the document's "+spell.Grouped(int64(units))+" UTF-16 units.")
}

// OpenCounter returns the number of a new bpe.Counter, for a text that comes in parts.
func (s *State) OpenCounter(encoding, special string) (int, error) {
	e, how, err := s.reading(encoding, special)
	if err != nil {
		return 0, err
	}
	return s.counters.Add(e.NewCounter(how)), nil
}

// WriteToCounter takes the next part, cut anywhere.
func (s *State) WriteToCounter(number int, part []byte) error {
	c, err := s.counters.Get(number)
	if err != nil {
		return err
	}
	if err := c.Write(part); errors.Is(err, bpe.ErrUnbroken) {
		return fault.New(Unbroken, "", "The text has "+fault.Sentence(err))
	}
	return nil
}

// FinishCounter returns the number of tokens and closes the counter.
func (s *State) FinishCounter(number int) (int, error) {
	c, err := s.counters.Get(number)
	if err != nil {
		return 0, err
	}
	return c.Finish(), s.counters.Close(number)
}

// CloseCounter drops a counter that is not to be finished.
func (s *State) CloseCounter(number int) error { return s.counters.Close(number) }
