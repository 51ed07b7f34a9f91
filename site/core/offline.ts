/** Installs the service worker, once the page has what it needs: then it works offline from the next visit on. */
if ("serviceWorker" in navigator && location.protocol !== "file:") {
  const install = (): void => {
    navigator.serviceWorker.register(new URL("service-worker.js", import.meta.url)).catch(() => {
      // Private windows and some embeddings refuse; the page works without.
    });
  };
  if (document.readyState === "complete") install();
  else addEventListener("load", install, { once: true });
}

export {};
