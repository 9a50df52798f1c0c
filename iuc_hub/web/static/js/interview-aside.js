/** What every answer can change beside its question: areas, progress, needs so far, the next question. */

const PARTS = [
  [".ivbar-progress", "innerHTML"],
  [".rail ol", "innerHTML"],
  [".livelist section:nth-child(1) ul", "innerHTML"],
  [".livelist section:nth-child(2) ul", "innerHTML"],
  ["#behov", "innerHTML"],
  ["#fraga-igen", "innerHTML"],
  ["[data-need-count]", "textContent"],
];
const TOGETHER = 150;

export function watchAside(form) {
  let timer = null;
  let asking = null;
  return function refresh() {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      try {
        const address = `${form.dataset.aside}?known=${encodeURIComponent(form.dataset.known)}`;
        const reply = await fetch(address, { signal: asking.signal, credentials: "same-origin" });
        if (reply.ok) replaceParts(form, new DOMParser().parseFromString(await reply.text(), "text/html"));
      } catch {
        // Offline: the side keeps what it last showed; the next saved answer asks again.
      }
    }, TOGETHER);
  };
}

function replaceParts(form, fresh) {
  for (const [selector, property] of PARTS) {
    const [here, there] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (here && there && here[property] !== there[property]) here[property] = there[property];
  }
  const [button, next] = [form.querySelector("[data-next-button]"), fresh.querySelector("[data-next-button]")];
  if (button && next) {
    button.innerHTML = next.innerHTML;
    button.dataset.code = next.dataset.code;
  }
  for (const line of fresh.querySelectorAll("[data-result-of]")) {
    const here = form.querySelector(`[data-result-of="${CSS.escape(line.dataset.resultOf)}"]`);
    if (here) here.innerHTML = line.innerHTML;
  }
}
