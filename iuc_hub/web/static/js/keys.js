// Single keys: "/" goes to the search; in a list marked data-keylist, while the focus is inside it,
// J and K walk its data-keyitem rows, A, R and U (or Z) press the control that names the letter in data-key;
// U takes back what was done last where the row has nothing to take back. "?" tells all of this.
// They can be switched off (the account menu, and the help), and the choice stays on this device.
const STORED = "hub-keys";

function read() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function write(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Without storage the choice holds for this page.
  }
}

function isTyping(target) {
  return Boolean(target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]"));
}

function step(list, by) {
  const items = [...list.querySelectorAll("[data-keyitem]")];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(at + by, 0), items.length - 1)];
  if (!next) return;
  for (const item of items) item.classList.toggle("is-current", item === next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(target, key) {
  const control = target.closest("[data-keyitem]")?.querySelector(`[data-key~="${key}"]`);
  (control ?? (key === "u" ? document.querySelector(".flash-undo button") : null))?.click();
}

// The page comes back to the row that was decided on, and so does the focus.
function focusReturned(root) {
  const item = location.hash.length > 1 ? root.getElementById(location.hash.slice(1)) : null;
  if (item?.matches("[data-keylist] [data-keyitem]")) item.focus({ preventScroll: true });
}

export function walkLists(root) {
  let on = read();
  const help = root.querySelector("[data-keys-help]");
  const switches = [...root.querySelectorAll("[data-keys-switch]")];
  const show = () => {
    for (const hint of root.querySelectorAll("[data-keys-hint]")) hint.hidden = !on;
    for (const label of switches) label.querySelector("input").checked = on;
  };
  for (const label of switches) {
    const box = label.querySelector("input");
    label.hidden = false;
    box.addEventListener("change", () => {
      on = box.checked;
      write(on);
      show();
    });
  }
  show();
  if (on) focusReturned(root);

  root.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const search = root.querySelector("[data-search]");
    if (key === "/" && search) {
      event.preventDefault();
      search.focus();
      return;
    }
    if (key === "?" && help) {
      event.preventDefault();
      help.showModal();
      return;
    }
    const list = event.target.closest("[data-keylist]");
    if (!list || help?.open || !["j", "k", "a", "r", "u", "z"].includes(key)) return;
    event.preventDefault();
    if (key === "j" || key === "k") step(list, key === "j" ? 1 : -1);
    else press(event.target, key === "z" ? "u" : key);
  });
}
