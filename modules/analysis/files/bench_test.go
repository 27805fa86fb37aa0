package files_test

import "testing"

// BenchmarkUpload4096 is B13 of PERFORMANCE.md: a 4 096-point spectrum received, stored durably, parsed, hashed, audited
// and answered. Target p50 ≤ 15 ms.
func BenchmarkUpload4096(b *testing.B) {
	l := open(b)
	body, kind := encode(b, content("a.jdx", spectrum(4096)))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		l.api.Do("a/scientist", "POST", "/files", body, "Content-Type", kind).Want(201)
	}
}

// BenchmarkUploadMap keeps a map of 2 000 spectra of 400 points.
func BenchmarkUploadMap(b *testing.B) {
	l := open(b)
	body, kind := encode(b, content("map.fake", "FAKE map 2000"))
	for b.Loop() {
		l.api.Do("a/scientist", "POST", "/files", body, "Content-Type", kind).Want(201)
	}
}
