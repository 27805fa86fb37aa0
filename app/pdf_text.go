package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/modules/analysis/extract"
)

const (
	pdfCommand = "pdf-text"
	pdfMemory  = 768 << 20 // of the child, held by the kernel
	pdfLargest = 64 << 20
	pdfTime    = 20 * time.Second
)

// pdfText takes the text of a PDF in a process of its own: no parser of PDF can be bounded from within, and one that
// takes all memory must not take the server with it.
func pdfText(ctx context.Context, content io.Reader) (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, exe, pdfCommand)
	cmd.Env = []string{"ACT_AS_SPECTRA=1", "GOMAXPROCS=1"} // none of the server's secrets
	cmd.Stdin = content
	cmd.WaitDelay = time.Second
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	err = cmd.Run()
	text := strings.ToValidUTF8(out.String()[:min(out.Len(), extract.MaxText)], "")
	var exit *exec.ExitError
	switch {
	case err == nil, ctx.Err() == nil && errors.As(err, &exit) && exit.ExitCode() == exitPartly:
		return text, nil
	case ctx.Err() != nil:
		return "", errors.New("the PDF took too long to read")
	case errors.As(err, &exit) && exit.ExitCode() == exitEncrypted:
		return "", extract.ErrEncrypted
	}
	return "", errors.New("the PDF is damaged, or asks for too much memory")
}

// Exit codes by which the child tells what is the matter with a PDF.
const (
	exitPartly    = 10
	exitEncrypted = 11
)

func pdfTextCommand(c console) *cobra.Command {
	return &cobra.Command{Use: pdfCommand, Short: "Take the text out of a PDF on standard input", Hidden: true, Args: cobra.NoArgs,
		Example: "  spectra pdf-text < file.pdf",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := bound(pdfMemory); err != nil {
				return err
			}
			content, err := io.ReadAll(io.LimitReader(c.in, pdfLargest))
			if err != nil {
				return err
			}
			text, err := extract.PDF(cmd.Context(), bytes.NewReader(content), int64(len(content)))
			switch {
			case errors.Is(err, extract.ErrEncrypted):
				return &exitError_{exitEncrypted, err}
			case err != nil && text == "":
				return err
			}
			if _, werr := io.WriteString(c.out, text); werr != nil || err == nil {
				return werr
			}
			return &exitError_{exitPartly, err}
		}}
}

// bound holds this process to so much memory: the collector is told before the kernel refuses more.
func bound(bytes uint64) error {
	debug.SetMemoryLimit(int64(bytes / 2)) //nolint:gosec // small
	debug.SetGCPercent(50)
	limit := syscall.Rlimit{Cur: bytes, Max: bytes}
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &limit); err != nil {
		return fmt.Errorf("memory limit: %w", err)
	}
	return nil
}
