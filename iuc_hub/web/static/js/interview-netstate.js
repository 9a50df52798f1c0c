/** Connection and unsent answers, always in sight and always true. */

export function showNetstate(place, texts, queue, sender) {
  const waiting = queue.waiting.length;
  const refused = queue.stopped.length;
  const offline = !navigator.onLine || sender.trouble === "offline";
  const codes = [...new Set(queue.stopped.map((entry) => entry.question))].join(", ");
  const [icon, strong, text] = words({ waiting, refused, codes, offline, trouble: sender.trouble, running: sender.running }, texts, queue);
  const calm = !waiting && !refused && !offline;
  place.classList.toggle("is-sent", calm || (icon === "run" && !refused));
  place.querySelector("use").setAttribute("href", `#i-${icon}`);
  say(place.querySelector("strong"), strong);
  say(place.querySelector("[data-netstate-text]"), text);
}

function words(state, texts, queue) {
  const many = (n, one, more) => (n === 1 ? texts[one] : texts[more].replace("{n}", n));
  const waits = state.waiting ? many(state.waiting, "waitingOne", "waitingMany") : "";
  if (state.trouble === "loggedOut") return ["alert", texts.loggedOut, texts.logIn];
  if (state.offline) return ["offline", texts.offline, waits || (queue.isKept ? texts.nothingWaiting : texts.noStorage)];
  if (state.refused) return ["alert", many(state.refused, "refusedOne", "refusedMany"), texts.look.replace("{codes}", state.codes)];
  if (state.trouble === "trouble") return ["alert", texts.trouble, waits || texts.retrying];
  if (state.waiting) return ["run", texts.saving, queue.isKept ? "" : texts.noStorage];
  return ["cloud", texts.saved, queue.isKept ? "" : texts.noStorage];
}

/** Text is only touched when it changes, so that a reader does not hear it again and again. */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
