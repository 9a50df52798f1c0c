"""The state aid that a company told of in its interviews, to be entered in the ledger by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews.answers import answers_of
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.models import Interview
from iuc_hub.interviews.queries import list_answers, list_held
from surveys.conditions import rows_of
from surveys.guide import Guide
from surveys.parts import Question

FIELDS = {"support", "decided", "amount", "de_minimis"}
"""The fields that tell a question about support received from others, in whatever guide."""


@dataclass(frozen=True)
class ToldAid:
    """One support as the company told of it; what it did not say is empty."""

    support: str
    decided: date | None
    amount: float | None
    de_minimis: str
    interview: Interview


def told_aid(session: Session, scope: Scope, company_id: int) -> list[ToldAid]:
    """What the newest held interview says of support received in the last years."""
    held: Sequence[Interview] = list_held(session, scope, company_id)
    if not held:
        return []
    interview = held[-1]
    guide = guide_of(session, interview)
    values = answers_of(guide, list_answers(session, scope, interview.id or 0)).active
    return [_told(row, interview) for item in _questions(guide) for row in rows_of(values.get(item.code))]


def _questions(guide: Guide) -> Iterator[Question]:
    return (item for item in guide.questions if {field.code for field in item.fields} >= FIELDS)


def _told(row: Mapping[str, object], interview: Interview) -> ToldAid:
    amount = row.get("amount")
    return ToldAid(
        support=str(row.get("support") or ""),
        decided=_day(row.get("decided")),
        amount=amount if isinstance(amount, int | float) else None,
        de_minimis=str(row.get("de_minimis") or "unknown"),
        interview=interview,
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
