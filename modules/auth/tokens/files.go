package tokens

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	newModulus = 3072
	filePrefix = "jwt-"
	fileStamp  = "20060102T150405.000000Z"
	firstFile  = filePrefix + "0.pem" // the same name for processes that start at once: one key wins for all
)

// NewRSA makes the keyring of the operator's key file, or else of the keys in dir. A key is made here when dir has
// none, so never while a request waits.
func NewRSA(dir, file string) (*Keyring, error) {
	r := &Keyring{algorithm: RS256}
	if file != "" {
		r.load = func() (*keys, error) { return readAll([]string{file}, 0o777) } // a mounted secret has the mode its platform gives
		return r, r.Reload()
	}
	r.load = func() (*keys, error) {
		files, err := keyFiles(dir)
		if err != nil {
			return nil, err
		}
		return readAll(files, 0o700)
	}
	files, err := keyFiles(dir)
	if err == nil && len(files) == 0 {
		err = generate(dir, firstFile)
	}
	if err != nil {
		return nil, err
	}
	return r, r.Reload()
}

// Generate puts a new key into dir. After the next Reload it signs; the earlier ones go on verifying until their
// files are removed.
func Generate(dir string, now time.Time) error {
	return generate(dir, filePrefix+now.UTC().Format(fileStamp)+".pem")
}

func generate(dir, name string) error {
	private, err := rsa.GenerateKey(rand.Reader, newModulus)
	if err != nil {
		return fmt.Errorf("auth: make a signing key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return fmt.Errorf("auth: encode a signing key: %w", err)
	}
	return writeWhole(dir, filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// writeWhole makes the file appear complete or not at all, readable by the owner alone.
func writeWhole(dir, path string, data []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("auth: keys directory: %w", err)
	}
	tmp, err := os.CreateTemp(dir, ".new-*") // mode 0600
	if err != nil {
		return fmt.Errorf("auth: keys directory: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, werr := tmp.Write(data)
	if err := errors.Join(werr, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("auth: write %s: %w", path, err)
	}
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("auth: write %s: %w", path, err)
	}
	return nil
}

// keyFiles lists the key files, oldest first.
func keyFiles(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, filePrefix+"*.pem"))
	if err != nil {
		return nil, fmt.Errorf("auth: keys directory: %w", err)
	}
	slices.Sort(files)
	return files, nil
}

func readAll(files []string, allowed fs.FileMode) (*keys, error) {
	if len(files) == 0 {
		return nil, errors.New("auth: the keys directory has no signing key (jwt-*.pem)")
	}
	all := make([]key, 0, len(files))
	for _, f := range files {
		k, err := readKey(f, allowed)
		if err != nil {
			return nil, fmt.Errorf("auth: signing key %s: %w", f, err)
		}
		all = append(all, k)
	}
	return newKeys(all...), nil
}

func readKey(file string, allowed fs.FileMode) (key, error) {
	info, err := os.Stat(file)
	if err != nil {
		return key{}, err
	}
	if info.Mode().Perm()&^allowed != 0 {
		return key{}, fmt.Errorf("others may read it (mode %04o): chmod 600", info.Mode().Perm())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return key{}, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return key{}, errors.New("no PEM block in it")
	}
	private, err := parseRSA(block)
	if err != nil {
		return key{}, err
	}
	return rsaKey(private)
}

func parseRSA(block *pem.Block) (*rsa.PrivateKey, error) {
	if block.Type == "RSA PRIVATE KEY" {
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	}
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := k.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("it is a %T, not an RSA private key", k)
	}
	return private, nil
}
