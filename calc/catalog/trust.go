package catalog

import "threelimits/calc/trust"

// TrustOf is how far counts made for the model can be trusted.
func TrustOf(m *Model) trust.Trust {
	return trust.Trust{Level: trust.Level(m.Exactness), Why: m.Trust.Why, Source: m.Trust.Source.URL, Checked: m.Trust.Source.Checked}
}
