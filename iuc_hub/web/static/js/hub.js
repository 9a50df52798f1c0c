// What every page gets when scripts run; without them everything still works.
import { searchAsTyped, watchWork } from "./live.js";
import { closeMenus } from "./menus.js";
import { walkLists } from "./keys.js";
import { sendOnce } from "./once.js";
import { showPrintButtons } from "./paper.js";
import { scrollRails } from "./rail.js";
import { tickAll } from "./ticks.js";

closeMenus(document);
walkLists(document);
sendOnce(document);
showPrintButtons(document);
scrollRails(document);
tickAll(document);
searchAsTyped(document);
watchWork(document);
