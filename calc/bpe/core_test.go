//go:build !js

package bpe

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"os"
	"os/exec"
	"testing"
)

// coreIDs asks the official core (npm tiktoken, in Node) for the tokens of each text.
func coreIDs(t testing.TB, encoding string, special Special, texts [][]byte) [][]uint32 {
	t.Helper()
	var in bytes.Buffer
	for _, text := range texts {
		binary.Write(&in, binary.LittleEndian, uint32(len(text)))
		in.Write(text)
	}
	mode := "text"
	if special == SpecialAsTokens {
		mode = "tokens"
	}
	cmd := exec.Command("node", "testdata/core.mjs", encoding, mode)
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node testdata/core.mjs: %v (npm install at the root brings tiktoken)", err)
	}
	all := make([][]uint32, 0, len(texts))
	for len(out) > 0 {
		n := binary.LittleEndian.Uint32(out)
		out = out[4:]
		ids := make([]uint32, n)
		for i := range ids {
			ids[i] = binary.LittleEndian.Uint32(out[4*i:])
		}
		out = out[4*n:]
		all = append(all, ids)
	}
	if len(all) != len(texts) {
		t.Fatalf("the core answered %d of %d texts", len(all), len(texts))
	}
	return all
}

var askCore = flag.Bool("core", false, "ask the official core again and write "+coreHashes)

// TestAccumulateCore writes the hashes that TestAccumulated reads. Only with -core: it takes minutes.
func TestAccumulateCore(t *testing.T) {
	if !*askCore {
		readCoreHashes(t)
		return
	}
	out := "# Hashes of the tokens that npm tiktoken 1.0.22 gives: encoding, set of texts (accumulated_test.go), SHA-256.\n"
	for _, a := range accumulated {
		texts := a.texts(t)
		for _, name := range a.encodings {
			h := sha256.New()
			for _, ids := range coreIDs(t, name, a.special, texts) {
				hashIDs(h, ids)
			}
			out += name + " " + a.set + " " + hex.EncodeToString(h.Sum(nil)) + "\n"
		}
	}
	if err := os.WriteFile(coreHashes, []byte(out), 0o666); err != nil {
		t.Fatal(err)
	}
}
