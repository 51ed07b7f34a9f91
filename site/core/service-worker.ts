/**
 * The service worker: the network first, so that what is shown is never older than the server's; without it, or where
 * the server no longer has a file that a page of an older release asks for, the files kept at installation. It stores
 * nothing but this site's own files.
 */

/** Set by scripts/build: the files to keep, relative to this one, and a hash over all of them. */
declare const FILES: string[];
declare const RELEASE: string;

interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  location: Location;
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: WaitingEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}

const scope = self as unknown as Scope;
/** Caches of one origin are shared by all its sites: the scope keeps copies of this site apart. */
const prefix = `threelimits ${scope.registration.scope} `;
const current = prefix + RELEASE;
const kept = new Set(FILES.map((file) => new URL(file, scope.location.href).href));

scope.addEventListener("install", (event) => event.waitUntil(keep()));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(scope.registration.scope)) event.respondWith(answer(event.request));
});

async function keep(): Promise<void> {
  const cache = await caches.open(current);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  await scope.skipWaiting();
}

/**
 * Of older releases the last one stays: a page that was opened with it may still ask for a room's files, which a newer
 * release has under other names.
 */
async function forgetOlder(): Promise<void> {
  const older = (await ownCaches()).filter((name) => name !== current);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The caches of this site, in the order in which they were made. */
async function ownCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

async function answer(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    const copy = await copyOf(request);
    if (copy) return copy;
    throw error;
  }
  if (response.status === 200) {
    if (request.mode !== "navigate" && !kept.has(request.url)) await store(request, response.clone());
    return response;
  }
  // A file of another release has a name of its own: its copy is what the server had, to the byte.
  return (request.mode !== "navigate" && response.status >= 400 && (await copyOf(request))) || response;
}

/** The newest copy there is. */
async function copyOf(request: Request): Promise<Response | undefined> {
  for (const name of (await ownCaches()).sort((a, b) => Number(b === current) - Number(a === current))) {
    const copy = await (await caches.open(name)).match(kindly(request), { ignoreSearch: true });
    if (copy) return copy;
  }
  return undefined;
}

/**
 * What few need (scripts/build/package.go, lazy), and files that a teacher added, are kept once they were asked for.
 */
async function store(request: Request, response: Response): Promise<void> {
  await (await caches.open(current)).put(request, response);
}

/** A directory's address stands for its index.html. */
function kindly(request: Request): string {
  const url = new URL(request.url);
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}
