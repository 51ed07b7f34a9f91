package notes

// Estimates are the notes on a scenario: on what its request, conversation, cache and traffic come to, and on what is missing in it.
const Estimates Table = `
request-empty | info | request | The request has no tokens yet.
model-alias | info | model | [Given] is [id].
model-alias/taken | info | model | [Given] is taken as [id], with the prices of its maker.
reasoning-none | info | request.reasoning | [Model] can think before it answers. Reasoning tokens are billed as output and take time; none are counted here.
not-counted | warning | request.notCounted | Not counted: [parts] of the request. Its tokens and its cost are at least these.
counted-for-another | warning | request | Numbers counted for [Model] are not counted again for [here], whose tokenizer is another: each of those tokens is taken as [least] to [most], as most prose, code and JSON have it.
overhead-of-one-request | info | request.overhead | The chat format is that of one request, sent with every turn. The few tokens that it adds to each earlier turn are not counted.
window-missing | info | window.context | Name a model or give a context window to see what fits.
window-unpublished | warning | window.context | The catalogue has no context window for [model]. Give one to see what fits.
over-window | error | request | Input and reservation are [tokens] more than the window of [window] holds.
over-window/max-tokens | error | request.maxTokens | max_tokens does not fit beside the input: it is [tokens] more than the [left] that the window of [window] has left.
near-window | warning | request | Only [tokens] of the window of [window] are left free.
over-max-input | error | request | The input is [tokens] more than the maximum input of [limit].
near-max-input | warning | request | The input is [tokens] below the maximum input of [limit].
may-not-fit | warning | request | At the high end of the ranges this does not fit: [tokens] of input and [tokens] reserved.
max-tokens-over-max-output | error | request.maxTokens | max_tokens is [tokens] more than the model's maximum output of [limit].
output-over-max-output | warning | request.output | The answer with its reasoning is [tokens] longer than the model's maximum output of [limit]: it would be cut off.
max-tokens-below-output | warning | request.maxTokens | The answer with its reasoning is [tokens] longer than max_tokens: it would be cut off. Cost and time are those of the whole answer.
conversation-outgrows-window | error | conversation.turns | The conversation fits up to turn [last]; turn [next] does not.
conversation-outgrows-window/at once | error | conversation.turns | Not even the first turn fits.
prices-missing | info | prices | Name a model or give prices to see the cost.
prices-incomplete/input | warning | prices.input | The price of input is missing: give it to see the cost.
prices-incomplete/output | warning | prices.output | The price of output is missing: give it to see the cost.
prices-unpublished | warning | prices | No price is published for [model]. Give prices to see the cost.
prices-unknown-then | warning | asOf | The catalogue has no price for [model] on [day]; its first is of [first].
price-changes | warning | asOf | From [day] on the price is [rates].
promotion-ends | info | asOf | This price is promised up to [day]; what follows is not published.
service-own-prices | info | service | Your own prices hold for every service and hour: nothing is changed for it.
batch-max-tokens | error | request.maxTokens | In a batch, [model] takes a max_tokens of at least [least]: a call that only fills the cache is refused there.
hours-applied | info | atTime | At [time] UTC on [day] it is peak time.
hours-unpublished | info | atTime | The price of [model] is the same at every hour, as far as published.
tool-prompt | info | request.toolUse | [Model] gets [tokens] of its vendor's own along with tools; they are counted under tools.
tool-prompt/given | info | request.toolUse | What the vendor adds for tools is taken to be part of what the chat format adds, which is given: it is counted once.
tool-prompt/unknown | info | request.toolUse | What the vendor of [model] adds for tools is not published; nothing is counted for it.
tool-prompt/none | info | request.toolUse | [Model] gets some [tokens] of its vendor's own along with tools; say how tools are used to count them.
tiers-suspended | info | prices | Your own prices hold at every length: the long-context prices of [model] are not applied.
tier-applied/near | warning | request | From [tokens] of input on, the whole request is priced at [rates]. It is [tokens] above the lower price.
tier-crossed | warning | conversation.turns | From turn [turn] on a call sends at least [tokens] and is priced as a whole at [rates].
tier-near | warning | request | The input is [tokens] below [threshold], from where the whole request is priced at [rates].
tier-near/amounts | warning | request | The input is [tokens] below [threshold], from where the whole request is priced at [rates]: [amount] USD there, [amount] here.
tier-in-range | warning | request | The ranges reach across a long-context price: the low end is priced below it, the high end above.
cache-start-assumed | info | cache.start | The cache is taken to start cold: each conversation writes its fixed part before it can be read.
cache-start-traffic | info | cache.start | [Percent]% of conversations find the fixed part still in a cache that lives [life], if they come at random all day. The others write it.
cache-start-traffic-missing | info | traffic | Give requests or conversations a day to see how often the cache is found warm: until then it starts cold.
cache-warm-unlikely | warning | cache.start | The cache is taken to be always warm. With this traffic only [percent]% of conversations would find it so, with a life of [life]: then one costs [amount] USD, not [amount].
cache-dearer | warning | cache.policy | Caching makes this dearer: one conversation costs [amount] USD with it and [amount] without.
cache-below-minimum | warning | cache.policy | Only [tokens] are to be cached, and [model] caches nothing shorter than [minimum], without a word: nothing is cached.
cache-below-minimum/first | warning | cache.policy | [Model] caches nothing shorter than [minimum] tokens, without a word: the first call sends [tokens] and is not cached.
storage-price-unknown | warning | cache.storedHours | No price of keeping a cache is published for this model: its hours are not in the bill.
traffic-missing | info | traffic | Give requests or conversations a day to see the cost of a day and a month.
per-request-mean | info | conversation.turns | The cost of a request is the mean over the [turns] calls of a conversation, of which the last, [amount] USD, is the dearest; context is that of the last call.
days-assumed | info | traffic.daysPerMonth | A month is taken as 30 days.
rounded | info |  | The cost of [figures] has no last decimal: it is rounded to the nearest at 12 decimals.
batch-wait | info | service | A batch is answered within [hours] hours, often sooner: nobody waits for its first words, and no speed of the model tells when it comes.
batch-wait/unpublished | info | service | A batch is answered when there is room, at most vendors within a day; how long it takes here is not published.
service-wait | info | service | How much sooner or later the service [name] answers is not published: the wait is that of the speeds you give.
speed-missing | info | speed | Give the time to first token and tokens per second to see the wait.
speed-missing/ttft | info | speed.ttft | Give the time to first token to see the wait.
speed-missing/tokensPerSecond | info | speed.tokensPerSecond | Give tokens per second to see the wait.
`
