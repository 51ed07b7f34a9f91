/** The files in a folder that was dropped. */

/** What is used of a browser's FileSystemEntry. */
export interface Entry {
  isDirectory: boolean;
  name: string;
}
interface FileEntry extends Entry {
  file(found: (file: File) => void, failed: (error: unknown) => void): void;
}
export interface Folder extends Entry {
  createReader(): { readEntries(found: (entries: readonly Entry[]) => void, failed: (error: unknown) => void): void };
}

interface Found {
  file: File;
  path: string;
}

/** More than this is hardly what was meant, and no table to read. */
export const mostFiles = 2_000;

/**
 * The files in folders, by their names, with their paths; what a person does not see in a folder, names that begin with
 * a dot, is left out. Stops at `mostFiles` and then says so. What cannot be read is skipped, and counted.
 */
export async function filesIn(folders: readonly Folder[]): Promise<{ files: Found[]; more: boolean; unread: number }> {
  const files: Found[] = [];
  let unread = 0;
  const waiting = folders.map((folder) => ({ folder, path: folder.name }));
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    const { folder, path } = at;
    const entries = await entriesOf(folder).catch(() => {
      unread++;
      return [];
    });
    for (const entry of entries
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => a.name.localeCompare(b.name, "en"))) {
      const inside = `${path}/${entry.name}`;
      if (entry.isDirectory) {
        waiting.push({ folder: entry as Folder, path: inside });
        continue;
      }
      if (files.length === mostFiles) return { files, more: true, unread };
      const file = await new Promise<File>((found, failed) => (entry as FileEntry).file(found, failed)).catch(() => {
        unread++;
        return null;
      });
      if (file) files.push({ file, path: inside });
    }
  }
  return { files, more: false, unread };
}

/** A browser gives them a hundred or so at a time, and none when there are no more. */
async function entriesOf(folder: Folder): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<readonly Entry[]>((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
