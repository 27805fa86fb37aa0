// Package config reads the settings of the executable: flag, then environment, then spectra.yaml, then default. It is
// the only package that knows Viper, and a leaf: it imports no other package of the project.
package config
