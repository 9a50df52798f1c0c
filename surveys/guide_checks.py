"""What must hold across a guide's parts: unique codes, conditions that point back, titles for every need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveys.conditions import Compare, Condition, comparisons, references
from surveys.parts import Area, Field, Kind, Question, Rules, Text
from surveys.problems import Problem, Problems

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
OWN = ("this.gap", "this.urgency", "this.impact")
GAP_PLACES = {"short", "now", "wanted"}
RATING_PLACES = {"urgency", "impact"}


def problems_of(areas: tuple[Area, ...], rules: Rules) -> tuple[Problem, ...]:
    """Everything that contradicts something else, each with its place in the guide."""
    problems = Problems()
    known: dict[str, Question] = {}
    seen: set[str] = set()
    every = {question.code for area in areas for question in area.questions}
    for area in areas:
        path = f"areas.{area.code}"
        if area.code in seen:
            problems.add(path, "code_twice", value=area.code)
        seen.add(area.code)
        for question in area.questions:
            _check_question(question, area, known, every, problems)
            known[question.code] = question
        known.update({each.code: each for each in area.asked_once})
        for each in area.asked_once:
            _check_unique([choice.code for choice in each.choices], f"asked_once.{each.code}", problems)
        _check_titles(area, path, problems)
    _check_rules(rules, known, problems)
    return tuple(problems.found)


def _check_question(
    question: Question, area: Area, known: dict[str, Question], every: set[str], problems: Problems
) -> None:
    path = f"areas.{area.code}.questions.{question.code}"
    if question.code in known:
        problems.add(path, "code_twice", value=question.code)
    if not question.code.startswith(area.code):
        problems.add(path, "code_outside_area", value=question.code, area=area.code)
    asked: tuple[Question | Field, ...] = (question, *question.fields)
    for each in asked:
        _check_span(each, path, problems)
        _check_unique([choice.code for choice in each.choices], f"{path}.choices", problems)
    _check_unique([each.code for each in question.fields], f"{path}.fields", problems)
    if question.when is not None:
        _check_condition(question.when, f"{path}.when", known, problems, later=every - set(known))


def _check_span(item: Question | Field, path: str, problems: Problems) -> None:
    if item.low is not None and item.high is not None and item.low > item.high:
        problems.add(path, "range", low=item.low, high=item.high)


def _check_unique(codes: list[str], path: str, problems: Problems) -> None:
    for code in sorted({each for each in codes if codes.count(each) > 1}):
        problems.add(path, "code_twice", value=code)


def _check_titles(area: Area, path: str, problems: Problems) -> None:
    if "urgency" not in area.asks:
        return
    themes = {question.theme for question in area.questions if question.theme} | {area.theme}
    for theme in sorted(themes - set(area.needs)):
        problems.add(path, "title_missing", area=area.code, theme=theme)


def _check_condition(
    condition: Condition,
    path: str,
    known: dict[str, Question],
    problems: Problems,
    *,
    later: set[str] | None = None,
    own: tuple[str, ...] = (),
) -> None:
    for answer in references(condition):
        code = code_of(answer, known)
        if code.partition(".")[0] in (later or ()):
            problems.add(path, "condition_later", value=answer)
        elif answer not in own and not _reads(answer, known):
            problems.add(path, "condition_answer", value=answer)
    for group, compare in comparisons(condition):
        _check_choice(compare, group, path, known, problems)


def code_of(answer: str, known: dict[str, Question]) -> str:
    """The question's code in ``F1``, ``F1.now`` or ``F.urgency``."""
    return answer if answer in known else answer.partition(".")[0]


def _reads(answer: str, known: dict[str, Question]) -> bool:
    if answer in known:
        return True
    code, _, part = answer.partition(".")
    question = known.get(code)
    if question is None:
        return False
    return part == "state" or (question.scale is not None and part in question.scale.asks)


