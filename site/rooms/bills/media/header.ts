/**
 * The size of a PNG or GIF picture as its first bytes say it: of these a small file may be of any size, and would be
 * decoded whole.
 */

/** So many bytes are enough. */
export const headerLength = 24;

/** null: it is of another kind. */
export function sizeInHeader(head: Uint8Array): { width: number; height: number } | null {
  if (head.length < headerLength) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452)
    return { width: view.getUint32(16), height: view.getUint32(20) }; // ‰PNG … IHDR
  if (view.getUint32(0) === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }; // GIF8
  return null;
}
