"""The Swedish text by which a need is matched: what was said, seen and asked, most telling first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveys.answers import Answers, state_of
from surveys.conditions import rows_of
from surveys.parts import Kind, Text
from surveys.reasons import Reason
from surveys.wording import capital, said

LANGUAGE = "sv"
WORDED = (Kind.TEXT, Kind.GROUP)


def need_text(
    answers: Answers, area: str, title: Text, reasons: Sequence[Reason], cited: Sequence[str]
) -> str:
    """Title, own words, observation, named change, facts and questions, each a sentence of its own."""
    sentences = [title.say(LANGUAGE), answers.note(area, "words"), answers.note(area, "observation")]
    sentences += _named_words(answers, reasons)
    sentences += [each.text.say(LANGUAGE) for each in reasons if each.kind == "trigger"]
    sentences += _told(answers, area, cited)
    sentences += [
        answers.guide.item(code).short.say(LANGUAGE) for code in cited if _is_of(answers, code, area)
    ]
    unique = dict.fromkeys(each.strip() for each in sentences if each.strip())
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in unique)


def _named_words(answers: Answers, reasons: Sequence[Reason]) -> Iterator[str]:
    rule = answers.guide.rules.named
    for reason in reasons:
        words = reason.values.get(rule.words) if rule and reason.kind == "named" else None
        if isinstance(words, str):
            yield capital(words)


def _is_of(answers: Answers, code: str, area: str) -> bool:
    return answers.guide.area_of(code).code == area


def _told(answers: Answers, area: str, cited: Sequence[str]) -> Iterator[str]:
    """Free words about the cited questions: their rows, and texts of the area on the same theme."""
    themes = {answers.guide.item(code).theme for code in cited}
    for question in answers.guide.area(area).questions:
        value = answers.active.get(question.code)
        if question.kind not in WORDED or question.theme not in themes or state_of(value):
            continue
        if isinstance(value, str):
            yield capital(value)
        for row in rows_of(value):
            worded = [field for field in question.fields if field.kind in (Kind.TEXT, Kind.ONE)]
            words = [said(field, row.get(field.code), LANGUAGE) for field in worded]
            yield capital(", ".join(each for each in words if each))
