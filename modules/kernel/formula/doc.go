// Package formula reads small arithmetic expressions over named values, such as mass / volume, checks their dimensions and
// evaluates them exactly: with rational numbers, never floats. Operators are + - * / and ^ with a whole exponent, functions
// abs, min, max and round(number, digits). Length, depth and size of numbers are bounded. It is pure.
package formula
