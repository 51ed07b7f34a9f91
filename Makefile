# What make does here is listed in DESIGN.md and in README.md. Every target sets up what it needs by itself.
PORT ?= 8080
export PORT

# npm ci runs where package-lock.json is newer than what it installed: for the build without the test tools, unless they
# are there already.
installed      := node_modules/.package-lock.json
installedTests := node_modules/.with-test-tools

.PHONY: all serve test test-go test-wasm test-page test-browsers bench conformance update catalogue clean

all: $(installed)
	go run ./scripts/build

serve: all
	go run ./scripts/serve dist/site

test: test-go test-wasm test-page test-browsers

# The Go tests run the official core from node_modules, and hold dist/ against its sources.
test-go: $(installedTests) all
	@unformatted=$$(gofmt -l calc wasm scripts); test -z "$$unformatted" || { echo "gofmt -w $$unformatted"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./calc/... ./wasm/...
	go test ./...

# The same tests of calc/ as the page runs it. The runtime accepts only a short environment.
test-wasm: $(installedTests) catalogue
	GOOS=js GOARCH=wasm go test -exec="env -i PATH=$$PATH $$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./calc/...

test-page: $(installedTests) all
	node_modules/.bin/tsc --noEmit
	go run ./scripts/build -tests
	node --test $$(find build/test -name '*.test.js')

# Every row in every engine. One row in one engine: make test-browsers ROW='typing' ENGINE=webkit
ENGINE ?= chromium,firefox,webkit
test-browsers: $(installedTests) all
	scripts/setup
	go test -count=1 -parallel 3 -timeout 60m ./scripts/browsers -run 'TestBrowsers//$(ROW)' -engines $(ENGINE)

bench: all
	npm ci --no-audit --no-fund --prefix scripts/bench
	go run ./scripts/bench

# The other families against their own tokenizers: an hour, so no part of the tests, which hold what it wrote down. It
# fetches Hugging Face's tokenizers and the vendors' files.
conformance: catalogue
	npm ci --no-audit --no-fund --prefix scripts/conformance
	go run ./scripts/vocab -out build/vocab
	go test ./calc/bpe -run TestConformance -conformance 100000 -v -timeout 3h

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
