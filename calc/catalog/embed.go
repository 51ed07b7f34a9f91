package catalog

import _ "embed"

// catalog.bin is Models, packed: what scripts/catalog makes of the vendor files. The engine carries it in their place,
// because reading them takes a parser of 20 KB (gzip) and ten times as long. Every build makes it anew, and it is committed,
// so that this package builds from a plain checkout; a test of scripts/catalog holds it to the files.
//
//go:generate go run ../../scripts/catalog -pack -vendors vendors
//go:embed catalog.bin
var packed string
