/** An area of the interview with scripts: every answer is saved as it is given, and none is ever lost. */
import { activeAnswers, holds } from "./conditions.js";
import { watchAside } from "./interview-aside.js";
import { addRow, keepOne, questions, read, removeRow, write } from "./interview-fields.js";
import { showNetstate } from "./interview-netstate.js";
import { clearProblem, showConflict, showProblem } from "./interview-problems.js";
import { openQueue } from "./interview-queue.js";
import { Sender } from "./interview-sender.js";

const AT_ONCE = 0;
const AFTER_TYPING = 800;
const LEAVING = 4000;
const form = document.querySelector("[data-interview]");
if (form) (form.hasAttribute("data-editable") ? hold : warn)(form);

/** A closed interview takes no answers, but those that wait in this browser are not forgotten. */
async function warn(form) {
  const texts = JSON.parse(document.getElementById("intervju-texter").textContent);
  const { length } = (await openQueue(form.dataset.owner)).entries;
  const place = document.querySelector("[data-netstate]");
  if (!length) return;
  place.classList.remove("is-sent");
  place.querySelector("use").setAttribute("href", "#i-alert");
  place.querySelector("strong").textContent = length === 1 ? texts.refusedOne : texts.refusedMany.replace("{n}", length);
  place.querySelector("[data-netstate-text]").textContent = texts.closed;
}

async function hold(form) {
  const texts = JSON.parse(document.getElementById("intervju-texter").textContent);
  const data = JSON.parse(document.getElementById("intervju-data").textContent);
  const queue = await openQueue(form.dataset.owner);
  const page = { form, texts, data, queue, refresh: watchAside(form) };
  page.sender = new Sender(queue, form.dataset.answers, {
    saved: (entry, reply) => saved(page, entry, reply),
    stopped: (entry, problem) => stopped(page, entry, problem),
    changed: () => netstate(page),
  });
  await restore(page);
  listen(page);
  showAsked(page);
  netstate(page);
  form.dataset.ready = "1";
  page.sender.now();
}

/** Drafts that never reached the server stand in the fields again, over what the server had. */
async function restore(page) {
  await page.queue.wake();
  for (const entry of page.queue.entries) {
    const section = sectionOf(page, entry.question);
    page.data.values[entry.question] = entry.value;
    if (!section) continue;
    if (entry.base === null && page.queue.entries.find((each) => each.question === entry.question) === entry) {
      entry.base = Number(section.dataset.revision); // what it waited for was sent by another tab
    }
    write(section, entry);
    if (entry.stopped) stopped(page, entry, entry.stopped);
  }
}

