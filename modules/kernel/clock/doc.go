// Package clock is the only place that reads the machine's clock, so that every rule about time can be tested.
package clock
