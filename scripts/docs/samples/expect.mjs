// What a sample's comment "// → value" says, held against what the statement before it gave. In the value, a name alone is any value that
// is there, and … stands for more members.
const any = Symbol("any value");
const more = Symbol("more members");

const names = new Proxy({}, { has: () => true, get: (_, name) => (name === "__more" ? more : any) });

function read(text) {
  const members = text.replace(/…(?=\s*\])/g, "__more").replace(/…/g, "[__more]: true");
  return new Function("names", `with (names) { return (${members}); }`)(names);
}

function matches(actual, wanted) {
  if (wanted === any) return actual !== undefined;
  if (wanted === null || typeof wanted !== "object") return Object.is(actual, wanted);
  if (actual === null || typeof actual !== "object") return false;
  if (Array.isArray(wanted)) {
    const open = wanted.at(-1) === more;
    const listed = open ? wanted.slice(0, -1) : wanted;
    const found = Array.from(actual);
    return (
      (open ? found.length >= listed.length : found.length === listed.length) &&
      listed.every((one, i) => matches(found[i], one))
    );
  }
  const keys = Object.keys(wanted);
  const closed = !wanted[more];
  return (
    keys.every((key) => matches(actual[key], wanted[key])) &&
    (!closed || Object.keys(actual).every((key) => keys.includes(key)))
  );
}

let faults = 0;

/** Says where a value is another than the sample shows. */
export function expect(place, actual, text) {
  if (matches(actual, read(text))) return;
  faults++;
  console.log(`${place}: it gave ${JSON.stringify(actual, (_, v) => (ArrayBuffer.isView(v) ? Array.from(v) : v))}`);
}

/** Ends the run; called after the last sample. */
export function done() {
  process.exit(faults > 0 ? 1 : 0);
}
