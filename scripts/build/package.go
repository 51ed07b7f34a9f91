package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"threelimits/calc/bpe"
)

// offlineModule is the script that installs the service worker; the one file has no use for it.
const offlineModule = "core/offline.ts"

// moduleTypes are what threelimits.js exports besides the contract's types.
const moduleTypes = `
/** Resolves when the engine is ready. Calls with the same options share one engine; a failed attempt may be repeated. */
export declare function load(options?: LoadOptions): Promise<ThreeLimits>;
export declare const version: string;
`

// addPackage adds what makes dist/site an npm package and an installable page.
func (b *builder) addPackage(site files) error {
	types, err := b.contractTypes()
	if err != nil {
		return err
	}
	site["threelimits.d.ts"] = []byte(types + moduleTypes)
	if err := errors.Join(b.addDocs(site), b.addData(site)); err != nil {
		return err
	}
	site["icon.svg"] = []byte(icon)
	if err := addJSON(site, "package.json", packageJSON()); err != nil {
		return err
	}
	if err := addJSON(site, "manifest.webmanifest", manifest()); err != nil {
		return err
	}
	if err := b.addSourceHash(site); err != nil {
		return err
	}
	return b.addServiceWorker(site)
}

// relativeLink is a link of Markdown to another file.
var relativeLink = regexp.MustCompile(`\[([^\]]+)\]\(([^()#:\s]+)(#[^()\s]*)?\)`)

// addDocs adds the licence and the pages for people: the README and what it points to under docs/. A link to what does not ship becomes its words.
func (b *builder) addDocs(site files) error {
	pages, err := filepath.Glob(filepath.Join(b.root, "docs", "*"))
	if err != nil {
		return err
	}
	shipped := files{}
	for _, name := range []string{"LICENSE", "THIRD_PARTY_NOTICES.md", "README.md"} {
		pages = append(pages, filepath.Join(b.root, name))
	}
	for _, file := range pages {
		name, err := filepath.Rel(b.root, file)
		if err != nil {
			return err
		}
		if shipped[filepath.ToSlash(name)], err = os.ReadFile(file); err != nil {
			return err
		}
	}
	for name, content := range shipped {
		site[name] = content
		if path.Ext(name) == ".md" {
			site[name] = relativeLink.ReplaceAllFunc(content, func(link []byte) []byte {
				part := relativeLink.FindSubmatch(link)
				if _, ships := shipped[path.Join(path.Dir(name), string(part[2]))]; ships {
					return link
				}
				return part[1]
			})
		}
	}
	return nil
}

var (
	exportedPart = regexp.MustCompile(`(?m)^export type \* from "\./([^"]+)";\n`)
	typeImport   = regexp.MustCompile(`(?m)^import type \{[^}]*\} from "[^"]+";\n`)
)

// contractTypes are the public types in one file: what the parts of site/contract import of each other stands in it.
func (b *builder) contractTypes() (string, error) {
	whole, err := os.ReadFile(b.source("contract/index.ts"))
	if err != nil {
		return "", err
	}
	types := strings.TrimRight(exportedPart.ReplaceAllString(string(whole), ""), "\n") + "\n"
	for _, part := range exportedPart.FindAllStringSubmatch(string(whole), -1) {
		text, err := os.ReadFile(b.source("contract/" + part[1] + ".ts"))
		if err != nil {
			return "", err
		}
		types += "\n" + typeImport.ReplaceAllString(string(text), "")
	}
	return types, nil
}

// addData publishes the JSON Schemas, the exercises, the decks and the lessons.
func (b *builder) addData(site files) error {
	return errors.Join(b.addFolder(site, "schema"), b.addLessonFiles(site))
}

// addLessonFiles publishes the exercises, the decks and the lessons.
func (b *builder) addLessonFiles(out files) error {
	return errors.Join(b.addFolder(out, "content/exercises"), b.addFolder(out, "content/decks"), b.addFolder(out, "content/lessons"))
}

// addFolder publishes the JSON files of a folder of site/ under its own name, wherever the folder stands: these addresses are contract.
func (b *builder) addFolder(out files, folder string) error {
	paths, err := filepath.Glob(b.source(folder + "/*.json"))
	if err != nil {
		return err
	}
	for _, file := range paths {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		out[path.Base(folder)+"/"+filepath.Base(file)] = content
	}
	return nil
}

