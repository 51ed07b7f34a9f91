/** The whole of Newton's Opticks, from its first book on: a file of its own, loaded when someone asks for it. */
import text from "opticks";

export default text.slice(text.indexOf("THE FIRST BOOK OF OPTICKS"));
