package traces

import (
	"encoding/binary"
	"math"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// wantsBytes tells whether the client asks for pairs of float64 rather than JSON.
func wantsBytes(accept []string) bool {
	q := map[string]float64{}
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		kind, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		weight := 1.0
		if v, err := strconv.ParseFloat(params["q"], 64); err == nil {
			weight = v
		}
		q[kind] = max(q[kind], weight)
	}
	return q["application/octet-stream"] > q["application/json"]
}

// flushAt is how much of an answer is put together before it is sent.
const flushAt = 32 << 10

// writePairs sends x and y of every point, little-endian.
func writePairs(w http.ResponseWriter, x, y []float64) error {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(16*len(x)))
	w.WriteHeader(http.StatusOK)
	buf := make([]byte, 0, flushAt+16)
	for i := range x {
		buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(x[i]))
		buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(y[i]))
		if len(buf) >= flushAt {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	_, err := w.Write(buf)
	return err
}

// writeJSON sends {"x":[…],"y":[…]}: each number as the shortest text that gives the same float64, no number as null.
func writeJSON(w http.ResponseWriter, x, y []float64) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	buf := append(make([]byte, 0, flushAt+64), `{"x":[`...)
	buf, err := writeArray(w, buf, x)
	if err != nil {
		return err
	}
	buf, err = writeArray(w, append(buf, `],"y":[`...), y)
	if err != nil {
		return err
	}
	_, err = w.Write(append(buf, "]}"...))
	return err
}

func writeArray(w http.ResponseWriter, buf []byte, v []float64) ([]byte, error) {
	for i, f := range v {
		if i > 0 {
			buf = append(buf, ',')
		}
		if math.IsNaN(f) || math.IsInf(f, 0) {
			buf = append(buf, "null"...)
		} else {
			buf = strconv.AppendFloat(buf, f, 'g', -1, 64)
		}
		if len(buf) >= flushAt {
			if _, err := w.Write(buf); err != nil {
				return nil, err
			}
			buf = buf[:0]
		}
	}
	return buf, nil
}
