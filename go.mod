module threelimits

go 1.26.0

require (
	github.com/pkoukk/tiktoken-go-loader v0.0.2
	golang.org/x/text v0.43.0
)

require (
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/dlclark/regexp2 v1.10.0 // indirect
	github.com/evanw/esbuild v0.28.2 // indirect
	github.com/google/uuid v1.3.0 // indirect
	github.com/hack-pad/safejs v0.1.0 // indirect
	github.com/pkoukk/tiktoken-go v0.1.8 // indirect
	golang.org/x/sys v0.4.0 // indirect
)
