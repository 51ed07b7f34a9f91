//go:build !packing

package catalog

import _ "embed"

// catalog.bin is Models, packed: what Pack makes of the vendor files. The engine carries it in their place, because reading
// them takes a parser of 20 KB (gzip) and ten times as long. It is built, not committed (make, or the line below); the
// program that builds it is compiled with the tag packing, which needs none. A test holds it to the files.
//
//go:generate go run -tags packing ../../scripts/catalog -pack -vendors vendors
//go:embed catalog.bin
var packed string
