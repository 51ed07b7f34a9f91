/** esbuild's text loader: the content of the file. */
declare module "*.txt" {
  const content: string;
  export default content;
}
