//go:build js && wasm

package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/pkoukk/tiktoken-go"

	"threelimits/calc/bpe"
	"threelimits/wasm/boundary"
)

// modulePath is tiktoken-go's.
const modulePath = "github.com/pkoukk/tiktoken-go"

// tiktokens are tiktoken-go's encoders, made when they are first asked for.
type tiktokens struct {
	ranks    rankFiles
	encoders map[string]*tiktoken.Tiktoken
	// ours are our own encodings by their files, to explain differences with.
	ours map[string]*bpe.Encoding
}

func newTiktoken() *tiktokens {
	t := &tiktokens{rankFiles{}, map[string]*tiktoken.Tiktoken{}, map[string]*bpe.Encoding{}}
	tiktoken.SetBpeLoader(t.ranks)
	return t
}

// fileNeeded names the vocabulary file without which the encoding cannot count, or is "". It makes the encoder where it
// can, so that encode's time is the time of encoding.
func (t *tiktokens) fileNeeded(encoding string) (string, error) {
	spec, err := find(encoding)
	if err != nil {
		return "", err
	}
	if t.ranks[spec.File] == nil {
		return spec.File, nil
	}
	_, err = t.encoder(encoding)
	return "", err
}

func (t *tiktokens) load(encoding string, file []byte) error {
	spec, err := find(encoding)
	if err != nil {
		return err
	}
	if t.ours[spec.File], err = t.ranks.read(spec, file); err != nil {
		return err
	}
	_, err = t.encoder(encoding)
	return err
}

// encode gives the ids of text, in which nothing is a special token. Worst cost: quadratic in the longest unbroken run.
func (t *tiktokens) encode(encoding, text string) ([]uint32, error) {
	encoder, err := t.encoder(encoding)
	if err != nil {
		return nil, err
	}
	ids := encoder.EncodeOrdinary(text)
	words := make([]uint32, len(ids))
	for i, id := range ids {
		words[i] = uint32(id)
	}
	return words, nil
}

// difference is ReferenceCheck.difference of the contract.
type difference struct {
	At     int    `json:"at"`
	Text   string `json:"text"`
	Known  bool   `json:"known"`
	Reason string `json:"reason"`
}

// explain says where our tokens of a text and tiktoken-go's part, and why; false when they do not.
func (t *tiktokens) explain(encoding string, text []byte, ours, theirs []uint32) (difference, bool, error) {
	spec, err := find(encoding)
	if err != nil {
		return difference{}, false, err
	}
	e := t.ours[spec.File]
	if e == nil {
		return difference{}, false, &boundary.Failure{Code: "vocabulary-missing", Message: fmt.Sprintf("The vocabulary %s is not loaded.", spec.File)}
	}
	d, differ := e.Explain(text, ours, theirs)
	return difference{d.UTF16, d.Text, d.Known, d.Reason}, differ, nil
}

func (t *tiktokens) encoder(encoding string) (*tiktoken.Tiktoken, error) {
	if known := t.encoders[encoding]; known != nil {
		return known, nil
	}
	spec, err := find(encoding)
	if err != nil {
		return nil, err
	}
	// tiktoken-go knows no o200k_harmony and no gpt2. Their ordinary text is encoded as o200k_base's and r50k_base's, and
	// special tokens are not asked for here.
	known := encoding
	if !slices.Contains(tiktokenEncodings, encoding) {
		known = spec.File
	}
	encoder, err := tiktoken.GetEncoding(known)
	if err != nil {
		return nil, err
	}
	t.encoders[encoding] = encoder
	return encoder, nil
}

var tiktokenEncodings = []string{
	tiktoken.MODEL_O200K_BASE, tiktoken.MODEL_CL100K_BASE, tiktoken.MODEL_P50K_BASE, tiktoken.MODEL_P50K_EDIT, tiktoken.MODEL_R50K_BASE,
}

func find(encoding string) (bpe.Spec, error) {
	spec, found := bpe.Find(encoding)
	if found && !slices.ContainsFunc(bpe.Encodings(), func(s bpe.Spec) bool { return s.Name == encoding }) {
		return spec, &boundary.Failure{Code: "reference-failed",
			Message: fmt.Sprintf("tiktoken-go does not have %s: it has OpenAI's encodings only.", encoding)}
	}
	if !found {
		return spec, &boundary.Failure{Code: "unknown-encoding", Message: fmt.Sprintf("There is no encoding %q.", encoding)}
	}
	return spec, nil
}

// moduleVersion is the version of tiktoken-go this program was linked with.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == modulePath {
				return strings.TrimPrefix(dependency.Version, "v")
			}
		}
	}
	return "unknown"
}
