"""The questions that decide a match: which facts it lacks, and how an answer to each is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iuc_hub.companies.services import FactValue
from iuc_hub.errors import N_, InputError
from matching.types import Answer, CriterionResult, Match, Op
from matching.wording import about_fact

LARGEST = 10**13
RECORDED_AS = {"age_years": "founded_year"}
"""Facts that change by themselves are asked for by what they are counted from."""
COUNTED = ("size_class", "is_sme")
"""Facts that several others settle together; so does the time since something, such as "years_since:x"."""


class Form(StrEnum):
    """How a question is answered."""

    FACT = "fact"
    """Yes or no to the fact itself, asked by its own words."""
    CONDITION = "condition"
    """Yes or no to whether the condition holds, asked by quoting it; the fact may be its opposite."""
    NUMBER = "number"
    ELSEWHERE = "elsewhere"
    """A code or a text: answered with the company's facts, where its list is."""


YES_OR_NO = (Form.FACT, Form.CONDITION)


@dataclass(frozen=True)
class Asked:
    """One unknown criterion and how it is asked about; ``met`` is the fact's value when it holds."""

    result: CriterionResult
    form: Form
    met: bool = True


def asked_of(match: Match) -> Mapping[str, Asked]:
    """Fact to record -> what the match asks of it, by its first unknown criterion."""
    asked: dict[str, Asked] = {}
    for result in match.criteria:
        if result.result is Answer.UNKNOWN:
            asked.setdefault(RECORDED_AS.get(result.fact, result.fact), _asked(result))
    return asked


def _asked(result: CriterionResult) -> Asked:
    code, values = result.reason.code, result.reason.values
    if result.fact in COUNTED or ":" in result.fact:
        return Asked(result, Form.ELSEWHERE)
    if code in (Op.TRUE, Op.FALSE):
        form = Form.CONDITION if result.clause else Form.FACT
        return Asked(result, form, met=code == Op.TRUE or form is Form.FACT)
    limit = values.get("limit", values.get("low"))
    is_number = isinstance(limit, int | float) and not isinstance(limit, bool)
    ordered = code in (Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN)
    return Asked(result, Form.NUMBER if ordered and is_number else Form.ELSEWHERE)


def fact_name(fact: str, language: str) -> str:
    """What a fact is called in the language, or its own name made readable."""
    text = about_fact("facts", fact, language) or fact.replace("_", " ")
    return text[:1].upper() + text[1:]


def read_answer(asked: Mapping[str, Asked], fact: str, answer: str, *, field: str = "svar") -> FactValue:
    """The value to record; ``field`` is where a problem stands.

    Raises:
        InputError: a fact that is not asked for, or an answer of the wrong kind.
    """
    wanted = asked.get(fact)
    if wanted is not None and wanted.form in YES_OR_NO and answer in ("yes", "no"):
        return wanted.met if answer == "yes" else not wanted.met
    if wanted is not None and wanted.form is Form.NUMBER:
        digits = "".join(answer.split())
        if digits.isascii() and digits.isdigit() and int(digits) <= LARGEST:
            return int(digits)
        raise InputError(N_("Skriv ett heltal, till exempel 34 eller 41 000 000."), field=field)
    raise InputError(N_("Frågan är redan besvarad eller hör inte hit. Ladda om sidan."), field=field)
