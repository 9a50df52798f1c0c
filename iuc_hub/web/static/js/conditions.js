/**
 * Evaluates a guide's conditions in the browser, exactly as surveys/conditions.py does on the server.
 *
 * A condition is {all: […]}, {any: […]}, {not: …}, {some: code, where: …} or {answer, is, value}. An answer
 * that is not there makes every comparison false. tests/unit/surveys/test_conditions_in_javascript.py
 * compares the two evaluators.
 */

const ISO_DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

const ORDER = {
  at_least: (have, want) => have >= want,
  at_most: (have, want) => have <= want,
  more_than: (have, want) => have > want,
  less_than: (have, want) => have < want,
};

/** Whether the condition is true for these answers; never throws, whatever the answers hold. */
export function holds(condition, values) {
  if ("all" in condition) return condition.all.every((part) => holds(part, values));
  if ("any" in condition) return condition.any.some((part) => holds(part, values));
  if ("not" in condition) return !holds(condition.not, values);
  if ("some" in condition) {
    return rowsOf(find(values, condition.some)).some((row) => holds(condition.where, row));
  }
  return compare(condition, find(values, condition.answer));
}

/**
 * The answers of the questions that are asked now, as an object by code.
 * `questions` are {code, when} in the order of the guide; an answer that is not active stays in `values`.
 */
export function activeAnswers(questions, values) {
  const active = {};
  for (const { code, when } of questions) {
    if ((!when || holds(when, active)) && Object.hasOwn(values, code)) active[code] = values[code];
  }
  return active;
}

/** The codes of the questions that are asked now. */
export function relevantCodes(questions, values) {
  const active = activeAnswers(questions, values);
  return questions.filter(({ when }) => !when || holds(when, active)).map(({ code }) => code);
}

function find(values, answer) {
  if (Object.hasOwn(values, answer)) return values[answer];
  const stop = answer.indexOf(".");
  const code = stop < 0 ? answer : answer.slice(0, stop);
  const part = stop < 0 ? "" : answer.slice(stop + 1);
  const whole = Object.hasOwn(values, code) ? values[code] : null;
  return isMapping(whole) && Object.hasOwn(whole, part) ? whole[part] : null;
}

function rowsOf(value) {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare({ is: test, value: want }, have) {
  if (test === "answered") return isAnswered(have);
  const wanted = Array.isArray(want) ? want : [want];
  if (test === "includes") return Array.isArray(have) && have.some((each) => wanted.some((one) => same(each, one)));
  if (test === "one_of") return wanted.some((one) => same(have, one));
  if (test === "equal") return !Array.isArray(want) && same(have, want);
  return isComparable(have, want) && ORDER[test](have, want);
}

function isAnswered(have) {
  if (have === null || have === undefined || have === "") return false;
  return typeof have !== "object" || Object.keys(have).length > 0;
}

function same(have, want) {
  return ["boolean", "number", "string"].includes(typeof have) && have === want;
}

/** Two numbers or two dates; other text has no order. */
function isComparable(have, want) {
  if (typeof have === "number" && typeof want === "number") return true;
  return typeof have === "string" && typeof want === "string" && ISO_DATE.test(have) && ISO_DATE.test(want);
}
