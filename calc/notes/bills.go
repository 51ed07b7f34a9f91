package notes

// Bills are the notes on a usage record: on what it says of its call, and leaves open. Their message alone travels, so they have no field.
const Bills Table = `
time-missing | info |  | The record says no time: the prices are those of [day].
time-not-understood | warning |  | The time of the record, [time], is not understood: the prices are those of [day].
batch-result | info |  | The record is of a batch's result: it costs what a batch costs.
model-priced-as | info |  | [Given] is priced as [id].
model-tuned | warning |  | A tuned model costs more than its base, and how much is not known here: this is the price of [id].
service-by-time | warning |  | The service [name] is capacity that is paid by time: this is what the tokens cost without it.
service-unknown | warning |  | The service [name] is not known: the standard price holds.
served-factor | info |  | [What]: every rate is [factor] times that of the list ([source]).
served-unknown | warning |  | [What]: what that costs is not known for [model]; the price of the list holds.
seller | warning |  | Sold by [seller], whose price may differ: this is that of [vendor].
seller/free | info |  | [Model] is a variant that costs nothing at [seller].
seller/global | info |  | Sold by [seller], at the price of its global endpoint.
seller/region-not-said | warning |  | Sold by [seller], whose endpoints of a region cost 10% more than the global one. The record does not say which it was: this is the global price.
seller/more | warning |  | [Model] asks for [more], which is billed apart: it is not in the amount.
hours-not-said | warning |  | [Model] has peak hours, and the record does not say its hour: this is the price outside them.
hours-of-call | info |  | The call was made in the peak hours of [model]: their price holds.
sum-of-calls | warning |  | [Sum]: none of them is taken to send the [tokens] tokens from which the price is another.
sum-of-calls/long | warning |  | [Sum]: the long-context price is taken to hold for all of them.
`
