//go:build packing

package catalog

// packed is empty in the program that builds catalog.bin: its Models and Find must not be called.
const packed = ""
