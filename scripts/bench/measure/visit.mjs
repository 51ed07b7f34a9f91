/**
 * The page as a person meets it, in a frame of this page: the frame's navigation is the clock's zero, and `llm-change` of its
 * editors tells when a count stands on the page. Times are milliseconds.
 */

/** Resolves with the page's window as soon as it has one, long before the page has anything to say. */
async function open(path) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "position: fixed; inset: 0; inline-size: 100%; block-size: 100%; border: 0";
  frame.src = path;
  document.body.replaceChildren(frame);
  while (frame.contentWindow.location.pathname !== path) await pause(1);
  return frame.contentWindow;
}

const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Resolves with what an editor said of a text once it accepts it. */
function count(page, accept = () => true) {
  return new Promise((resolve) => {
    const listen = ({ detail }) => {
      if (!detail?.tokens || !accept(detail.text)) return;
      page.removeEventListener("llm-change", listen, true);
      resolve({ at: page.performance.now(), tokens: detail.tokens.typical, exact: detail.trust.level === "exact" });
    };
    page.addEventListener("llm-change", listen, true);
  });
}

/** From navigation to the first count. */
globalThis.firstCount = async (path) => (await count(await open(path))).at;

/** The same of the module alone, in a page that does nothing else. */
globalThis.moduleCount = async (path) => {
  const page = await open(path);
  while (!page.first) await pause(1);
  return page.first.milliseconds;
};

/**
 * Types single characters into the middle of a long text, one after the other is counted: until the next frame, which is
 * what a person feels, and until the new count, waiting for typing to rest included.
 */
globalThis.keystrokes = async (path, corpus, strokes) => {
  const page = await open(path);
  await count(page);
  await pause(3000); // the other parts of the example
  const editor = find(page.document, "llm-tokens");
  const text = await (await fetch(`/corpora/${corpus}.txt`)).text();
  const whole = count(page, (counted) => counted.length === text.length);
  editor.text = text;
  await whole;
  editor.focus();
  const results = { frame: [], count: [] };
  for (let i = 0; i < strokes; i++) {
    const counted = count(page, (newer) => newer.length === text.length + i + 1);
    const begin = page.performance.now();
    if (!page.document.execCommand("insertText", false, "x")) throw new Error("the editor took no key");
    await new Promise((resume) => page.requestAnimationFrame(() => page.setTimeout(resume)));
    results.frame.push(page.performance.now() - begin);
    results.count.push((await counted).at - begin);
  }
  return results;
};

/** The first such element that is shown, in whatever shadow root. */
function find(root, name) {
  for (const element of root.querySelectorAll("*")) {
    if (element.localName === name && element.getClientRects().length > 0) return element;
    const inside = element.shadowRoot && find(element.shadowRoot, name);
    if (inside) return inside;
  }
}
