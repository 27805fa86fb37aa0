// Package peaks finds local maxima with their height, prominence and width, with the meaning and the filter order of
// scipy.signal.find_peaks (Virtanen et al., Nature Methods 17 (2020) 261). Maxima, bases and widths are in samples;
// AtSample turns them into axis units.
package peaks
