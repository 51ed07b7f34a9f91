//go:build !js

package conformance

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/scripts/vocab/tokenizers"
)

// answers asks an encoding's oracle for the tokens of each text: Hugging Face's core where the vocabulary is made of a
// tokenizer.json, OpenAI's otherwise.
func answers(t testing.TB, spec bpe.Spec, special bpe.Special, texts [][]byte) [][]uint32 {
	t.Helper()
	if source, ok := tokenizers.Packages[spec.File]; ok {
		content, err := tokenizers.Fetch(source, filepath.Join(root, "build", "npm"))
		if err != nil {
			t.Fatal(err)
		}
		return answersOf(t, content, special, texts)
	}
	specials, err := json.Marshal(spec.Specials())
	if err != nil {
		t.Fatal(err)
	}
	return ask(t, texts, "tiktoken", spec.Name, mode(special), written(t, specials), spec.File)
}

// answersOf asks Hugging Face's core, with a tokenizer.json.
func answersOf(t testing.TB, tokenizer []byte, special bpe.Special, texts [][]byte) [][]uint32 {
	t.Helper()
	return ask(t, texts, "tokenizers", written(t, tokenizer), mode(special))
}

func mode(special bpe.Special) string {
	if special == bpe.SpecialAsTokens {
		return "tokens"
	}
	return "text"
}

func written(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "oracle.json")
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func ask(t testing.TB, texts [][]byte, args ...string) [][]uint32 {
	t.Helper()
	var in bytes.Buffer
	for _, text := range texts {
		binary.Write(&in, binary.LittleEndian, uint32(len(text)))
		in.Write(text)
	}
	cmd := exec.Command("node", append([]string{"--max-old-space-size=6000", "oracle.mjs"}, args...)...)
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v (make test-go installs what it needs)", cmd, err)
	}
	all := make([][]uint32, 0, len(texts))
	for len(out) > 0 {
		ids := make([]uint32, binary.LittleEndian.Uint32(out))
		out = out[4:]
		for i := range ids {
			ids[i] = binary.LittleEndian.Uint32(out[4*i:])
		}
		out = out[4*len(ids):]
		all = append(all, ids)
	}
	if len(all) != len(texts) {
		t.Fatalf("the oracle answered %d of %d texts", len(all), len(texts))
	}
	return all
}
