package catalog

import "threelimits/calc/fault"

// BadPrices is the code of a price file that is not taken.
const BadPrices = "bad-prices"

// LoadModels is LoadOwn with errors for people. No bytes are no models.
func LoadModels(packed []byte) (*Own, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	own, err := LoadOwn(packed)
	if err != nil {
		return nil, fault.New(BadPrices, "", "The models cannot be used: "+fault.Sentence(err))
	}
	return own, nil
}
