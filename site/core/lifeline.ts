/**
 * How a worker's end is known at once, whatever ended it: it holds a lock of the browser's (Web Locks) as long as it
 * lives, and who waits for that lock gets it then. There are none in Node, in a frame without an origin of its own and on
 * a page that came without encryption; there it is found out by its silence (remote.ts).
 */

import { inTime } from "./in-time";

/** It is given at once or not at all. In milliseconds. */
const patience = 500;

/** For a worker: takes the lock for good. Whether there is one. */
export function holdLock(name: string): Promise<boolean> {
  const held = new Promise<boolean>((resolve) => {
    void locked(name, {}, () => {
      resolve(true);
      return new Promise<never>(() => {});
    }).catch(() => resolve(false));
  });
  return inTime(held, patience).catch(() => false);
}

/** Whether a worker's lock has been seen from here. */
let shared = false;

/**
 * Calls back once the lock that a worker holds is free. Resolves to whether it will: where the worker's locks are not
 * this page's, they tell nothing.
 */
export async function whenFree(name: string, signal: AbortSignal, ended: () => void): Promise<boolean> {
  try {
    shared ||= await locked(name, { ifAvailable: true }, async (lock) => lock === null);
    if (!shared) return false;
  } catch {
    return false;
  }
  void locked(name, { signal }, async () => ended()).catch(() => {});
  return true;
}

/** A name that no other worker's lock has. */
export function newLockName(): string {
  return `threelimits worker ${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
}

async function locked<T>(name: string, options: LockOptions, work: (lock: Lock | null) => Promise<T>): Promise<T> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) throw new Error("there are no locks here");
  return locks.request(name, options, work);
}
