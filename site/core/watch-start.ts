/**
 * Stands inline in the pages, so that it runs where nothing else can be loaded: from disk, in a sandbox, behind a broken
 * server. Says in the place of the page's first words why nothing starts. The script that starts the page has
 * data-start; what started sets data-started and takes that place itself.
 */
export {};

/** A page that has not started after this time is waited for with a word. In milliseconds. */
const patience = 20_000;
const page = document.documentElement;

function say(why: string): void {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => say(why), { once: true });
    return;
  }
  const place = document.querySelector("page-status, #view");
  if (!place || page.dataset["started"] !== undefined) return;
  const words = document.createElement("p");
  const again = document.createElement("button");
  words.className = "wrong";
  words.setAttribute("role", "alert");
  again.type = "button";
  again.className = "link";
  again.textContent = "Try again";
  again.addEventListener("click", () => location.reload());
  words.append(`The calculator could not start: ${why} `, again);
  place.replaceChildren(words);
}

function whyNotLoaded(): string {
  if (location.protocol === "file:")
    return "browsers load no scripts for a page from disk. Open threelimits.html, which is all of it in one file.";
  if (self.origin === "null")
    return "this frame lets no scripts be loaded. threelimits.html, which is all of it in one file, works in it.";
  return "a script of the page could not be loaded.";
}

/* A link to a room shows the room's place from the first moment, so that nothing moves when the room comes. */
const room = /[#&]room=([a-z]+)/.exec(location.hash)?.[1];
if (room) page.dataset["room"] = room;

addEventListener(
  "error",
  (event) => {
    if (event.target instanceof HTMLScriptElement) {
      if (event.target.dataset["start"] !== undefined) say(whyNotLoaded());
    } else if (event instanceof ErrorEvent) say(`${event.message}.`);
  },
  true,
);
addEventListener("unhandledrejection", ({ reason }) =>
  say(`${reason instanceof Error ? reason.message : String(reason)}.`),
);
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  if (effectiveDirective.startsWith("script-src")) say(whyNotLoaded());
});
setTimeout(() => say("it has waited for 20 seconds, and the network may have stopped."), patience);
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("page-status > p");
  if (place && page.dataset["started"] === undefined && place.className === "")
    place.textContent = "Loading the calculator…";
});
