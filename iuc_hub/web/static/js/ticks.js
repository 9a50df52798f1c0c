// A button that ticks every box of a name on the page, or none once all are ticked.
export function tickAll(root) {
  for (const button of root.querySelectorAll("[data-tick-all]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = [...button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.tickAll}"]`)];
      const ticked = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = ticked;
    });
  }
}