func packageJSON() any {
	type m = map[string]any
	return m{
		"name":        "threelimits",
		"version":     version,
		"description": "Exact token counts, context, cost and latency of hosted language models, computed locally",
		"license":     "MIT",
		"type":        "module",
		"main":        "./threelimits.js",
		"types":       "./threelimits.d.ts",
		"exports": m{
			".":              m{"types": "./threelimits.d.ts", "default": "./threelimits.js"},
			"./package.json": "./package.json",
			"./*":            "./*",
		},
		"sideEffects": true,
		"engines":     m{"node": ">=20"},
	}
}

func manifest() any {
	type m = map[string]any
	return m{
		"name":             "Three Limits",
		"short_name":       "Three Limits",
		"description":      "What a prompt takes of a language model's context, what it costs and how long it takes",
		"start_url":        "./index.html",
		"scope":            "./",
		"display":          "standalone",
		"background_color": "#ffffff",
		"theme_color":      "#ffffff",
		"icons":            []m{{"src": "./icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}},
	}
}

// icon: three bars, one per limit, in one square.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#1c1f26"/>` +
	`<rect x="12" y="15" width="40" height="8" rx="4" fill="#5aa9e6"/><rect x="12" y="28" width="26" height="8" rx="4" fill="#e6b45a"/>` +
	`<rect x="12" y="41" width="33" height="8" rx="4" fill="#7bc47f"/></svg>` + "\n"

func addJSON(site files, name string, value any) error {
	content, err := json.MarshalIndent(value, "", "  ")
	site[name] = append(content, '\n')
	return err
}

// lazy names the files that the service worker keeps only when they were asked for: tiktoken-go for the check, the reader
// of people's own tokenizers, usage records and price files, the vocabularies of other vendors, 2.4 MB together, the text of a book, and what reads PDF files.
func lazy(name string) bool {
	if file, ok := strings.CutPrefix(name, "vocab/"); ok {
		return !slices.ContainsFunc(bpe.Encodings(), func(s bpe.Spec) bool { return s.File+".vocab.gz" == file })
	}
	return name == "reference.wasm" || name == "convert.wasm" || name == "money.wasm" || name == "learn.wasm" || name == "opticks.js" || strings.HasPrefix(name, "pdf/")
}

// addServiceWorker adds service-worker.js with the list of files it keeps for offline use: everything the page can ask for
// but what few need and what is kept when it was loaded once (lazy).
func (b *builder) addServiceWorker(site files) error {
	sum := sha256.New()
	var keep []string
	for _, name := range slices.Sorted(maps.Keys(site)) {
		switch filepath.Ext(name) {
		case ".html", ".js", ".css", ".wasm", ".gz", ".svg", ".webmanifest":
			if !lazy(name) && name != "sample.html" {
				keep = append(keep, "./"+name)
			}
		}
		fmt.Fprintf(sum, "%s %x\n", name, sha256.Sum256(site[name]))
	}
	list, err := json.Marshal(keep)
	if err != nil {
		return err
	}
	script, err := b.bundleText(nil, offlineEntry, map[string]string{
		"FILES":   string(list),
		"RELEASE": fmt.Sprintf("%q", hex.EncodeToString(sum.Sum(nil))[:16]),
	})
	site["service-worker.js"] = []byte(script)
	return err
}

// sourceHash covers everything the two programs are compiled from.
const sourceHash = "build.json"

// addSourceHash writes down which sources the artefacts come from; a test recomputes it and so notices a stale artefact.
func (b *builder) addSourceHash(site files) error {
	out, err := hashSources(b.root, []string{"go.mod", "go.sum", "calc", "wasm"})
	if err != nil {
		return err
	}
	return addJSON(site, sourceHash, map[string]string{"version": version, "goSources": out})
}

// hashSources hashes files and folders, tests left out: SHA-256 over the lines "path SP sha256-of-content LF", sorted.
func hashSources(root string, places []string) (string, error) {
	var lines []string
	for _, top := range places {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() {
				if entry.Name() == "testdata" {
					return filepath.SkipDir
				}
				return nil
			}
			if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(entry.Name(), ".") {
				return nil
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			relative, err := filepath.Rel(root, path)
			lines = append(lines, fmt.Sprintf("%s %x\n", filepath.ToSlash(relative), sha256.Sum256(content)))
			return err
		})
		if err != nil {
			return "", err
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:]), nil
}
