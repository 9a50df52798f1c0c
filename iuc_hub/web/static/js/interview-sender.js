/** Sends the queue one answer at a time, again after a pause when it must, and tells what became of each. */

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const TOO_LONG = 20000;
const KEPT_ALIVE = 20000; // browsers refuse to keep more than 64 kB alive, and a letter may take three bytes
const AGAIN = "again";

export class Sender {
  /** `told` has: saved(entry, reply), stopped(entry, problem), changed(). */
  constructor(queue, address, told) {
    this.queue = queue;
    this.address = address;
    this.told = told;
    this.pause = FIRST_PAUSE;
    this.trouble = null;
    this.timer = null;
    this.running = null;
    this.token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
    window.addEventListener("online", () => this.now());
    window.addEventListener("focus", () => this.trouble && this.now());
  }

  /** Send after a while, so that a text being typed is one answer and not a hundred. */
  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
  }

  /** Send everything that waits; resolves when nothing more can be sent for now. */
  async now() {
    clearTimeout(this.timer);
    this.running ??= this.drain().finally(() => {
      this.running = null;
      this.told.changed();
    });
    return this.running;
  }

  async drain() {
    let renewals = 0;
    for (;;) {
      const entry = this.queue.waiting.find((each) => each.base !== null);
      if (!entry) break;
      entry.tried = true;
      await this.queue.keep(entry);
      this.told.changed();
      const decided = await this.send(entry);
      if (decided === AGAIN && renewals++ === 0) continue;
      if (decided !== true) {
        this.soon(this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
        return;
      }
      this.trouble = null;
      this.pause = FIRST_PAUSE;
    }
  }

  /** True when the server has decided about the entry, false when it must be sent again, AGAIN when at once. */
  async send(entry) {
    let reply;
    try {
      reply = await this.request(entry);
    } catch {
      this.trouble = "offline";
      return false;
    }
    const body = await reply.json().catch(() => ({}));
    if (reply.ok) {
      await this.queue.saved(entry, body.revision);
      this.told.saved(entry, body);
      return true;
    }
    if (reply.status === 401) {
      this.trouble = "loggedOut";
      return false;
    }
    if (reply.status === 400 && !body.question && !body.field) {
      this.trouble = "loggedOut";
      return (await this.renewToken()) ? AGAIN : false;
    }
    if (reply.status >= 500 || reply.status === 429 || reply.status === 408) {
      this.trouble = "trouble";
      return false;
    }
    const problem = { status: reply.status, text: body.error ?? "", current: body.current ?? null, sent: body.sent ?? null };
    await this.queue.stop(entry, problem);
    this.told.stopped(entry, problem);
    return true;
  }

  request(entry) {
    const { value, source, note, base } = entry;
    const body = JSON.stringify({ value, ...(source !== null && { source }), ...(note !== null && { note }), base_revision: base });
    return fetch(this.address.replace("QUESTION", encodeURIComponent(entry.question)), {
      method: "PUT",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "Idempotency-Key": entry.key,
        "X-CSRFToken": this.token,
      },
      body,
      signal: AbortSignal.timeout(TOO_LONG),
      credentials: "same-origin",
      redirect: "error",
      keepalive: body.length < KEPT_ALIVE, // an answer given just before leaving still gets there
    });
  }

  /** After a new login in another tab this page's token is old: true when there is a new one to send with. */
  async renewToken() {
    try {
      const page = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = fresh.querySelector("meta[name=csrf-token]")?.content;
      if (!token || token === this.token) return false;
      this.token = token;
      for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
      return true;
    } catch {
      return false;
    }
  }
}
