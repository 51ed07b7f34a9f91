package main

import (
	"strings"

	"threelimits/scripts/npm"
)

// pack is an npm package at one version, as published. Only its data is read: pi-ai brings ten SDKs, and on Node 20 its
// engines field makes a plain install fall back to a much older version without a word.
type pack struct {
	name, version string
	checked       string // the day its data are from
	integrity     string // SHA-512, as the registry states it
}

var (
	piAI = pack{
		"@earendil-works/pi-ai", "1.5.2", "2026-11-10",
		"sha512-2tWPSnV3qzfiDIY3aWluBag3vC++Vs+VsXt/UquSU5onPMohPih72FUhIhaqmDdMYubOgB3Byl9uF4Vk40JLvQ==",
	}
	genaiPrices = pack{
		"@pydantic/genai-prices", "0.1.8", "2026-09-23",
		"sha512-h7CYw6qTyflG2zUndO8tXyL8Xopf+tX9JZu13h0ZFgeyYj+J2gm1edR4+R+mbQ2vPdkFjtTmmmu1cYQPM5/KTA==",
	}
)

// short is the package's name without its scope, and its version: the key of its rows in the vendor files.
func (p pack) short() string { return p.name[strings.IndexByte(p.name, '/')+1:] + "-" + p.version }

func (p pack) npm() npm.Package {
	return npm.Package{Name: p.name, Version: p.version, Integrity: p.integrity}
}

// fetch returns the package's tarball; see npm.Package.Fetch.
func (p pack) fetch(folder string) ([]byte, error) { return p.npm().Fetch(folder) }

func (p pack) verify(data []byte) error { return p.npm().Verify(data) }
