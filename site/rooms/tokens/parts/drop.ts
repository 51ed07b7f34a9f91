/** `<div ${droppable(host, take)}>`: files can be dropped there; `over` of the host is true while one is held above it. */
import { noChange } from "lit";
import { directive, Directive, PartType, type ElementPart, type PartInfo } from "lit/directive.js";

interface Host { over: boolean }

class Droppable extends Directive {
  #element: Element | null = null;
  #take: (files: readonly File[]) => void = () => {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError("droppable stands in a tag");
  }

  render(_host: Host, _take: (files: readonly File[]) => void): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [host, take]: [Host, (files: readonly File[]) => void]): typeof noChange {
    this.#take = take;
    if (this.#element === element) return noChange;
    this.#element = element;
    const target = element as HTMLElement;
    target.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      host.over = true;
    });
    target.addEventListener("dragleave", () => { host.over = false; });
    target.addEventListener("drop", (event) => {
      host.over = false;
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#take(files);
    });
    return noChange;
  }
}

export const droppable = directive(Droppable);
