/** What `<page-import>` shows: the way in, the request that came in, and the table of many. */
import { ImportBox } from "./import-box";
import { ImportedRequest } from "./imported-request";
import { RequestLines } from "./request-lines";

customElements.define("import-box", ImportBox);
customElements.define("imported-request", ImportedRequest);
customElements.define("request-lines", RequestLines);
