package main

import (
	"fmt"
	"os/exec"
	"strings"

	"threelimits/scripts/npm"
)

// pack is an npm package at one version, as published. Only its data is read: pi-ai brings ten SDKs, and on Node 20 its
// engines field makes a plain install fall back to a much older version without a word.
type pack struct {
	name, version string
	published     string // the day it was published, which is no day on which anyone read a vendor's page
	home          string // where what it has stands, as far as it is no vendor's price list
	integrity     string // SHA-512, as the registry states it
	part          string // of what it has; "" is the vendor's own prices
}

var (
	piAI = pack{
		name: "@earendil-works/pi-ai", version: "1.6.0", published: "2026-11-20",
		integrity: "sha512-9hL+eygFDEiFp//cydeUfmFsKmEqpmvsNPb10Y1W8+m5K9O+sx1hMStfu6nukrBD5sl6mP4RykCYBBNEgsVLfw==",
		home:      "https://github.com/earendil-works/pi/tree/main/packages/ai",
	}
	genaiPrices = pack{
		name: "@pydantic/genai-prices", version: "0.1.8", published: "2026-09-23",
		integrity: "sha512-h7CYw6qTyflG2zUndO8tXyL8Xopf+tX9JZu13h0ZFgeyYj+J2gm1edR4+R+mbQ2vPdkFjtTmmmu1cYQPM5/KTA==",
		home:      "https://github.com/pydantic/genai-prices/tree/main/prices",
	}
)

// dataPart is what a package says itself: limits, names, dates.
const dataPart = "data"

// of is the same package where it speaks of a part: its data, or a gateway.
func (p pack) of(part string) pack {
	p.part = part
	return p
}

// short is the package's name without its scope, its version and the part: the key of its rows in the vendor files.
func (p pack) short() string {
	key := p.family() + p.version
	if p.part != "" {
		key += "-" + p.part
	}
	return key
}

func (p pack) family() string { return p.name[strings.IndexByte(p.name, '/')+1:] + "-" }

// isOlder reports whether a key is of the same part of the package, at this version or another.
func (p pack) isOlder(key string) bool {
	rest, ok := strings.CutPrefix(key, p.family())
	_, part, _ := strings.Cut(rest, "-")
	return ok && part == p.part
}

// quoted is the line that defines the package's key: url is where a reader finds what it says.
func (p pack) quoted(url, what string) string {
	return "quoted " + p.short() + " " + p.published + " " + url + " npm " + p.name + " " + p.version + ": " + what
}

// newer asks the registry npm is set to for the newest version; "" is the pinned one.
func (p pack) newer() (version string, err error) {
	out, err := exec.Command("npm", "view", p.name, "version").Output()
	if err != nil {
		return "", fmt.Errorf("npm view %s: %w", p.name, err)
	}
	if version = strings.TrimSpace(string(out)); version == p.version {
		return "", nil
	}
	return version, nil
}

func (p pack) npm() npm.Package {
	return npm.Package{Name: p.name, Version: p.version, Integrity: p.integrity}
}

// fetch returns the package's tarball; see npm.Package.Fetch.
func (p pack) fetch(folder string) ([]byte, error) { return p.npm().Fetch(folder) }

func (p pack) verify(data []byte) error { return p.npm().Verify(data) }
