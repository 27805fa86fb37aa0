// Package decimate thins a curve for display so that no spike is lost. Methods never see decimated data.
package decimate
