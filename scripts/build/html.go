package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A page is one HTML source of site/. Its scripts and style sheets are named by their sources
// (src="main.ts", href="styles/page.css"); the build puts the names of the outputs there.
type page struct {
	name string // index.html
	html string
}

var (
	reference  = regexp.MustCompile(`(<(?:script|link)\b[^>]*?\b(?:src|href)=")(?:\./)?([^"]+\.(?:ts|css))(")`)
	styleAttr  = regexp.MustCompile(`(?i)<[a-z][^>]*\sstyle\s*=`)
	handler    = regexp.MustCompile(`(?i)<[a-z][^>]*\son[a-z]+\s*=`)
	headStart  = regexp.MustCompile(`(?i)<meta charset="?utf-8"?\s*/?>`)
	scriptTag  = regexp.MustCompile(`(?is)<script\b([^>]*)>(.*?)</script>`)
	styleTag   = regexp.MustCompile(`(?is)<style\b[^>]*>(.*?)</style>`)
	iframeTag  = regexp.MustCompile(`(?i)<iframe\b`)
	dataScript = regexp.MustCompile(`(?i)\btype="(?:text|application)/(?:plain|json|octet-stream[^"]*)"`)
	inlineTag  = regexp.MustCompile(`<script data-inline src="([^"]+)"></script>`)
	withSource = regexp.MustCompile(`(?i)\bsrc=`)
)

func (b *builder) readPages() ([]page, error) {
	paths, err := filepath.Glob(b.source("*.html"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, errors.New("no HTML under site/")
	}
	var pages []page
	for _, p := range paths {
		content, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		if html := string(content); styleAttr.MatchString(html) || handler.MatchString(html) {
			return nil, fmt.Errorf("%s: the content security policy forbids style= and on…= attributes", p)
		}
		html, err := b.inlineScripts(string(content))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		pages = append(pages, page{filepath.Base(p), html})
	}
	return pages, nil
}

// inlineScripts puts scripts marked data-inline into the page itself: they run where nothing can be loaded.
func (b *builder) inlineScripts(html string) (string, error) {
	var failed error
	html = inlineTag.ReplaceAllStringFunc(html, func(tag string) string {
		source, err := os.ReadFile(b.source(inlineTag.FindStringSubmatch(tag)[1]))
		if err != nil {
			failed = err
			return tag
		}
		result := api.Transform(string(source), api.TransformOptions{Loader: api.LoaderTS, Target: api.ES2022, Format: api.FormatIIFE,
			MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true})
		if len(result.Errors) > 0 {
			failed = errors.New(result.Errors[0].Text)
		}
		return "<script>" + strings.TrimSpace(string(result.Code)) + "</script>"
	})
	return html, failed
}

// entries are the bundles the page needs: output by source.
func (p page) entries() map[string]string {
	entries := map[string]string{}
	for _, match := range reference.FindAllStringSubmatch(p.html, -1) {
		entries[match[2]] = outputName(match[2])
	}
	return entries
}

// outputName is where a bundle lies in dist/site: beside the page, under its own last name.
func outputName(source string) string {
	name := path.Base(source)
	if path.Ext(name) == ".ts" {
		return strings.TrimSuffix(name, ".ts") + ".js"
	}
	return name
}

// addPages puts the outputs' names and the content security policy into each page.
func addPages(site files, pages []page) error {
	for _, p := range pages {
		html := reference.ReplaceAllStringFunc(p.html, func(tag string) string {
			part := reference.FindStringSubmatch(tag)
			return part[1] + "./" + outputName(part[2]) + part[3]
		})
		html, err := withPolicy(html, servedPolicy)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		site[p.name] = []byte(html)
	}
	return nil
}

// A policy is a content security policy by directive; inline scripts and styles add their hashes.
type policy struct {
	script, style, rest string
}

var (
	servedPolicy = policy{
		script: "'self' 'wasm-unsafe-eval'",
		style:  "'self'",
		rest: "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; " +
			"base-uri 'none'; form-action 'none'",
	}
	// The one file holds everything: only what its hashes name may run, and nothing may be fetched.
	oneFilePolicy = policy{
		script: "'wasm-unsafe-eval'",
		style:  "",
		rest:   "img-src data:; connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'",
	}
)

// withPolicy puts the policy first in the head.
func withPolicy(html string, p policy) (string, error) {
	place := headStart.FindStringIndex(html)
	if place == nil {
		return "", errors.New(`<meta charset="utf-8"> is missing: the policy goes right after it`)
	}
	script, style := p.script, p.style
	for _, tag := range scriptTag.FindAllStringSubmatch(html, -1) {
		if !withSource.MatchString(tag[1]) && !dataScript.MatchString(tag[1]) {
			script += " " + hashSource(tag[2])
		}
	}
	for _, tag := range styleTag.FindAllStringSubmatch(html, -1) {
		style += " " + hashSource(tag[1])
	}
	rest := p.rest
	if iframeTag.MatchString(html) {
		rest += "; frame-src 'self'"
	}
	meta := fmt.Sprintf("\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src %s; style-src %s; %s\">",
		strings.TrimSpace(script), strings.TrimSpace(style), rest)
	return html[:place[1]] + meta + html[place[1]:], nil
}

func hashSource(inline string) string {
	sum := sha256.Sum256([]byte(inline))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
