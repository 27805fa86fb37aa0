package labels

import (
	"strconv"
	"strings"
)

// area is where text may stand.
type area struct{ x, y, w, h float64 }

// write fills the text area. The code is never shortened, and no hazard is lost without a word; a name takes a second
// line where one is free.
func (l *layout) write(label *Label, a area) (out []line) {
	rows := 3
	if label.About != "" {
		rows++
	}
	size := func(rows int) float64 { return min(a.h/float64(rows)/lineSpacing, largest) }
	hazards, warning, at := l.warn(label.Hazards, a.w, func(n int) float64 { return size(rows + n) })
	free := int(a.h/(at*lineSpacing)+1e-9) - rows - len(hazards)
	top := a.y
	add := func(text string, size float64, strong bool) {
		out = append(out, line{text, a.x, top, size, strong})
		top += size * lineSpacing
	}
	code := l.strong.plain(label.Code)
	add(code, min(at, a.w/l.strong.width(code, 1)), true)
	at = out[0].size // nothing is larger than the code
	for _, text := range l.strong.wrap(l.strong.plain(label.Name), at, a.w, 1+max(min(free, 1), 0)) {
		add(text, at, true)
	}
	if about := l.light.plain(label.About); about != "" {
		add(l.face(false).shorten(about, at, a.w), at, false)
	}
	for _, text := range hazards {
		add(text, min(at, warning), true)
	}
	add(l.face(false).shorten(l.light.plain(label.Foot), at, a.w), at, false)
	return out
}

func (l *layout) face(strong bool) *typeface {
	if strong || l.upper {
		return l.strong
	}
	return l.light
}

// warn chooses the longest form of the hazards that fits on few lines in letters that can be read, and the size of these
// letters and of others; size tells how large they may be when so many lines are taken. At last it says how many
// hazards there are.
func (l *layout) warn(hazards []string, w float64, size func(lines int) float64) (lines []string, own, others float64) {
	if len(hazards) == 0 {
		return nil, 0, size(0)
	}
	full, short := warnings(hazards)
	for _, try := range []struct {
		text string
		most int
	}{{full, 1}, {full, 2}, {short, 1}, {short, 2}, {short, 3}} {
		text := l.strong.plain(try.text)
		for _, part := range []float64{1, 0.85, 0.7} {
			at := size(try.most) * part
			if lines := l.strong.wrap(text, at, w, try.most); at >= smallest && strings.Join(lines, " ") == text {
				return lines, at, size(len(lines))
			}
		}
	}
	at := size(1)
	count := " (" + strconv.Itoa(len(hazards)) + " hazards)"
	return []string{l.strong.shorten(l.strong.plain(short), at, w-l.strong.width(count, at)) + count}, at, at
}

// wrap breaks a text at spaces into at most so many lines; the last one is shortened to what fits.
func (t *typeface) wrap(s string, size, width float64, most int) (out []string) {
	for ; most > 1 && t.width(s, size) > width; most-- {
		end := 0
		for i, r := range s {
			if r == ' ' && t.width(s[:i], size) <= width {
				end = i
			}
		}
		if end == 0 {
			break
		}
		out, s = append(out, s[:end]), s[end+1:]
	}
	return append(out, t.shorten(s, size, width))
}
