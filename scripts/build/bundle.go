package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// moduleEntry is the module's own source; workerEntry and the service worker are bundles without chunks, because
// one is also carried as text inside the one file and the other must stand alone.
const (
	moduleEntry  = "threelimits.ts"
	workerEntry  = "core/worker.ts"
	offlineEntry = "core/service-worker.ts"
)

// opticksEntry is loaded by a room and no page; its name says what need not be kept for offline use (lazy).
const opticksEntry = "rooms/learn/date/whole.ts"

// addBundle adds the module, what the pages refer to, and the worker. Chunks lie beside the entries, so that
// import.meta.url names the directory of the assets in each of them. It returns what imports what.
func (b *builder) addBundle(site files, pages []page) (imports, error) {
	pageOptions, workerOptions := b.siteBundles(pages)
	pageOptions.Metafile = true
	graph, err := bundle(site, pageOptions)
	if err != nil {
		return nil, err
	}
	_, err = bundle(site, workerOptions)
	return graph, err
}

// siteBundles are what addBundle adds: all that pages refer to, in chunks, and the worker.
func (b *builder) siteBundles(pages []page) (site, worker api.BuildOptions) {
	entries := map[string]string{"threelimits.js": moduleEntry, "opticks.js": opticksEntry}
	for _, p := range pages {
		for source, output := range p.entries() {
			entries[output] = source
		}
	}
	site = b.bundleOptions()
	site.Splitting = true
	site.ChunkNames = "chunk-[hash]"
	for output, source := range entries {
		site.EntryPointsAdvanced = append(site.EntryPointsAdvanced, api.EntryPoint{
			InputPath:  b.source(source),
			OutputPath: strings.TrimSuffix(output, path.Ext(output)),
		})
	}
	worker = b.bundleOptions()
	worker.EntryPointsAdvanced = []api.EntryPoint{{InputPath: b.source(workerEntry), OutputPath: "worker"}}
	return site, worker
}

// buildTests bundles each test of the page's side by itself. Node runs them; they find the module in dist/site.
func (b *builder) buildTests() error {
	options := b.bundleOptions()
	options.Platform = api.PlatformNode
	options.Outbase = b.source(".")
	options.MinifyWhitespace, options.MinifySyntax, options.MinifyIdentifiers = false, false, false
	err := filepath.WalkDir(b.source("."), func(path string, entry os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".test.ts") {
			options.EntryPoints = append(options.EntryPoints, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	out := files{}
	if _, err := bundle(out, options); err != nil {
		return err
	}
	return out.writeTo(filepath.Join(b.root, b.out))
}

// bundleText bundles one entry, or a text given as a module, without chunks: for where nothing can be loaded later.
func (b *builder) bundleText(stdin *api.StdinOptions, entry string, define map[string]string) (string, error) {
	options := b.bundleOptions()
	for name, value := range define {
		options.Define[name] = value
	}
	options.Stdin = stdin
	if stdin == nil {
		options.EntryPointsAdvanced = []api.EntryPoint{{InputPath: b.source(entry), OutputPath: "one"}}
	}
	out := files{}
	if _, err := bundle(out, options); err != nil {
		return "", err
	}
	for _, content := range out {
		if len(out) == 1 {
			return string(content), nil
		}
	}
	return "", fmt.Errorf("%s: %d files where one was expected", entry, len(out))
}

// source is the absolute path of a file under site/.
func (b *builder) source(name string) string {
	absolute, err := filepath.Abs(filepath.Join(b.root, "site", filepath.FromSlash(name)))
	if err != nil {
		panic(err) // only when there is no working directory
	}
	return absolute
}

// bundleOptions are common to all bundles. Licence comments stay, at the end of each file.
func (b *builder) bundleOptions() api.BuildOptions {
	return api.BuildOptions{
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		Platform:          api.PlatformBrowser,
		Outdir:            b.source("."),
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsEndOfFile,
		LogLevel:          api.LogLevelWarning,
		External:          []string{"node:*"},
		Define:            map[string]string{"ONE_FILE": "false", "VERSION": fmt.Sprintf("%q", version)},
		Plugins:           []api.Plugin{goRuntime, opticks, b.lessonFiles()},
		Loader:            map[string]api.Loader{".svg": api.LoaderText},
	}
}

// bundle runs esbuild and adds what it made, named relative to its output directory. With Metafile it returns what imports
// what.
func bundle(out files, options api.BuildOptions) (imports, error) {
	return collect(out, options, api.Build(options))
}

// collect adds what esbuild made.
func collect(out files, options api.BuildOptions, result api.BuildResult) (imports, error) {
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
	}
	for _, file := range result.OutputFiles {
		name := "one.js"
		if options.Stdin == nil {
			relative, err := filepath.Rel(options.Outdir, file.Path)
			if err != nil {
				return nil, err
			}
			name = filepath.ToSlash(relative)
		}
		out[name] = file.Contents
	}
	if !options.Metafile {
		return nil, nil
	}
	return readImports(result.Metafile)
}

// goRuntime gives the module "go-runtime": the Go distribution's wasm_exec.js as a function of its surroundings, so
// that each program gets globals of its own and the host page none. It comes from the same distribution that compiled
// the programs, because the two must match.
var goRuntime = api.Plugin{
	Name: "go-runtime",
	Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^go-runtime$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "wasm_exec.js", Namespace: "go-runtime"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "go-runtime"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			source, err := goRuntimeSource()
			return api.OnLoadResult{Contents: &source, Loader: api.LoaderJS}, err
		})
	},
}

// lessonFiles gives the module "lesson-files": the exercises, decks and lessons that ship, by their names in dist/site, for where they are listed, and for the one
// file, which can fetch none.
func (b *builder) lessonFiles() api.Plugin {
	return api.Plugin{
		Name: "lesson-files",
		Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `^lesson-files$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: "lesson-files", Namespace: "lesson-files"}, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "lesson-files"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
				found := files{}
				err := b.addLessonFiles(found)
				texts := map[string]string{}
				for name, content := range found {
					texts[name] = string(content)
				}
				content, jsonErr := json.Marshal(texts)
				source := string(content)
				return api.OnLoadResult{Contents: &source, Loader: api.LoaderJSON}, errors.Join(err, jsonErr)
			})
		},
	}
}

func goRuntimeSource() (string, error) {
	source, err := fromGoRoot("lib/wasm/wasm_exec.js")
	if err != nil {
		return "", err
	}
	// Its own file writes to fs by that bare name.
	return "export default function (globalThis, console) {\n" +
		"const fs = { writeSync: (fd, bytes) => globalThis.fs.writeSync(fd, bytes) };\n" +
		source + "\nreturn globalThis.Go;\n}\n" +
		"/*! wasm_exec.js: Copyright 2018 The Go Authors. BSD-3-Clause, see THIRD_PARTY_NOTICES.md. */\n", nil
}
