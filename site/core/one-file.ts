/** The one file holds the page and, in a template, the embedded view: the address says which is shown. */
export function showOneView(): boolean {
  if (!new URLSearchParams(location.search).has("view")) return false;
  const template = document.getElementById("threelimits:embed") as HTMLTemplateElement;
  for (const style of document.querySelectorAll("style[data-page]")) style.remove();
  const blocks = document.querySelectorAll('body > [id^="threelimits:"]');
  document.body.className = template.dataset["class"] ?? "";
  document.body.replaceChildren(template.content.cloneNode(true), ...blocks);
  delete document.documentElement.dataset["oneView"];
  return true;
}
