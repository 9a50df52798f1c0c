// Shows the print buttons, which do nothing without a script: <button data-print hidden>.
export function showPrintButtons(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
