// Command serve serves a directory (dist/site) on this machine and prints the address.
//
//	PORT=9000 go run ./scripts/serve dist/site
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"threelimits/scripts/serve/static"
)

func main() {
	if err := serve(os.Args[1:], os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(arguments []string, port string) error {
	directory := "dist/site"
	if len(arguments) > 0 {
		directory = arguments[0]
	}
	if _, err := os.Stat(filepath.Join(directory, "index.html")); err != nil {
		return fmt.Errorf("%s holds no index.html; `make` builds it", directory)
	}
	listener, err := static.Listen(port)
	if err != nil {
		return err
	}
	return static.Serve(listener, static.Handler(os.DirFS(directory)), nil)
}
