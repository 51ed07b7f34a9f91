/** The size of a picture, and a small copy to be looked at. Nothing of it leaves the page. */
import { sizeInHeader } from "../../../requests/picture";

interface Picture {
  width: number;
  height: number;
  /**
   * As a data: address: the policy lets a page show no other picture that it made itself. null: it is too large to be
   * shown.
   */
  preview: string | null;
}

/** A size stands in these first bytes, or is left to the browser. */
const headLength = 4096;

/** Longest side of the copy, in pixels. */
const longestSide = 900;

/** A longer one is not decoded: its size is all that is wanted. In pixels. */
const longestDecoded = 12_000;

/** Rejects where the browser cannot read it. */
export async function readPicture(file: Blob): Promise<Picture> {
  const told = sizeInHeader(new Uint8Array(await file.slice(0, headLength).arrayBuffer()));
  if (told && told.width > 0 && told.height > 0 && Math.max(told.width, told.height) > longestDecoded)
    return { ...told, preview: null };
  const picture = await createImageBitmap(file);
  try {
    const { width, height } = picture;
    return { width, height, preview: await copy(picture) };
  } finally {
    picture.close();
  }
}

/** The browser keeps the proportions, where it is told one side. */
async function copy(picture: ImageBitmap): Promise<string> {
  const side = picture.width < picture.height ? "resizeHeight" : "resizeWidth";
  const small =
    Math.max(picture.width, picture.height) > longestSide
      ? await createImageBitmap(picture, { [side]: longestSide })
      : picture;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [small.width, small.height];
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("The browser gives no canvas.");
  pen.fillStyle = "white"; // JPEG knows nothing of transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(small, 0, 0);
  small.close();
  return canvas.toDataURL("image/jpeg", 0.85);
}