def _check_choice(
    compare: Compare, group: str, path: str, known: dict[str, Question], problems: Problems
) -> None:
    item: Question | Field | None = known.get(group or compare.answer)
    if group:
        item = item.field(compare.answer) if isinstance(item, Question) else None
        if item is None:
            problems.add(path, "condition_answer", value=f"{group}.{compare.answer}")
    if item is None or not item.choices or compare.test == "answered" or item.kind is Kind.RATING:
        return
    allowed = [choice.code for choice in item.choices]
    for value in compare.value if isinstance(compare.value, tuple) else (compare.value,):
        if value not in allowed:
            place = {"value": value, "answer": compare.answer, "allowed": ", ".join(allowed)}
            problems.add(path, "condition_choice", **place)


def _check_rules(rules: Rules, known: dict[str, Question], problems: Problems) -> None:
    total = rules.points.gap + rules.points.urgency + rules.points.impact
    if total != 100:  # noqa: PLR2004 - a score is out of a hundred by definition
        problems.add("rules.points", "points", value=total)
    if len(rules.horizon_of) != rules.points.urgency_most + 1:
        problems.add("rules.horizon_of", "horizons", value=rules.points.urgency_most + 1)
    for floors, path in (
        (rules.scale_from, "rules.scale_from"),
        ((rules.high_from, rules.medium_from), "rules"),
    ):
        if list(floors) != sorted(floors, reverse=True):
            problems.add(path, "falling", value=", ".join(map(str, floors)))
    for gap in rules.gaps:
        _check_condition(gap.when, f"rules.gaps.{gap.id}.when", known, problems, own=OWN)
    for acute in rules.acute:
        _check_cited(acute.question, f"rules.acute.{acute.id}", known, problems)
        _check_condition(acute.when, f"rules.acute.{acute.id}.when", known, problems)
    ids = (
        [gap.id for gap in rules.gaps]
        + [each.id for each in rules.triggers]
        + [acute.id for acute in rules.acute]
    )
    _check_unique(ids, "rules", problems)
    _check_triggers(rules, known, problems)
    _check_named(rules, known, problems)
    _check_places(rules.gap_reason, "rules.gap_reason", GAP_PLACES, problems)
    _check_places(rules.rating_reason, "rules.rating_reason", RATING_PLACES, problems)


def _check_cited(code: str, path: str, known: dict[str, Question], problems: Problems) -> Question | None:
    question = known.get(code)
    if question is None or not question.theme:
        problems.add(path, "condition_answer", value=code)
    return question


def _check_triggers(rules: Rules, known: dict[str, Question], problems: Problems) -> None:
    for trigger in rules.triggers:
        path = f"rules.triggers.{trigger.id}"
        question = _check_cited(trigger.question, path, known, problems)
        if trigger.when is not None:
            _check_condition(trigger.when, f"{path}.when", known, problems)
        fields = {each.code for each in question.fields} if question and trigger.row is not None else set()
        if trigger.row is not None:
            for _, compare in comparisons(trigger.row):
                _check_choice(compare, trigger.question, f"{path}.row", known, problems)
        for text, part in ((trigger.reason, "reason"), (trigger.brief, "brief")):
            _check_places(text, f"{path}.{part}", fields | set(known), problems, known)


def _check_named(rules: Rules, known: dict[str, Question], problems: Problems) -> None:
    if rules.named is None:
        return
    question = _check_cited(rules.named.question, "rules.named.question", known, problems)
    for code, name in ((rules.named.area, "area"), (rules.named.words, "words")):
        if question is not None and question.field(code) is None:
            problems.add(f"rules.named.{name}", "condition_answer", value=code)


def _check_places(
    text: Text, path: str, allowed: set[str], problems: Problems, known: dict[str, Question] | None = None
) -> None:
    for place in sorted(set(_places(text))):
        if place not in allowed and not _reads(place, known or {}):
            problems.add(path, "placeholder", value=place)


def _places(text: Text) -> Iterator[str]:
    for words in text.words.values():
        yield from PLACEHOLDER.findall(words)
