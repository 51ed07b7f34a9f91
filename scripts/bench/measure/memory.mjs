/** Knows the linear memory of every WebAssembly program instantiated after this module was imported. */

const memories = [];

const remember = (result) => {
  const { exports } = result.instance ?? result;
  memories.push(...Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));
  return result;
};

for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = (...args) => original.apply(WebAssembly, args).then(remember);
}

/** Bytes now held, all programs together. */
export const linearMemory = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
