/**
 * `<div ${droppable(host, take)}>`: files and folders can be dropped there; `over` of the host is true while something
 * is held above it.
 */
import { noChange } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";
import type { Folder } from "./folder";

interface Host {
  over: boolean;
}
type Take = (files: readonly File[], folders: readonly Folder[]) => void;

class Droppable extends Directive {
  #element: Element | null = null;
  #take: Take = () => {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError("droppable stands in a tag");
  }

  render(_host: Host, _take: Take): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [host, take]: [Host, Take]): typeof noChange {
    this.#take = take;
    if (this.#element === element) return noChange;
    this.#element = element;
    const target = element as HTMLElement;
    target.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      host.over = true;
    });
    target.addEventListener("dragleave", () => {
      host.over = false;
    });
    target.addEventListener("drop", (event) => {
      host.over = false;
      const { files, folders } = split(event.dataTransfer);
      if (files.length + folders.length === 0) return;
      event.preventDefault();
      this.#take(files, folders);
    });
    return noChange;
  }
}

/** A folder is among a drop's files too, as one that cannot be read: its entry tells. */
function split(data: DataTransfer | null): { files: File[]; folders: Folder[] } {
  const files: File[] = [];
  const folders: Folder[] = [];
  for (const item of data?.items ?? []) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry?.isDirectory ? null : item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as unknown as Folder);
    else if (file) files.push(file);
  }
  return { files, folders };
}

export const droppable = directive(Droppable);
