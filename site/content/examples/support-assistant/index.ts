import documents from "./documents.txt";
import system from "./system.txt";
import user from "./user.txt";

export default { system, documents, user };
