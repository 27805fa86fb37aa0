// Package settings keeps what an organisation decides for itself. Every key is known here with its schema and default;
// other modules read the stored value.
package settings
