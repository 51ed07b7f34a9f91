/** A chat format as the engine takes it: tokenize.ChatItem, three texts an item. */
import type { ChatFormat, ToolFunction } from "../contract";
import { failure } from "./errors";

const parts = ["system", "tools", "documents", "history", "user"];

/** what NUL first NUL second for each item, NUL between items. */
export function chatItems(format: ChatFormat): string {
  const items: string[] = [];
  const add = (what: string, first: unknown, second: unknown): void => {
    items.push(what, clean(first), clean(second));
  };
  try {
    for (const { part, role, name } of format.messages) {
      if (!parts.includes(part))
        throw failure(
          "bad-argument",
          `A message's part is ${String(part)}; one of ${parts.join(", ")} is accepted.`,
          "messages",
        );
      add("message", part, role);
      if (name !== undefined) add("name", "", name);
    }
    if (format.toolChoice !== undefined) add("toolChoice", "", format.toolChoice);
    if (format.otherTools !== undefined) add("tools", "", format.otherTools);
    else if (format.tools && format.tools.length > 0) {
      add("tools", "", "");
      for (const tool of format.tools) addFunction(tool, add);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw failure(
      "bad-argument",
      "format is not a ChatFormat; accepted is { messages: [{ part, role }], tools? }.",
      "format",
    );
  }
  return items.join("\0");
}

function addFunction(
  { name, description, properties }: ToolFunction,
  add: (what: string, first: unknown, second: unknown) => void,
): void {
  add("function", name, description);
  for (const property of properties) {
    add("property", `${property.name}:${property.type}`, property.description);
    for (const item of property.enum) add("enum", "", item);
  }
}

function clean(text: unknown): string {
  return String(text ?? "").replaceAll("\0", "\ufffd");
}
