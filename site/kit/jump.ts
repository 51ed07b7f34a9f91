/** Goes to a place on the page without touching the address: its fragment is the scenario. */
export function jump(id: string): void {
  const target = document.getElementById(id);
  if (!target) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/**
 * Links to a place on this page (`<a href="#request">`) work without scripts; with them they leave the scenario alone.
 */
export function keepFragment(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    jump(link.getAttribute("href")!.slice(1));
  });
}
