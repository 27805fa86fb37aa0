// Package noise estimates the random noise of a curve without a model of its peaks.
package noise
