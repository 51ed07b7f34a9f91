package notes

// Shared are the notes on a model, a day, its prices and a service: what one entry point that prices something says of them, all say.
const Shared Table = `
as-of-future | warning | asOf | Prices as of [day] are those known today.
model-retired | warning | model | [Note]
model-retiring | warning | model | [Note]
before-release | warning | asOf | [Note]
model-note | info | model | [Note]
price-stale | warning | asOf | These prices were last checked on [checked], [days] before.
price-stale/by-way | warning | asOf | These prices came by way of [package], which published them on [day], [days] before.
promotion-over | warning | asOf | This price was promised up to [day]. It was last seen on [checked].
service-unpublished | warning | service | No price for [batch] is published for [model]: this is the standard price.
service-short-only | warning | service | There is no price for [priority] from [tokens] of input on: such calls are billed at the standard price.
search-price-unknown | warning | request.webSearches | No price of a web search is published for [model]: searches are not in the bill.
media-price-unknown/audio | warning | request.audio | No price of audio is published for [model]: the price of text stands in for it.
tier-applied | warning | request | From [tokens] of input on, the whole request is priced at [rates].
cache-price-unknown/cachedInput | warning | prices.cachedInput | The price of cached input is not published: the input price stands in for it.
cache-price-unknown/cacheWrite | warning | prices.cacheWrite | The price of cache writes is not published: the input price stands in for it.
cache-price-unknown/cachedAudio | warning | prices.cachedInput | The price of cached audio is not published: the input price stands in for it.
cache-price-unknown/cachedImage | warning | prices.cachedInput | The price of cached images is not published: the input price stands in for it.
cache-price-unknown/cacheWriteHour | warning | cache.life | The price of cache writes for an hour is not published: the input price stands in for it.
`

// Never are the codes that say nobody could make the call on that day.
var Never = []string{"before-release", "model-retired"}
