// Closes an open account menu on Escape or a press outside it; opening needs no script.
export function closeMenus(root) {
  const open = () => root.querySelectorAll("details.account[open]");
  root.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
