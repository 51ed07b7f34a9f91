package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"threelimits/scripts/serve/live"
	"threelimits/scripts/serve/static"
)

// liveScript is a page's link to the dev server; it stands in no other build.
const liveScript = "live.js"

// watch serves the page from build/dev until ctrl-C. Each part is built anew by itself when a file it is made of changes, and open pages
// load anew. It differs from dist: scripts and styles are as they were written, with source maps; programs keep their tables of lines; no
// service worker keeps an old file; the one file, and what makes a package, are left out.
func (b *builder) watch() error {
	listener, err := static.Listen(os.Getenv("PORT"))
	if err != nil {
		return err
	}
	site := filepath.Join(b.root, b.out, "site")
	d := development{site: site, server: live.New(static.Handler(os.DirFS(site))), made: map[string]files{}}
	still := files{}
	if err := errors.Join(b.packVocabularies(), b.addVocabularies(still), b.addPDF(still)); err != nil {
		return err
	}
	d.made["still"] = still
	parts := []part{
		{"programs", []string{"calc", "wasm", "go.mod"}, []string{".go", ".txt", ".mod"}, b.developPrograms},
		{"page", []string{"site"}, []string{".ts", ".js", ".css", ".html", ".json", ".svg"}, (&developedPage{builder: b}).build},
	}
	var before []func() bool
	for _, p := range parts {
		before = append(before, changes(b.root, p))
		if err := d.build(p); err != nil { // what is broken at first may be mended while it is watched
			fmt.Fprintln(os.Stderr, err)
		}
	}
	for i, p := range parts {
		go func() {
			for ; ; time.Sleep(200 * time.Millisecond) {
				if !before[i]() {
					continue
				}
				if err := d.build(p); err != nil {
					fmt.Fprintln(os.Stderr, err)
					d.server.Failed(err)
				}
			}
		}()
	}
	return static.Serve(listener, d.server, d.server.End)
}

// A part of the page that is built by itself: from files under these places with one of these endings.
type part struct {
	name    string
	places  []string
	endings []string
	build   func() (files, error)
}

// development is what was built, by part, and where it goes.
type development struct {
	site   string
	server *live.Server
	mu     sync.Mutex
	made   map[string]files
}

func (d *development) build(p part) error {
	start := time.Now()
	made, err := p.build()
	if err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.made[p.name] = made
	all := files{}
	for _, some := range d.made {
		maps.Copy(all, some)
	}
	if err := all.writeTo(d.site); err != nil {
		return err
	}
	fmt.Printf("built the %s in %.2f s\n", p.name, time.Since(start).Seconds())
	d.server.Built()
	return nil
}

// changes returns a function that says whether a file has come, gone or changed since it was asked last. It looks at times and sizes: some
// milliseconds for all files here, so that no package is needed that knows each system's events.
func changes(root string, p part) func() bool {
	look := func() map[string]string {
		seen := map[string]string{}
		for _, place := range p.places {
			// A file that goes while it is looked at is seen the next time.
			_ = filepath.WalkDir(filepath.Join(root, place), func(path string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() || !p.isSource(path) {
					return nil
				}
				if info, err := entry.Info(); err == nil {
					seen[path] = fmt.Sprint(info.ModTime().UnixNano(), info.Size())
				}
				return nil
			})
		}
		return seen
	}
	last := look()
	return func() bool {
		now := look()
		changed := !maps.Equal(last, now)
		last = now
		return changed
	}
}

func (p part) isSource(path string) bool {
	for _, ending := range p.endings {
		if strings.HasSuffix(path, ending) && !strings.HasSuffix(path, "_test"+ending) && !strings.HasSuffix(path, ".test"+ending) {
			return true
		}
	}
	return false
}

// developPrograms packs the catalogue and compiles the programs, all at once: the go command does again only what it must.
func (b *builder) developPrograms() (files, error) {
	if err := b.run(nil, "go", "run", "./scripts/catalog", "-pack"); err != nil {
		return nil, err
	}
	faults := make([]error, len(programs))
	var working sync.WaitGroup
	for i, p := range programs {
		working.Go(func() { faults[i] = b.compile(p) })
	}
	working.Wait()
	made := files{}
	for i, p := range programs {
		content, err := os.ReadFile(filepath.Join(b.root, p.path()))
		faults[i] = errors.Join(faults[i], err)
		made[p.name] = content
	}
	return made, errors.Join(faults...)
}

// developedPage is all that comes from site/. esbuild keeps what it knows from one build to the next while the entries are the same.
type developedPage struct {
	*builder
	entries string
	bundles []incremental
}

type incremental struct {
	options api.BuildOptions
	context api.BuildContext
}

func (d *developedPage) build() (files, error) {
	pages, err := d.readPages()
	if err != nil {
		return nil, err
	}
	for i := range pages {
		pages[i].html = moduleOf.ReplaceAllStringFunc(pages[i].html, func(tag string) string {
			if strings.Contains(tag, offlineModule) {
				return ""
			}
			return tag
		})
	}
	if err := d.begin(pages); err != nil {
		return nil, err
	}
	made := files{liveScript: live.Script, "icon.svg": []byte(icon)}
	for _, bundle := range d.bundles {
		if _, err := collect(made, bundle.options, bundle.context.Rebuild()); err != nil {
			return nil, err
		}
	}
	for i := range pages {
		pages[i].html, err = insertBefore(pages[i].html, "</head>", `<script type="module" src="./`+liveScript+`"></script>`)
		if err != nil {
			return nil, err
		}
	}
	return made, errors.Join(addPages(made, pages), d.addData(made), addJSON(made, "manifest.webmanifest", manifest()))
}

// begin opens esbuild's contexts where the pages refer to other entries than before.
func (d *developedPage) begin(pages []page) error {
	entries := ""
	for _, p := range pages {
		entries += fmt.Sprint(p.entries())
	}
	if d.entries == entries {
		return nil
	}
	for _, old := range d.bundles {
		old.context.Dispose()
	}
	d.bundles, d.entries = nil, ""
	site, worker := d.siteBundles(pages)
	for _, options := range []api.BuildOptions{site, worker} {
		options.MinifyWhitespace, options.MinifySyntax, options.MinifyIdentifiers = false, false, false
		options.Sourcemap = api.SourceMapLinked
		options.LogLevel = api.LogLevelSilent // collect has the errors
		context, err := api.Context(options)
		if err != nil {
			return err
		}
		d.bundles = append(d.bundles, incremental{options, context})
	}
	d.entries = entries
	return nil
}
