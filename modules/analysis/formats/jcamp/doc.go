// Package jcamp reads JCAMP-DX 4.24 and 5.x: McDonald & Wilks, Appl. Spectrosc. 42 (1988)
// 151; Davies & Lampen, Appl. Spectrosc. 47 (1993) 1093 (NMR); Lampen et al., Appl.
// Spectrosc. 48 (1994) 1545 (MS). One dataset per block; LINK blocks hand their header
// down to the blocks inside; NTUPLES pages are the traces of one dataset.
package jcamp
