/** The size of a picture, and a small copy to be looked at. Nothing of it leaves the page. */

export interface Picture {
  width: number;
  height: number;
  /** As a data: address: the policy lets a page show no other picture that it made itself. */
  preview: string;
}

/** Longest side of the copy, in pixels. */
const longestSide = 900;

/** Rejects where the browser cannot read it. */
export async function readPicture(file: Blob): Promise<Picture> {
  const picture = await createImageBitmap(file);
  try {
    const { width, height } = picture;
    return { width, height, preview: copy(picture) };
  } finally {
    picture.close();
  }
}

function copy(picture: ImageBitmap): string {
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("The browser gives no canvas.");
  pen.fillStyle = "white"; // JPEG knows nothing of transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.85);
}
