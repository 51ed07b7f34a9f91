/**
 * The size of a picture as its first bytes say it: PNG (W3C, section 11.2.1), GIF (GIF89a, section 18), JPEG (ITU T.81,
 * B.2.2) and WebP (RFC 9649, section 2). Nothing is decoded: a small file may say that it is of any size.
 */

interface Size {
  width: number;
  height: number;
}

/** A JPEG's size stands behind its metadata, which are seldom longer. In signs of base64. */
const longestHead = 400_000;

/** bytes: the file's beginning. null: it is of another kind, or its size is further in. */
export function sizeInHeader(bytes: Uint8Array): Size | null {
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint32(0);
  if (kind === 0x89504e47 && view.getUint32(12) === 0x49484452)
    return { width: view.getUint32(16), height: view.getUint32(20) }; // ‰PNG … IHDR
  if (kind === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }; // GIF8
  if (kind >>> 8 === 0xffd8ff) return sizeOfJPEG(view);
  if (kind === 0x52494646 && view.getUint32(8) === 0x57454250) return sizeOfWebP(view); // RIFF … WEBP
  return null;
}

/** From segment to segment, each with its length, until the frame's. */
function sizeOfJPEG(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function sizeOfWebP(view: DataView): Size | null {
  if (view.byteLength < 30) return null;
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 "
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      const bits = view.getUint32(21, true); // VP8L
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: // VP8X
      return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
  }
  return null;
}

/** Of a file in base64, or a data: address of one. null: it is neither, or its size is not found. */
export function sizeOfBase64(text: string): Size | null {
  const from = text.startsWith("data:") ? text.indexOf(",") + 1 : 0;
  const head = text.slice(from, from + longestHead).replace(/[\s=]+/g, "");
  try {
    const signs = head.replace(/-/g, "+").replace(/_/g, "/");
    const whole = atob(signs.length % 4 === 1 ? signs.slice(0, -1) : signs);
    const size = sizeInHeader(Uint8Array.from(whole, (sign) => sign.charCodeAt(0)));
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch {
    return null;
  }
}
