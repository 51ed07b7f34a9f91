// Package browsers holds the browser tests: one table (table_test.go), every row of which runs on Chromium, Firefox and WebKit. `make test-browsers`
// runs it; README.md says how to run one row. `go test` alone starts no browser.
//
//	driver/           the browsers behind one interface
//	shot/             a command that takes pictures of pages
//	network_test.go   the network as a browser sees it: all its requests end here
//	registry_test.go  that each tool, view and element has its rows
//	page_test.go      what a test does with a page: open, find, press, wait, read
//	harness_test.go   that all of this can fail: deliberate errors are seen
package browsers
