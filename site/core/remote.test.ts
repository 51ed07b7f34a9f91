/** Two sides of a conversation, without a worker between them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Channel, type Port } from "./remote";

/** Two ports: what is posted to one arrives at the other, until it is cut. */
function pair(): { here: Port; there: Port; cut(): void; posted: unknown[] } {
  const listeners: ((message: unknown) => void)[] = [];
  const posted: unknown[] = [];
  let alive = true;
  const port = (own: number): Port => ({
    post(message) {
      if (own === 0) posted.push(message);
      if (alive) queueMicrotask(() => listeners[1 - own]!(message));
    },
    listen(onMessage) {
      listeners[own] = onMessage;
    },
    close() {},
  });
  return { here: port(0), there: port(1), cut: () => (alive = false), posted };
}

test("who ends without a word is found out while an answer is awaited, and only then", async () => {
  const { here, there, cut, posted } = pair();
  const lost: Error[] = [];
  const channel = new Channel(here, {}, (error) => lost.push(error), { beat: 5, patience: 10 });
  new Channel(there, {
    say: (word: string) => word,
    ponder: () => new Promise((done) => setTimeout(done, 200, "done")),
  });
  assert.equal(await channel.call("say", ["a"]), "a");
  assert.equal(await channel.call("ponder", []), "done", "one that takes long and gives signs is waited for");
  cut();
  const before = posted.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(posted.length, before, "nothing is asked while nothing is awaited");
  assert.deepEqual(lost, []);
  await assert.rejects(channel.call("say", ["b"]), { code: "engine-failed", message: /no sign.*starts anew/ });
  assert.equal(lost.length, 1);
  await assert.rejects(channel.call("say", ["c"]), { code: "engine-failed" });
});

test("a long text may take longer, in proportion", async () => {
  const beats = async (text: string): Promise<number> => {
    const { here, cut, posted } = pair();
    cut();
    await assert.rejects(new Channel(here, {}, () => {}, { beat: 1, patience: 10 }).call("count", [text]), {
      code: "engine-failed",
    });
    return posted.length;
  };
  const short = await beats("a");
  assert.equal(await beats("a".repeat(3_000_000)), short + 30);
});
