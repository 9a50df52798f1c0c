"""The verbs on the ledger of state aid, and the room it leaves a company with its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries as companies
from iuc_hub.companies.aid import queries
from iuc_hub.companies.aid.headroom import Award, Headroom, headroom, in_euro
from iuc_hub.companies.aid.room_ahead import room_ahead
from iuc_hub.companies.dealings import AidAward, AidKind
from iuc_hub.companies.models import Company, CompanyGroup
from iuc_hub.companies.thresholds import ceilings_of
from iuc_hub.errors import N_, InputError, gathered
from matching.plans.values import AidRoom

LARGEST = 10**10
LIKELY_RATES = (Decimal(5), Decimal(30))
"""Kronor for a euro outside these is a slip of the pen."""


@dataclass(frozen=True)
class AwardDraft:
    """What a form says of an award; the amount is in ``currency``, SEK or EUR."""

    kind: AidKind
    awarded_on: date | None
    amount: Decimal | None
    currency: str
    rate: Decimal | None
    instrument: str
    authority: str
    source: str = ""
    recommendation_id: int | None = None


@dataclass(frozen=True)
class Undertaking:
    """A company with those it shares a ceiling with, their ledger, and the room that is left by kind."""

    group: CompanyGroup | None
    companies: Sequence[Company]
    awards: Sequence[AidAward]
    rooms: Sequence[Headroom]

    @property
    def room(self) -> Headroom | None:
        """The room for ordinary aid of small size."""
        return next((each for each in self.rooms if each.ceiling.kind is AidKind.DE_MINIMIS), None)

    def company_of(self, award: AidAward) -> Company:
        return next(each for each in self.companies if each.id == award.company_id)


def undertaking(session: Session, scope: Scope, company: Company, today: date) -> Undertaking:
    """The company's group with its ledger, in three queries."""
    members = queries.list_undertaking(session, scope, company)
    awards = queries.list_awards(session, scope, [each.id or 0 for each in members])
    rooms = []
    for kind in (AidKind.DE_MINIMIS, AidKind.DE_MINIMIS_SGEI):
        own = _awards_of(kind, awards, members)
        room = headroom(own, ceilings_of(kind), today)
        if room is not None and (own or kind is AidKind.DE_MINIMIS):
            rooms.append(room)
    return Undertaking(queries.find_group(session, scope, company.group_id), members, awards, rooms)


def aid_room(session: Session, scope: Scope, company: Company, today: date) -> AidRoom | None:
    """The room for small aid that a plan may count with, in two queries; not known while the ledger is empty."""
    members = queries.list_undertaking(session, scope, company)
    awards = queries.list_awards(session, scope, [each.id or 0 for each in members])
    return room_ahead(_awards_of(AidKind.DE_MINIMIS, awards, members), today, known=bool(awards))


def _awards_of(kind: AidKind, awards: Sequence[AidAward], members: Sequence[Company]) -> list[Award]:
    names = {each.id: each.name for each in members}
    return [
        Award(row.id or 0, row.awarded_on, row.amount_eur, row.instrument, names[row.company_id])
        for row in awards
        if row.kind is kind
    ]


def add_award(session: Session, scope: Scope, company_id: int, draft: AwardDraft, now: datetime) -> AidAward:
    """Enter an award in the company's ledger, in kronor and euro by the award's own rate.

    Raises:
        NotFound: no such company in the hub.
        InputErrors: everything that is missing or can't be right, by field.
    """
    company = companies.get_company(session, scope, company_id)
    day, amount, rate = _checked(draft, day_in_sweden(now))
    in_sek = amount if draft.currency == "SEK" else amount * rate
    award = AidAward.model_validate(
        {
            "hub_id": scope.hub, "company_id": company.id, "kind": draft.kind, "awarded_on": day,
            "amount_sek": int(in_sek.to_integral_value()), "rate": float(rate),
            "amount_eur": in_euro(amount, rate) if draft.currency == "SEK" else in_euro(amount, Decimal(1)),
            "instrument": draft.instrument.strip(), "authority": draft.authority.strip(),
            "source": draft.source.strip(), "recommendation_id": draft.recommendation_id, "recorded_at": now,
            "recorded_by": scope.user_id,
        }
    )  # fmt: skip
    session.add(award)
    session.flush()
    _record(session, scope, award, "aid_entered", now)
    return award


def remove_award(session: Session, scope: Scope, award_id: int, now: datetime) -> AidAward:
    """Take an award out of the ledger; it can be put back."""
    award = queries.get_award(session, scope, award_id)
    if award.removed_at is None:
        award.removed_at = now
        _record(session, scope, award, "aid_removed", now)
    return award


def restore_award(session: Session, scope: Scope, award_id: int, now: datetime) -> AidAward:
    """Put an award back in the ledger."""
    award = queries.get_award(session, scope, award_id)
    if award.removed_at is not None:
        award.removed_at = None
        _record(session, scope, award, "aid_restored", now)
    return award


def _checked(draft: AwardDraft, today: date) -> tuple[date, Decimal, Decimal]:
    with gathered() as problems:
        with problems.noted():
            _check_day(draft.awarded_on, today)
        with problems.noted():
            if draft.amount is None or not 0 < draft.amount <= LARGEST:
                raise InputError(N_("Skriv beloppet med siffror, mer än 0."), field="amount")
        with problems.noted():
            if draft.rate is None or not LIKELY_RATES[0] <= draft.rate <= LIKELY_RATES[1]:
                raise InputError(
                    N_("Skriv hur många kronor en euro kostade den dagen, till exempel 11,05."), field="rate"
                )
        with problems.noted():
            if not draft.instrument.strip():
                raise InputError(N_("Skriv vad stödet heter."), field="instrument")
        with problems.noted():
            if not draft.authority.strip():
                raise InputError(N_("Skriv vem som beslutade om stödet."), field="authority")
    return draft.awarded_on or today, draft.amount or Decimal(0), draft.rate or Decimal(1)


def _check_day(day: date | None, today: date) -> None:
    if day is None:
        raise InputError(
            N_("Skriv dagen då rätten till stödet uppstod, oftast beslutets dag."), field="awarded_on"
        )
    if day > today:
        raise InputError(
            N_("Dagen har inte varit än. För in stödet när det är beslutat."), field="awarded_on"
        )


def _record(session: Session, scope: Scope, award: AidAward, action: str, now: datetime) -> None:
    audit.record(
        session, at=now, actor=scope.actor, action=action, subject=("aid_award", award.id), hub_id=scope.hub,
        user_id=scope.user_id, detail={"company_id": award.company_id, "amount_eur": award.amount_eur},
    )  # fmt: skip
