package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// opticksSHA256 is of the text that tests of the Go distribution read: Newton's Opticks, fourth edition of 1730, in the public domain.
const opticksSHA256 = "d4a9ac22462b35e7821a4f2706c211093da678620a8f9997989ee7cf8d507bbd"

// opticks gives the module "opticks": the text from the Go distribution that builds.
var opticks = api.Plugin{
	Name: "opticks",
	Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^opticks$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "Isaac.Newton-Opticks.txt", Namespace: "opticks"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "opticks"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := fromGoRoot("src/testdata/Isaac.Newton-Opticks.txt")
			if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(text))); err == nil && sum != opticksSHA256 {
				err = fmt.Errorf("Isaac.Newton-Opticks.txt of this Go distribution has the SHA-256 %s, expected is %s", sum, opticksSHA256)
			}
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderText}, err
		})
	},
}

// fromGoRoot reads a file of the Go distribution.
func fromGoRoot(name string) (string, error) {
	root, err := goRoot()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	return string(content), err
}

var goRoot = sync.OnceValues(func() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	return strings.TrimSpace(string(root)), err
})
