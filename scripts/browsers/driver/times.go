package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ticksPerSecond is in what /proc counts processor time, on every Linux that Go runs on.
const ticksPerSecond = 100

// ProcessorTime is what the browser's processes have used so far, and those of its driver and display; of the ended ones, what their parents waited for.
// A browser that was started anew goes on from what the one before had used.
func (b *Browser) ProcessorTime() time.Duration {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	type process struct {
		parent int
		ticks  int
	}
	all := map[int]process{}
	for _, path := range stats {
		content, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		var pid int
		fmt.Sscan(string(content), &pid)
		// proc_pid_stat(5): after the name in brackets come state, parent and, from the 14th on, utime, stime, cutime, cstime.
		fields := strings.Fields(string(content[strings.LastIndexByte(string(content), ')')+1:]))
		number := func(i int) int { n, _ := strconv.Atoi(fields[i]); return n }
		all[pid] = process{number(1), number(11) + number(12) + number(13) + number(14)}
	}
	roots := map[int]bool{}
	for _, root := range b.engine.processes() {
		roots[root.command.Process.Pid] = true
	}
	ticks := 0
	for pid, p := range all {
		for up, steps := pid, 0; up > 1 && steps < 20; up, steps = all[up].parent, steps+1 {
			if roots[up] {
				ticks += p.ticks
				break
			}
		}
	}
	return b.before + time.Duration(ticks)*time.Second/ticksPerSecond
}
