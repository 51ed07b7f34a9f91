/** All the custom elements: importing this module makes the tags work. */
export * from "./figures";
export * from "./lesson";
