import system from "./system.txt";
import tools from "./tools.txt";
import user from "./user.txt";

export default { system, tools, user };
