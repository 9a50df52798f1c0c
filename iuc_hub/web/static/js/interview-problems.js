/** What stands by a question whose answer was not stored: the remedy, or both values to choose between. */

export function clearProblem(section) {
  section.querySelector("[data-problem]")?.remove();
  for (const field of section.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

export function showProblem(section, text) {
  clearProblem(section);
  const problem = document.createElement("p");
  problem.className = "invalid-feedback";
  problem.dataset.problem = "";
  problem.append(icon("alert"), span(text));
  place(section, problem);
}

/** `choose(mine)` is called with true for the advisor's own answer, false for the saved one. */
export function showConflict(section, problem, texts, choose) {
  clearProblem(section);
  const notice = document.createElement("div");
  notice.className = "notice is-unknown";
  notice.dataset.problem = "";
  notice.setAttribute("role", "alert");
  const body = document.createElement("div");
  const title = document.createElement("p");
  title.append(Object.assign(document.createElement("strong"), { textContent: problem.text }));
  const buttons = document.createElement("p");
  buttons.className = "choose";
  for (const mine of [true, false]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary";
    button.textContent = mine ? texts.mine : texts.theirs;
    button.addEventListener("click", () => choose(mine));
    buttons.append(button);
  }
  const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
  const both = [line(texts.savedNow.replace("{words}", () => problem.current?.words ?? texts.empty))];
  if (problem.sent?.words) both.push(line(texts.yours.replace("{words}", () => problem.sent.words)));
  body.append(title, ...both, buttons);
  notice.append(icon("alert"), body);
  place(section, notice);
}

function place(section, element) {
  const body = section.querySelector(".question-body");
  if (body) body.prepend(element);
  else section.querySelector("label").after(element);
}

function span(text) {
  return Object.assign(document.createElement("span"), { textContent: text });
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.append(use);
  return drawing;
}
