package main

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"time"
)

// importRows is the length of the file of B12.
func (o options) importRows() int { return min(10_000, o.rows/2) }

// takeIn is B12: a file of samples, checked, registered and audited in one request, and what it leaves in memory: the last
// of several files must not find a larger server than the first has left.
func takeIn(ctx context.Context, w *workload) ([]line, error) {
	var seconds, memory series
	for range max(2, w.o.rounds) {
		req, err := importRequest(w.tokens[0], w.o.importRows())
		if err != nil {
			return nil, err
		}
		began := time.Now()
		var answer struct{ Status string }
		if err := w.server.json(ctx, req, &answer); err != nil {
			return nil, err
		}
		if answer.Status != "applied" {
			return nil, fmt.Errorf("the import is %s", answer.Status)
		}
		seconds = append(seconds, time.Since(began).Seconds())
		mb, err := status(w.server.cmd.Process.Pid, "status", "VmRSS")
		if err != nil {
			return nil, err
		}
		memory = append(memory, mb)
	}
	grown := memory[len(memory)-1] / memory[0]
	return []line{
		w.o.figure("B12", fmt.Sprintf("import of %d samples from CSV, audited", w.o.importRows()), seconds, 5, false, " s"),
		{id: "B12", what: "memory of the server after the last import", ours: number(memory[len(memory)-1]) + " MB", theirs: "after the first: " + number(memory[0]) + " MB",
			value: grown, shown: number(grown) + "×", target: 1.2, unit: "×", judged: !w.o.quick},
	}, nil
}

// importRequest is a form with one CSV file.
func importRequest(token string, rows int) ([]byte, error) {
	var body, out bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", "bench.csv")
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(part, "name,sample_type,lot,material,quantity,quantity.unit,description")
	for n := range rows {
		fmt.Fprintf(part, "Imported %d,wafer,LOT-%d,Si (100),1.%02d,cm2,Row %d of a file\n", n, n/25, n%100, n)
	}
	if err := m.Close(); err != nil {
		return nil, err
	}
	fmt.Fprintf(&out, "POST /samples/import HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", token, m.FormDataContentType(), body.Len())
	_, err = body.WriteTo(&out)
	return out.Bytes(), err
}
