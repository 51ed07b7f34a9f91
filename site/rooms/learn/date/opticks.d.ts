/** Put in by scripts/build from the Go distribution. */
declare module "opticks" {
  const text: string;
  export default text;
}
