// What a test finds in a page, the way someone finds it who cannot see the source: by role and accessible name, through shadow roots.
// Put in front of each script the tests run in a page.
const implicitRoles = [
  ["button, summary, input[type=button], input[type=submit], input[type=reset]", "button"],
  ["a[href]", "link"],
  ["input[type=checkbox]", "checkbox"],
  ["input[type=radio]", "radio"],
  ["input[type=range]", "slider"],
  ["input[type=number]", "spinbutton"],
  ["select", "combobox"],
  ["textarea, input:not([type]), input[type=text], input[type=search]", "textbox"],
  ["h1, h2, h3, h4, h5, h6", "heading"],
  ["iframe", "frame"],
  ["option", "option"],
  ["img, svg[aria-label]", "img"],
  ["table", "table"],
  ["main", "main"],
  ["details", "group"],
  ["dialog", "dialog"],
];

/** Every element in document order, into open shadow roots and what is slotted there. */
function* elements(root = document) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elements(element.shadowRoot);
  }
}

function roleOf(element) {
  return element.getAttribute("role") ?? implicitRoles.find(([selector]) => element.matches(selector))?.[1] ?? "";
}

function clean(text) {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

function nameOf(element) {
  const referenced = (element.getAttribute("aria-labelledby") ?? "")
    .split(/\s+/)
    .map((id) => id && element.getRootNode().getElementById?.(id))
    .filter(Boolean);
  const labels = element.labels ? [...element.labels] : [];
  const given = [
    referenced.map(textOf).join(" "),
    element.getAttribute("aria-label"),
    labels.map(textOf).join(" "),
    element.getAttribute("alt"),
    element.matches("input, textarea, select") ? "" : textOf(element),
    element.title,
    element.getAttribute("placeholder"),
  ];
  return clean(given.find((name) => clean(name) !== ""));
}

/** The text a reader sees in a node: of shadow roots too, without what is hidden or only shown on hover. */
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return "";
  if (node.nodeType === Node.ELEMENT_NODE) {
    if (node.matches("style, script, template, [hidden], [role=tooltip]") || getComputedStyle(node).display === "none")
      return "";
    if (node.localName === "slot" && node.assignedNodes().length) return node.assignedNodes().map(textOf).join("");
    if (node.shadowRoot) return textOf(node.shadowRoot);
  }
  const block = node.nodeType === Node.ELEMENT_NODE && !getComputedStyle(node).display.startsWith("inline");
  const text = [...node.childNodes].map(textOf).join("");
  return block ? ` ${text} ` : text;
}

function visible(element) {
  return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
}

/** A name is matched whole, or as a regular expression between slashes. */
function matches(text, wanted) {
  const expression = /^\/(.*)\/(i?)$/s.exec(wanted);
  return expression ? new RegExp(expression[1], expression[2]).test(text) : text === wanted;
}

/** What is on the page with this role and name. */
function all(role, name) {
  const may = [
    `[role="${role}"]`,
    ...implicitRoles.filter(([, implicit]) => implicit === role).map(([selector]) => selector),
  ].join();
  return [...elements()].filter(
    (element) =>
      element.matches(may) && roleOf(element) === role && visible(element) && (!name || matches(nameOf(element), name)),
  );
}

/** The first element a selector finds, in any shadow root. */
function deep(selector) {
  for (const element of elements()) if (element.matches(selector)) return element;
  return null;
}

/** The element that has the focus, in whichever shadow root. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

function describe(element) {
  return element ? `${roleOf(element) || element.localName} “${nameOf(element).slice(0, 60)}”` : "nothing";
}

/** What a limit shows: its headline, without what is only read aloud. */
function figure(name) {
  return clean(textOf(deep(name)?.shadowRoot?.querySelector("[part=figure]") ?? document.createElement("p")));
}

/** The one thing with this role and name, or null. */
function find(role, name) {
  const found = all(role, name);
  return found.length === 1 ? found[0] : null;
}

/** The llm-tokens elements, and the one of a part of the request. */
function editors() {
  return [...elements()].filter((element) => element.localName === "llm-tokens");
}

function editorOf(part) {
  return editors().find(({ label }) => label === part);
}

/** The count a part shows. */
function counted(part) {
  return editorOf(part)?.shadowRoot.querySelector("[part=counts] b")?.textContent;
}

/** The tokens drawn in a part's text. */
function drawn(part) {
  return [...editorOf(part).shadowRoot.querySelectorAll(".token")].map((token) => ({
    text: token.textContent,
    ids: token.dataset.ids ?? "",
  }));
}

/** Whether every text has its count. */
function settled() {
  return editors().every(({ label }) => counted(label));
}

/** Whether the address holds all of these pairs. */
function hasLink(pairs) {
  const address = new URLSearchParams(location.hash.slice(1));
  return [...new URLSearchParams(pairs)].every(([name, value]) => address.get(name) === value);
}

/** The text of an element of ours, shadow root and all. */
function textOfElement(name) {
  const element = deep(name);
  return element ? clean(textOf(element.shadowRoot ?? element)) : "";
}

/** What stands at the reference check. */
function checkText() {
  return clean(textOf(document.querySelector("page-check")));
}

/** The messages a host page got from its frame, by type. */
function heard() {
  return messages.map(({ type, height }) => `${type} ${height ?? ""}`).join(", ");
}
