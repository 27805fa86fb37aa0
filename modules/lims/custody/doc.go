// Package custody keeps who holds a sample: a hand-over is offered, and its receiver confirms or declines it. Nobody can
// accept for somebody else.
package custody
