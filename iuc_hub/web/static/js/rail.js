// On a phone a rail runs sideways: the current item is brought into view, without moving the page.
export function scrollRails(root) {
  for (const rail of root.querySelectorAll("[data-rail]")) {
    const current = rail.querySelector("[aria-current]");
    if (!current || rail.scrollWidth <= rail.clientWidth) continue;
    const place = current.getBoundingClientRect();
    const frame = rail.getBoundingClientRect();
    rail.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
  }
}
