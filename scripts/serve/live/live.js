// What `make dev` adds to a page: it loads anew when something was built, and says what could not be. The service worker of a page that
// was served from this address before would keep the old files.
if (window === window.top) {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  let shown = null;
  new EventSource("/dev/events").addEventListener("message", ({ data }) => {
    const { made, fault } = JSON.parse(data);
    if (fault) console.error(fault);
    if (shown !== null && shown !== made) location.reload();
    shown = made;
  });
}
