/** Inflates gzip. Written chunk by chunk: WebKit cannot read a Blob's stream inside a Blob worker. */
export async function inflate(compressed: ArrayBuffer): Promise<ArrayBuffer> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(new Uint8Array(compressed)), writer.close()]);
  const [inflated] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return inflated;
}
