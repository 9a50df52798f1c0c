// A part of a page that renews itself: a list while somebody types, long work while it goes on.
const TYPED_MS = 250;

async function renew(id, url, signal) {
  const reply = await fetch(url, { signal, headers: { Accept: "text/html" } });
  if (!reply.ok) return null;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh || !old) return null;
  const status = old.querySelector("[role=status]");
  const words = fresh.querySelector("[role=status]");
  old.replaceWith(fresh);
  // A status that stays in the page is read out; one that comes anew is not.
  if (status && words) {
    words.replaceWith(status);
    if (status.textContent !== words.textContent) status.textContent = words.textContent;
  }
  return fresh;
}

export function searchAsTyped(root) {
  for (const form of root.querySelectorAll("form[data-live-search]")) {
    let waiting, asked;
    const search = () => {
      const given = [...new FormData(form)].filter(([, value]) => value);
      const url = form.action + (given.length ? "?" + new URLSearchParams(given) : "");
      asked?.abort();
      asked = new AbortController();
      renew(form.dataset.liveSearch, url, asked.signal)
        .then((fresh) => fresh && history.replaceState(null, "", url))
        .catch(() => {});
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, TYPED_MS);
    });
  }
}

export function watchWork(root) {
  for (const part of root.querySelectorAll("[data-live]")) {
    const again = (current) =>
      setTimeout(async () => {
        const fresh = await renew(current.id, location.href).catch(() => current);
        const next = fresh ?? current;
        if (next.dataset.live) again(next);
      }, Number(current.dataset.live));
    again(part);
  }
}
