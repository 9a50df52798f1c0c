/** The fields of one question on the page <-> its answer, the way the server reads it. */

const STATE = "-state";

export function questions(form) {
  return [...form.querySelectorAll("[data-question]")];
}

/** What the fields say now: {value, source, note}; an empty answer is null. */
export function read(section) {
  const code = section.dataset.question;
  const state = section.querySelector(`[name="${code}${STATE}"]:checked`);
  return {
    value: state ? { state: state.value } : readValue(section, code),
    source: section.querySelector(`[name="${code}-source"]`)?.value ?? null,
    note: section.querySelector(`[name="${code}-note"]`)?.value ?? null,
  };
}

function readValue(section, code) {
  switch (section.dataset.kind) {
    case "M": {
      const value = { now: checked(section, `${code}-now`), wanted: checked(section, `${code}-wanted`) };
      return value.now === null && value.wanted === null ? null : numbers(value);
    }
    case "R": {
      const level = checked(section, code);
      return level === null ? null : Number(level);
    }
    case "E":
      return checked(section, code);
    case "F": {
      const all = [...section.querySelectorAll(`[name="${code}"]:checked`)].map((box) => box.value);
      return all.length ? all : null;
    }
    case "U": {
      const rows = [...section.querySelectorAll("[data-rows] > [data-row]")].map(readRow).filter((row) => Object.keys(row).length);
      return rows.length ? rows : null;
    }
    default:
      return section.querySelector(`[name="${code}"]`).value.trim() || null;
  }
}

function readRow(row) {
  const cells = {};
  for (const field of row.querySelectorAll("input[name], select[name]")) {
    const value = field.value.trim();
    if (value) cells[partOf(field)] = value;
  }
  return cells;
}

/** Puts an answer into the fields, as when a draft is restored or the saved one is taken. */
export function write(section, answer) {
  const code = section.dataset.question;
  const state = answer.value?.state ?? "";
  for (const box of section.querySelectorAll(`[name="${code}${STATE}"]`)) box.checked = box.value === state;
  writeValue(section, code, state ? null : answer.value);
  for (const part of ["source", "note"]) {
    const field = section.querySelector(`[name="${code}-${part}"]`);
    if (field && answer[part] !== null && answer[part] !== undefined) field.value = answer[part];
  }
}

function writeValue(section, code, value) {
  switch (section.dataset.kind) {
    case "M":
      check(section, `${code}-now`, [value?.now]);
      check(section, `${code}-wanted`, [value?.wanted]);
      break;
    case "R":
    case "E":
      check(section, code, [value]);
      break;
    case "F":
      check(section, code, value ?? []);
      break;
    case "U":
      writeRows(section, value ?? []);
      break;
    default:
      section.querySelector(`[name="${code}"]`).value = value ?? "";
  }
}

function writeRows(section, rows) {
  const list = section.querySelector("[data-rows]");
  while (list.children.length < rows.length && section.querySelector("[data-row-template]")) addRow(section);
  while (list.children.length > Math.max(rows.length, 1)) list.lastElementChild.remove();
  [...list.children].forEach((row, place) => {
    for (const field of row.querySelectorAll("input[name], select[name]")) field.value = rows[place]?.[partOf(field)] ?? "";
  });
}

/** Adds an empty row to a repeated group and returns it; null when there is room for no more. */
export function addRow(section) {
  const list = section.querySelector("[data-rows]");
  const template = section.querySelector("[data-row-template]");
  if (!template || list.children.length >= Number(list.dataset.max)) return null;
  const used = [...list.querySelectorAll("[name]")].map((field) => Number(field.name.split("-")[1]) || 0);
  const number = String(Math.max(-1, ...used) + 1);
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__n__", number);
  const row = holder.firstElementChild;
  list.append(row);
  roomLeft(section);
  return row;
}

/** Takes a row away; the last one is emptied instead. */
export function removeRow(section, row) {
  const list = section.querySelector("[data-rows]");
  if (list.children.length > 1) row.remove();
  else for (const field of row.querySelectorAll("input[name], select[name]")) field.value = "";
  roomLeft(section);
}

function roomLeft(section) {
  const list = section.querySelector("[data-rows]");
  const button = section.querySelector(".row-add");
  if (button) button.hidden = list.children.length >= Number(list.dataset.max);
}

/** An answer and a state exclude each other: what was touched last stays. */
export function keepOne(section, touched) {
  const code = section.dataset.question;
  const states = [...section.querySelectorAll(`[name="${code}${STATE}"]`)];
  if (touched.name === code + STATE) {
    if (!touched.checked) return;
    for (const box of states) if (box !== touched) box.checked = false;
    writeValue(section, code, null);
  } else if (!isAside(touched, code) && saysSomething(touched)) {
    for (const box of states) box.checked = false;
    if (section.dataset.kind === "F" && touched.checked) keepAlone(section, code, touched);
  }
}

/** "Nobody yet" goes with nothing else: the server refuses it, so the page does not offer it. */
function keepAlone(section, code, touched) {
  const boxes = [...section.querySelectorAll(`[name="${code}"]`)];
  const alone = (section.dataset.alone ?? "").split(" ");
  for (const box of boxes) {
    if (box !== touched && (alone.includes(touched.value) || alone.includes(box.value))) box.checked = false;
  }
}

function isAside(field, code) {
  return field.name === `${code}-source` || field.name === `${code}-note`;
}

function saysSomething(field) {
  return field.type === "radio" || field.type === "checkbox" ? field.checked : Boolean(field.value.trim());
}

function partOf(field) {
  return field.name.split("-").slice(2).join("-");
}

function checked(section, name) {
  return section.querySelector(`[name="${name}"]:checked`)?.value ?? null;
}

function check(section, name, values) {
  const wanted = values.filter((value) => value !== null && value !== undefined).map(String);
  for (const box of section.querySelectorAll(`[name="${name}"]`)) box.checked = wanted.includes(box.value);
}

function numbers(value) {
  return Object.fromEntries(Object.entries(value).map(([key, level]) => [key, level === null ? null : Number(level)]));
}
