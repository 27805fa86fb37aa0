// Package apikeys keeps the keys by which scripts and instruments call the API for a person (SECURITY.md ID-13).
package apikeys
