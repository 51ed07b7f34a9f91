package logprobs

import "strconv"

// chat reads OpenAI's Chat Completions (https://platform.openai.com/docs/api-reference/chat/object): a token with its bytes, and up to 20 that
// were the most probable, among which it need not be.
func (r *reader) chat(n *node, path []string) (steps []Step) {
	for i := 0; n.item(i) != nil; i++ {
		token, at := n.item(i), in(path, strconv.Itoa(i))
		chosen := r.chatToken(token, at)
		var top []Candidate
		list := token.inner["top_logprobs"]
		for j := 0; list.item(j) != nil; j++ {
			top = append(top, r.chatToken(list.item(j), in(at, "top_logprobs", strconv.Itoa(j))))
		}
		steps = append(steps, r.step(at, top, &chosen))
	}
	return steps
}

func (r *reader) chatToken(n *node, path []string) Candidate {
	c := Candidate{ID: -1, Text: r.string(n.inner["token"], in(path, "token")), Logprob: r.logprob(n.inner["logprob"], in(path, "logprob"))}
	for i := 0; n.inner["bytes"].item(i) != nil; i++ {
		value := n.inner["bytes"].item(i)
		b, err := strconv.ParseUint(value.text, 10, 8)
		if err != nil || value.kind != "number" {
			r.fail(in(path, "bytes", strconv.Itoa(i)), "is %.40s; accepted is a byte, a whole number from 0 to 255.", value.text)
		}
		c.Bytes = append(c.Bytes, byte(b))
	}
	return c
}

// completions reads OpenAI's older API (https://platform.openai.com/docs/api-reference/completions/object): lists beside one another, of the most
// probable ones an object by text. The first token of an echoed prompt has null: nothing stands before it.
func (r *reader) completions(n *node, path []string) (steps []Step) {
	for i := 0; n.inner["tokens"].item(i) != nil; i++ {
		index := strconv.Itoa(i)
		text, value := r.string(n.inner["tokens"].item(i), in(path, "tokens", index)), n.inner["token_logprobs"].item(i)
		if value != nil && value.kind == "null" {
			continue
		}
		chosen := Candidate{ID: -1, Text: text, Logprob: r.logprob(value, in(path, "token_logprobs", index))}
		var top []Candidate
		if list := n.inner["top_logprobs"].item(i); !list.absent() {
			for _, token := range list.names {
				top = append(top, Candidate{ID: -1, Text: token, Logprob: r.logprob(list.inner[token], in(path, "top_logprobs", index, token))})
			}
		}
		steps = append(steps, r.step(in(path, "tokens", index), top, &chosen))
	}
	return steps
}

// gemini reads Google's LogprobsResult (https://ai.google.dev/api/generate-content#LogprobsResult): the chosen ones, and beside them the lists of the
// most probable. A log-probability of 0 is left out, as its protocol does with every 0.
func (r *reader) gemini(n *node, path []string) (steps []Step) {
	chosen, top := n.inner["chosenCandidates"], n.inner["topCandidates"]
	for i := 0; chosen.item(i) != nil || top.item(i) != nil; i++ {
		index := strconv.Itoa(i)
		var candidates []Candidate
		if place := top.item(i); place.has("candidates") {
			list := place.inner["candidates"]
			for j := 0; list.item(j) != nil; j++ {
				candidates = append(candidates, r.geminiToken(list.item(j), in(path, "topCandidates", index, "candidates", strconv.Itoa(j))))
			}
		}
		at := in(path, "topCandidates", index)
		if chosen.item(i) == nil {
			steps = append(steps, r.step(at, candidates, nil))
			continue
		}
		c := r.geminiToken(chosen.item(i), in(path, "chosenCandidates", index))
		steps = append(steps, r.step(at, candidates, &c))
	}
	return steps
}

func (r *reader) geminiToken(n *node, path []string) Candidate {
	c := Candidate{ID: -1}
	if n.has("token") {
		c.Text = r.string(n.inner["token"], in(path, "token"))
	}
	if n.has("tokenId") {
		c.ID = r.id(n.inner["tokenId"].text, in(path, "tokenId"))
	}
	if n.has("logProbability") {
		c.Logprob = r.logprob(n.inner["logProbability"], in(path, "logProbability"))
	}
	if c.Text == "" && c.ID < 0 {
		r.fail(path, "has neither token nor tokenId.")
	}
	return c
}

func (r *reader) id(text string, path []string) int64 {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 0 {
		r.fail(path, "is %.40s; accepted is a token's id, a whole number from 0.", text)
	}
	return id
}

// byTokenID recognises vLLM's list: objects by token id, each of objects with a logprob. The first of a prompt is null: nothing stands before it.
func byTokenID(n *node) bool {
	first := n.item(0)
	if first.absent() {
		first = n.item(1)
	}
	if first == nil || len(first.names) == 0 {
		return false
	}
	_, err := strconv.ParseUint(first.names[0], 10, 32)
	return err == nil && first.inner[first.names[0]].has("logprob")
}

// vllm reads vLLM's own form (https://docs.vllm.ai/en/latest/api/vllm/logprobs/): of each token the text and its rank. Which was chosen say the ids beside
// it, where they were asked for (return_token_ids); otherwise it is known only where its rank shows that it is not among the most probable.
func (r *reader) vllm(n, parent *node, path []string, prompt bool) (steps []Step) {
	ids := parent.inner["token_ids"]
	if prompt {
		ids = parent.inner["prompt_token_ids"]
	}
	for i := 0; n.item(i) != nil; i++ {
		if n.item(i).absent() {
			continue
		}
		at := in(path, strconv.Itoa(i))
		var candidates []Candidate
		var chosen *Candidate
		for _, name := range n.item(i).names {
			entry := n.item(i).inner[name]
			c := Candidate{ID: r.id(name, in(at, name)), Logprob: r.logprob(entry.inner["logprob"], in(at, name, "logprob"))}
			if text := entry.inner["decoded_token"]; !text.absent() {
				c.Text = r.string(text, in(at, name, "decoded_token"))
			}
			beyond := beyondTop(entry, n.item(i))
			if id := ids.item(i); id != nil && id.text == name || id == nil && beyond {
				chosen = &c
			}
			if !beyond {
				candidates = append(candidates, c)
			}
		}
		steps = append(steps, r.step(at, candidates, chosen))
	}
	return steps
}

// beyondTop reports whether a token's rank is larger than the number of those listed.
func beyondTop(entry, list *node) bool {
	if rank := entry.inner["rank"]; rank != nil {
		n, err := strconv.Atoi(rank.text)
		return err == nil && n > len(list.names)
	}
	return false
}
