// Single keys: "/" goes to the search; in a list marked data-keylist, while the focus is inside it,
// J and K walk its data-keyitem rows, A and R press the row's data-key="a" and data-key="r".
// They can be switched off (the account menu), and the choice stays on this device.
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
  const control = target.closest("[data-keyitem]")?.querySelector(`[data-key="${key}"]`);
  control?.click();
}

export function walkLists(root) {
  let on = read();
  const show = () => {
    for (const hint of root.querySelectorAll("[data-keys-hint]")) hint.hidden = !on;
  };
  for (const label of root.querySelectorAll("[data-keys-switch]")) {
    const box = label.querySelector("input");
    label.hidden = false;
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      write(on);
      show();
    });
  }
  show();

  root.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const search = root.querySelector("[data-search]");
    if (key === "/" && search) {
      event.preventDefault();
      search.focus();
      return;
    }
    const list = event.target.closest("[data-keylist]");
    if (!list || !["j", "k", "a", "r"].includes(key)) return;
    event.preventDefault();
    if (key === "j" || key === "k") step(list, key === "j" ? 1 : -1);
    else press(event.target, key);
  });
}
