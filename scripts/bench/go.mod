// Measuring beside the peers is a module of its own: what it takes is no requirement of the program.
module threelimits/scripts/bench

go 1.26.0

require (
	github.com/evanw/esbuild v0.28.2
	threelimits v0.0.0
)

require golang.org/x/sys v0.4.0 // indirect

replace threelimits => ../..
