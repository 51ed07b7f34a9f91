# What make does here is listed in README.md and CONTRIBUTING.md. Every target sets up what it needs by itself.
PORT ?= 8080
export PORT

# npm ci runs where package-lock.json is newer than what it installed: for the build without the test tools, unless they
# are there already.
installed      := node_modules/.package-lock.json
installedTests := node_modules/.with-test-tools
installedOracles := scripts/conformance/node_modules/.package-lock.json

.PHONY: all serve dev check test test-go test-wasm test-page test-browsers bench pages conformance update catalogue clean

all: $(installed)
	go run ./scripts/build

serve: all
	go run ./scripts/serve dist/site

# Serves while you write: what changes is built anew, and open pages load anew; with source maps.
dev: $(installed)
	go run ./scripts/build -watch

test: check test-go test-wasm test-page test-browsers

# What needs no browser and no built page, in under a minute: scripts/check lists it.
check: $(installedTests)
	go run ./scripts/check

# The Go tests ask OpenAI's and Hugging Face's cores from npm, and hold dist/ against its sources.
test-go: $(installedTests) $(installedOracles) all
	go test -timeout 40m ./...
	go -C scripts/bench test ./...

# The same tests of calc/ as the page runs it, and what the oracles answered. The runtime accepts only a short environment.
test-wasm: all
	GOOS=js GOARCH=wasm go test -timeout 40m -exec="env -i PATH=$$PATH $$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./calc/... ./scripts/conformance

test-page: $(installedTests) all
	go run ./scripts/build -tests
	node --test $$(find build/test -name '*.test.js')

# Every row in every engine. One row in one engine: make test-browsers ROW='typing' ENGINE=webkit
ENGINE ?= chromium,firefox,webkit
test-browsers: $(installedTests) all
	scripts/setup
	go test -count=1 -parallel 3 -timeout 60m ./scripts/browsers -run 'TestBrowsers//$(value ROW)' -engines $(ENGINE)

bench: all
	npm ci --no-audit --no-fund --prefix scripts/bench
	go -C scripts/bench run .

# What static hosting gets: the site, the one file, and a sum of every file to check a copy by.
pages: all
	rm -rf build/pages
	cp -R dist/site build/pages
	cp dist/threelimits.html build/pages
	cd build/pages && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum > SHA256SUMS

# Every encoding against the tokenizer that people run, on more than the tests have time for, and its record written anew: some minutes for each.
conformance: $(installedTests) $(installedOracles) all
	go test ./scripts/conformance -run TestConformance -random 100000 -record -v -timeout 4h

update:
	go run ./scripts/vocab -out build/vocab
	go run ./scripts/catalog
	go run ./scripts/languages

# What package calc/catalog embeds, committed so that a plain checkout builds: the build makes it too.
catalogue:
	go run ./scripts/catalog -pack

clean:
	rm -rf dist build

$(installed): package-lock.json
	npm ci --no-audit --no-fund $(if $(wildcard $(installedTests)),&& touch $(installedTests),--omit=dev)
	@touch $@

$(installedTests): package-lock.json
	npm ci --no-audit --no-fund
	@touch $(installed) $@

$(installedOracles): scripts/conformance/package-lock.json
	npm ci --no-audit --no-fund --prefix scripts/conformance
	@touch $@