function listen(page) {
  const { form } = page;
  form.addEventListener("input", (event) => changed(page, event.target, isText(event.target) ? AFTER_TYPING : AT_ONCE));
  form.addEventListener("change", (event) => isText(event.target) && page.sender.soon(AT_ONCE));
  form.addEventListener("click", (event) => pressed(page, event));
  form.addEventListener("pointerdown", rememberChosen);
  form.addEventListener("submit", (event) => leave(page, event), { capture: true });
  for (const name of ["online", "offline"]) window.addEventListener(name, () => netstate(page));
  window.addEventListener("beforeunload", (event) => {
    if (!page.queue.isKept && page.queue.entries.length) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden && page.queue.waiting.length && page.sender.now());
  for (const place of document.querySelectorAll(".rail, .ivbar")) {
    place.addEventListener("click", (event) => isPlain(event) && event.target.closest("a") && leave(page, event));
  }
}

/** The field's question is put in the queue at once, and sent after `wait` milliseconds. */
async function changed(page, field, wait) {
  const section = field.closest("[data-question]");
  if (!section) return;
  keepOne(section, field);
  await changedQuestion(page, section, wait);
}

async function changedQuestion(page, section, wait) {
  const answer = read(section);
  clearProblem(section);
  page.data.values[section.dataset.question] = answer.value;
  section.querySelector("[data-confirm-row]")?.remove(); // what is saved is an answer, and no longer only known
  showAsked(page);
  await page.queue.put(section.dataset.question, answer, Number(section.dataset.revision));
  netstate(page);
  page.sender.soon(wait);
}

function saved(page, entry, reply) {
  const section = sectionOf(page, entry.question);
  if (section) setRevision(section, reply.revision);
  page.refresh();
}

function setRevision(section, revision) {
  section.dataset.revision = revision;
  section.querySelector("[data-base]").value = revision;
}

function stopped(page, entry, problem) {
  const section = sectionOf(page, entry.question);
  const kept = page.queue.newest(entry.question);
  if (!section || !kept?.stopped) return;
  if (problem.status !== 412) {
    showProblem(section, problem.text);
    return;
  }
  if (isSame(kept, problem.current)) take(page, section, kept, false);
  else showConflict(section, problem, page.texts, (mine) => take(page, section, kept, mine));
}

/** The advisor has chosen: their own answer goes on from the saved revision, or the saved one is taken over. */
async function take(page, section, entry, mine) {
  const { current } = entry.stopped;
  clearProblem(section);
  setRevision(section, current.revision);
  if (mine) {
    await page.queue.put(entry.question, { value: entry.value, source: entry.source, note: entry.note }, current.revision);
  } else {
    await page.queue.remove(entry);
    write(section, current);
    page.data.values[entry.question] = current.value;
    showAsked(page);
    page.refresh();
  }
  netstate(page);
  page.sender.now();
}

function pressed(page, event) {
  const add = event.target.closest("[data-add-row]");
  const remove = event.target.closest("[data-remove-row]");
  const confirm = event.target.closest("[data-confirm]");
  const field = event.target.closest("input[type=radio]");
  if (confirm) {
    event.preventDefault();
    const section = confirm.closest("[data-question]");
    changedQuestion(page, section, AT_ONCE);
    section.querySelector("input, select")?.focus();
  } else if (add || remove) {
    event.preventDefault();
    const section = event.target.closest("[data-question]");
    if (add) addRow(section)?.querySelector("input, select")?.focus();
    else {
      removeRow(section, remove.closest("[data-row]"));
      section.querySelector("[data-add-row]")?.focus();
      changedQuestion(page, section, AT_ONCE);
    }
  } else if (field?.dataset.chosen) {
    field.checked = false;
    changed(page, field, AT_ONCE);
  }
  if (field) delete field.dataset.chosen;
}

/** A level pressed once more is unchosen again. */
function rememberChosen(event) {
  const field = event.target.closest("label, input")?.querySelector?.("input[type=radio]") ?? event.target;
  if (field.type !== "radio") return;
  if (field.checked) field.dataset.chosen = "1";
  else delete field.dataset.chosen;
}

/** Leaving the area waits until its answers are sent, and is refused only while there is no connection. */
async function leave(page, event) {
  const link = event.target.closest("a");
  const button = event.submitter;
  if (event.type === "submit" && (button?.matches("[data-add-row], [data-remove-row]") ?? false)) return;
  event.preventDefault();
  event.stopPropagation();
  const code = button?.dataset.code ?? page.form.querySelector("[data-next-button]").dataset.code;
  const here = link || button?.dataset.go ? null : nextHere(page, code);
  await Promise.race([page.sender.now(), new Promise((done) => setTimeout(done, LEAVING))]);
  if (here && page.queue.waiting.length) return focusOn(here);
  if (!navigator.onLine || page.sender.trouble === "offline") return tell(page, page.texts.stay);
  if (!link && page.queue.stopped.some((entry) => sectionOf(page, entry.question))) return focusOn(sectionOf(page, page.queue.stopped[0].question));
  if (link) location.assign(link.href);
  else if (button?.dataset.go) location.assign(button.dataset.go);
  else goOn(page);
}

/** The next open question after what is visible now, asked of the server, which knows all areas. */
function goOn(page) {
  const codes = questions(page.form).map((section) => section.dataset.question);
  const before = page.data.questions.map((each) => each.code);
  const first = before.indexOf(codes[0]);
  location.assign(`${page.form.dataset.next}?after=${encodeURIComponent(first > 0 ? before[first - 1] : "")}`);
}

function nextHere(page, code) {
  return code ? sectionOf(page, code) : null;
}

function focusOn(section) {
  section.scrollIntoView({ block: "start" });
  section.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
}

function tell(page, text) {
  const place = document.querySelector("[data-netstate] [data-netstate-text]");
  place.textContent = text;
}

/** Questions appear and disappear with the answers they depend on, also offline. */
function showAsked(page) {
  const active = activeAnswers(page.data.questions, page.data.values);
  for (const { code, when } of page.data.questions) {
    const section = when && sectionOf(page, code);
    if (section) section.hidden = !holds(when, active);
  }
}

function netstate(page) {
  showNetstate(document.querySelector("[data-netstate]"), page.texts, page.queue, page.sender);
}

function sectionOf(page, code) {
  return page.form.querySelector(`[data-question="${CSS.escape(code)}"]`);
}

function isPlain(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

function isText(field) {
  return field.matches("textarea, input[type=text], input[type=date]");
}

function isSame(mine, theirs) {
  return theirs && JSON.stringify(mine.value) === JSON.stringify(theirs.value) && (mine.note ?? theirs.note) === theirs.note;
}
