package catalog

import (
	"slices"
	"strconv"
	"strings"
)

// nameUnused says which prices of a model's entry were not read: in the report, and beside whatever is computed with the model. A number that is
// not 0 is taken for a price unless it is known to be none.
func (im *importer) nameUnused(e *entry, m *Model) {
	var names []string
	for _, h := range e.order {
		name := plainName(h.name)
		if h.used || h.leaf.Kind != "number" || slices.Contains(names, name) || isNoPrice(name) {
			continue
		}
		if d, problem := amount(h.leaf.Text, 0); problem == "" && d.IsZero() {
			continue
		}
		names = append(names, name)
		im.countUnused(name, strings.Join(e.path, ".")+"."+strings.ReplaceAll(h.name, sep, "."))
	}
	if len(names) == 0 {
		return
	}
	more := ""
	if len(names) > mostNamed {
		more = " and " + strconv.Itoa(len(names)-mostNamed) + " more"
		names = names[:mostNamed]
	}
	text := "Your file also has " + strings.Join(names, ", ") + more + ": no figure here uses it."
	m.Notes = append(m.Notes, Note{text, im.source("", "")})
}

// mostNamed names stand in a note.
const mostNamed = 5

func (im *importer) countUnused(name, path string) {
	i, ok := im.unused[name]
	if !ok && len(im.out.Unused) < mostProblems {
		if im.unused == nil {
			im.unused = map[string]int{}
		}
		i, ok = len(im.out.Unused), true
		im.unused[name] = i
		im.out.Unused = append(im.out.Unused, Unused{Name: name, First: path})
	}
	if ok {
		im.out.Unused[i].Models++
	}
}

// plainName is a path inside a model without the places in its lists.
func plainName(name string) string {
	parts := slices.DeleteFunc(strings.Split(name, sep), isIndex)
	return strings.Join(parts, ".")
}

// isNoPrice knows the numbers of price files that are limits of rate or size, and prices that stand there in another unit or another choice too.
func isNoPrice(name string) bool {
	switch name {
	case "tpm", "rpm", "tpd", "rpd", "output_vector_size", "tool_use_system_prompt_tokens", "tiered_pricing.range", "version":
		return true
	}
	for _, begin := range [...]string{"max_", "limit.", "search_context_cost_per_query.", "context_window", "cost.context_over_200k."} {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	return strings.Contains(name, "_dbu_cost_")
}
