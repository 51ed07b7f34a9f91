package notes

// Shared are the notes on a model, a day, its prices and a service: what one entry point that prices something says of them, all say.
var Shared = []Row{
	{"as-of-future", Warning, "asOf", "Prices as of [day] are those known today."},
	{"model-retired", Warning, "model", "[Note]"},
	{"model-retiring", Warning, "model", "[Note]"},
	{"before-release", Warning, "asOf", "[Note]"},
	{"model-note", Info, "model", "[Note]"},
	{"price-stale", Warning, "asOf", "These prices were last checked on [checked], [days] before."},
	{"price-stale/by-way", Warning, "asOf", "These prices came by way of [package], which published them on [day], [days] before."},
	{"promotion-over", Warning, "asOf", "This price was promised up to [day]. It was last seen on [checked]."},
	{"service-unpublished", Warning, "service", "No price for [batch] is published for [model]: this is the standard price."},
	{"service-short-only", Warning, "service", "There is no price for [priority] from [tokens] of input on: such calls are billed at the standard price."},
	{"search-price-unknown", Warning, "request.webSearches", "No price of a web search is published for [model]: searches are not in the bill."},
	{"media-price-unknown/audio", Warning, "request.audio", "No price of audio is published for [model]: the price of text stands in for it."},
	{"tier-applied", Warning, "request", "From [tokens] of input on, the whole request is priced at [rates]."},
	{"cache-price-unknown/cachedInput", Warning, "prices.cachedInput", "The price of cached input is not published: the input price stands in for it."},
	{"cache-price-unknown/cacheWrite", Warning, "prices.cacheWrite", "The price of cache writes is not published: the input price stands in for it."},
	{"cache-price-unknown/cachedAudio", Warning, "prices.cachedInput", "The price of cached audio is not published: the input price stands in for it."},
	{"cache-price-unknown/cachedImage", Warning, "prices.cachedInput", "The price of cached images is not published: the input price stands in for it."},
	{"cache-price-unknown/cacheWriteHour", Warning, "cache.life", "The price of cache writes for an hour is not published: the input price stands in for it."},
}

// Never are the codes that say nobody could make the call on that day.
var Never = []string{"before-release", "model-retired"}
