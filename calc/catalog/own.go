package catalog

// Own are models that a person imported. They stand before the built-in ones of the same name. The zero pointer has none.
type Own struct{ catalog }

// PackModels packs models as LoadOwn takes them.
func PackModels(models []Model) []byte { return pack(models) }

// LoadOwn unpacks what PackModels made.
func LoadOwn(packed []byte) (*Own, error) {
	o := &Own{}
	if err := unpack(string(packed), &o.models); err != nil {
		return nil, err
	}
	o.index()
	return o, nil
}

// Find returns the model with this id or alias, a person's own before the built-in ones.
func (o *Own) Find(id string) (*Model, bool) {
	if o != nil {
		if i, ok := o.byID[id]; ok {
			return &o.models[i], true
		}
	}
	return Find(id)
}

// Models are the built-in models, those in whose place an own one stands left out, and then a person's own.
func (o *Own) Models() []Model {
	if o == nil {
		return Models()
	}
	var all []Model
	for _, m := range Models() {
		if _, ok := o.byID[m.ID]; !ok {
			all = append(all, m)
		}
	}
	return append(all, o.models...)
}
