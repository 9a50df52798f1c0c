"""The questions that decide a match: which facts it lacks, and how an answer to each is read."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from sqlmodel import Session

from iuc_hub.catalogue.records import known_support
from iuc_hub.companies.services import FactValue
from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import StoredMatch
from matching.records import match_from_record
from matching.types import Answer, AnyOf, Criterion, Match, Op, Rule
from matching.types import Support as KnownSupport

NUMBERS = ("employees", "turnover_sek", "balance_sek", "founded_year")
"""Facts of the fixed rules that are figures."""
LARGEST = 10**13


class Form(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    NUMBER = "number"
    ELSEWHERE = "elsewhere"
    """A code or a text: answered with the company's facts, where its list is."""


def forms_of(support: KnownSupport) -> Mapping[str, Form]:
    """Fact -> how it is asked for, by the support's own criteria and the fixed rules."""
    asked = dict.fromkeys(NUMBERS, Form.NUMBER) | {"member": Form.CHOICE}
    for criterion in _criteria(support.criteria):
        asked.setdefault(criterion.fact, _form(criterion))
    return asked


def _criteria(rules: Sequence[Rule]) -> Iterator[Criterion]:
    for rule in rules:
        if isinstance(rule, AnyOf):
            yield from _criteria(rule.rules)
        else:
            yield rule


def _form(criterion: Criterion) -> Form:
    if criterion.op in (Op.TRUE, Op.FALSE):
        return Form.CHOICE
    ordered = criterion.op in (Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN)
    limit = criterion.value[0] if isinstance(criterion.value, tuple) and criterion.value else criterion.value
    is_number = isinstance(limit, int | float) and not isinstance(limit, bool)
    return Form.NUMBER if ordered and is_number else Form.ELSEWHERE


def lacking(match: Match) -> list[str]:
    """The facts that a match's unknown criteria ask for, each once."""
    return list(dict.fromkeys(each.fact for each in match.criteria if each.result is Answer.UNKNOWN))


def asked_of(session: Session, match: StoredMatch) -> Mapping[str, Form]:
    """What a stored match asks for, by the revision of the support that it was made from."""
    revision = queries.find_support_revision(session, match.support_id, match.support_revision)
    forms = forms_of(known_support(revision.record, match.support_id)) if revision else {}
    facts = lacking(match_from_record(match.match))
    return {fact: forms.get(fact, Form.ELSEWHERE) for fact in facts}


def read_answer(asked: Mapping[str, Form], fact: str, answer: str) -> FactValue:
    """The value to record.

    Raises:
        InputError: a fact that is not asked for, or an answer of the wrong kind.
    """
    form = asked.get(fact, Form.ELSEWHERE)
    if form is Form.CHOICE and answer in ("yes", "no"):
        return answer == "yes"
    if form is Form.NUMBER:
        digits = "".join(answer.split())
        if digits.isascii() and digits.isdigit() and int(digits) <= LARGEST:
            return int(digits)
        raise InputError(N_("Skriv ett heltal, till exempel 34 eller 41 000 000."), field="svar")
    raise InputError(N_("Frågan är redan besvarad eller hör inte hit. Ladda om sidan."), field="svar")
