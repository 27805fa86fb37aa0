// Command spectra is SPECTRA-Lab: API, web frontend and administration in one executable.
package main

import (
	"os"

	"github.com/spectra-lab/spectra/app"
)

func main() { os.Exit(app.Main(os.Args[1:])) }
