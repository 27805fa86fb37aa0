// Package extract takes the text out of files so that search finds what stands in them: plain text and headers of
// spectra, HTML, PDF, and the office formats that are zipped XML. Content is hostile until shown otherwise: what is
// read, unpacked, nested and kept has bounds, a fault costs the text and nothing else. Pure computation, no I/O of its own.
package extract
