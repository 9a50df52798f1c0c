"""Every select on members, their fee classes and fees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.models import Hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import SOLE_TRADER, Company, CompanyFact, FactSource
from iuc_hub.errors import N_, NotFound
from iuc_hub.members.filters import Filters
from iuc_hub.members.models import FeeClass, Member, MemberFee, MemberGoal
from iuc_hub.ordering import swedish_key

PAGE_SIZE = 50
CHOICES = 20
Line = tuple[Member, Company, MemberFee | None]
"""A membership, its company, and its fee of the year that is asked for."""


@dataclass(frozen=True)
class Sums:
    """What the memberships that are asked for owe for one year, in kronor."""

    members: int = 0
    owed: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        return self.owed - self.paid


def lock_register(session: Session, scope: Scope) -> None:
    """Wait until nobody else changes the hub's register, so that what is read now still holds when it is written."""
    session.exec(select(Hub.id).where(Hub.id == scope.hub).with_for_update(key_share=True)).one()


def get_member(session: Session, scope: Scope, member_id: int) -> Member:
    query = select(Member).where(Member.hub_id == scope.hub, Member.id == member_id)
    member = session.exec(query).first()
    if member is None:
        raise NotFound(N_("Medlemskapet finns inte i er hubb. Sök det i listan över medlemmar."))
    return member


def list_memberships(session: Session, scope: Scope, company_id: int) -> list[Member]:
    """A company's memberships, the first one first."""
    query = select(Member).where(Member.hub_id == scope.hub, Member.company_id == company_id)
    return list(session.exec(query.order_by(col(Member.joined_on))))


def list_all(session: Session, scope: Scope) -> list[Member]:
    """Every membership there has been."""
    return list(
        session.exec(select(Member).where(Member.hub_id == scope.hub).order_by(col(Member.joined_on)))
    )


def _owing(query: Any, year: int) -> Any:  # noqa: ANN401 - a select of whatever columns
    """The query with each membership's company, and its fee of the year where there is one."""
    of_year = and_(col(MemberFee.member_id) == Member.id, col(MemberFee.year) == year)
    return query.join(Company, col(Company.id) == Member.company_id).join(MemberFee, of_year, isouter=True)


def _asked(scope: Scope, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    ended = or_(col(Member.left_on) <= today, col(Member.left_on) <= col(Member.joined_on))
    gone = and_(col(Member.left_on).is_not(None), ended)
    parts: dict[str, ColumnElement[bool]] = {
        "now": and_(col(Member.joined_on) <= today, ~gone),
        "coming": and_(col(Member.joined_on) > today, ~gone),
        "former": gone,
    }
    standing: dict[str, ColumnElement[bool]] = {
        "paid": col(MemberFee.paid_on).is_not(None),
        "unpaid": and_(col(MemberFee.paid_on).is_(None), col(MemberFee.amount_sek) > 0),
        "none": col(MemberFee.id).is_(None),
    }
    found = [col(Member.hub_id) == scope.hub, *_worded(filters.q)]
    found += [parts[filters.who]] if filters.who in parts else []
    found += [standing[filters.fee]] if filters.fee in standing else []
    return found + ([col(Member.fee_class) == filters.fee_class] if filters.fee_class else [])


def _worded(words: str) -> list[ColumnElement[bool]]:
    """Every word is in the company's name or opens its number; a person's number only whole."""
    found: list[ColumnElement[bool]] = []
    for word in swedish_key(words).split():
        digits = word.replace("-", "")
        number = col(Company.organisation_number)
        opens = and_(col(Company.legal_form) != SOLE_TRADER, number.startswith(digits, autoescape=True))
        named = col(Company.name_key).contains(word, autoescape=True)
        found.append(or_(named, number == digits, opens) if digits else named)
    return found


def list_lines(
    session: Session, scope: Scope, filters: Filters, today: date, page: int | None = None
) -> list[Line]:
    """The memberships that fit, by the company's name; one page of them, or all."""
    query = _owing(select(Member, Company, MemberFee).select_from(Member), filters.year)
    query = query.where(*_asked(scope, filters, today))
    query = query.order_by(col(Company.name_key), col(Member.joined_on), col(Member.id))
    if page is not None:
        query = query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    return [(member, company, fee) for member, company, fee in session.exec(query)]


def sum_lines(session: Session, scope: Scope, filters: Filters, today: date) -> Sums:
    """How many memberships fit, and what they owe and have paid for the year."""
    paid = case((col(MemberFee.paid_on).is_not(None), col(MemberFee.amount_sek)), else_=0)
    query = select(func.count(), func.sum(MemberFee.amount_sek), func.sum(paid)).select_from(Member)
    query = _owing(query, filters.year).where(*_asked(scope, filters, today))
    members, owed, received = session.exec(query).one()
    return Sums(int(members), int(owed or 0), int(received or 0))


def sum_years(session: Session, scope: Scope) -> dict[int, Sums]:
    """Year -> how many fees there are, what is owed and what is paid."""
    paid = case((col(MemberFee.paid_on).is_not(None), col(MemberFee.amount_sek)), else_=0)
    query = (
        select(MemberFee.year, func.count(), func.sum(MemberFee.amount_sek), func.sum(paid))
        .where(MemberFee.hub_id == scope.hub)
        .group_by(col(MemberFee.year))
    )
    return {year: Sums(fees, int(owed or 0), int(got or 0)) for year, fees, owed, got in session.exec(query)}


def list_fees(session: Session, scope: Scope, member_id: int) -> list[MemberFee]:
    """A membership's fees, the newest year first."""
    query = select(MemberFee).where(MemberFee.hub_id == scope.hub, MemberFee.member_id == member_id)
    return list(session.exec(query.order_by(col(MemberFee.year).desc())))


def list_all_fees(session: Session, scope: Scope) -> list[tuple[Member, Company, MemberFee]]:
    """Every fee there has been, the newest year first, then by the company's name."""
    query = (
        select(Member, Company, MemberFee)
        .join(MemberFee, col(MemberFee.member_id) == Member.id)
        .join(Company, col(Company.id) == Member.company_id)
        .where(MemberFee.hub_id == scope.hub)
        .order_by(col(MemberFee.year).desc(), col(Company.name_key), col(MemberFee.id))
    )
    return list(session.exec(query).all())


def get_fee(session: Session, scope: Scope, fee_id: int) -> MemberFee:
    query = select(MemberFee).where(MemberFee.hub_id == scope.hub, MemberFee.id == fee_id)
    fee = session.exec(query).first()
    if fee is None:
        raise NotFound(N_("Avgiften finns inte i er hubb. Sök medlemmen i listan."))
    return fee


def list_fees_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> list[tuple[MemberFee, Member]]:
    """The fees of these that are the hub's."""
    query = (
        select(MemberFee, Member)
        .join(Member, col(Member.id) == MemberFee.member_id)
        .where(MemberFee.hub_id == scope.hub, col(MemberFee.id).in_(ids))
        .order_by(col(MemberFee.id))
    )
    return list(session.exec(query).all())


def list_companies_owing(session: Session, scope: Scope, year: int) -> set[int]:
    """The companies that have a fee for the year, under whichever of their memberships."""
    query = (
        select(Member.company_id)
        .join(MemberFee, col(MemberFee.member_id) == Member.id)
        .where(MemberFee.hub_id == scope.hub, MemberFee.year == year)
    )
    return set(session.exec(query))


def _lasts_after(day: date) -> ColumnElement[bool]:
    """Memberships that were not cancelled and run on after the day, or begin later."""
    left = col(Member.left_on)
    return or_(left.is_(None), and_(left > day, left > col(Member.joined_on)))


def count_companies_without_fee(session: Session, scope: Scope, year: int) -> int:
    """The companies that are members on any day of the year and have no fee for it."""
    owing = (
        select(Member.company_id)
        .join(MemberFee, col(MemberFee.member_id) == Member.id)
        .where(MemberFee.hub_id == scope.hub, MemberFee.year == year)
    )
    query = (
        select(func.count(func.distinct(col(Member.company_id))))
        .where(Member.hub_id == scope.hub, col(Member.joined_on) < date(year + 1, 1, 1))
        .where(_lasts_after(date(year, 1, 1)))
        .where(col(Member.company_id).not_in(owing))
    )
    return session.exec(query).one()


def list_companies(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, Company]:
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.id).in_(ids))
    return {company.id or 0: company for company in session.exec(query)}


def find_companies_outside(session: Session, scope: Scope, words: str, today: date) -> list[Company]:
    """The first companies of that name or number that no membership runs for or will run for."""
    inside = select(Member.company_id).where(Member.hub_id == scope.hub, _lasts_after(today))
    query = select(Company).where(
        Company.hub_id == scope.hub, col(Company.merged_into).is_(None), col(Company.id).not_in(inside),
        *_worded(words),
    )  # fmt: skip
    return list(session.exec(query.order_by(col(Company.name_key), col(Company.id)).limit(CHOICES)))


def list_classes(session: Session, scope: Scope) -> list[FeeClass]:
    """Every row of every class, by name, the newest year first."""
    query = select(FeeClass).where(FeeClass.hub_id == scope.hub)
    return list(session.exec(query.order_by(col(FeeClass.name_key), col(FeeClass.from_year).desc())))


def get_class(session: Session, scope: Scope, class_id: int) -> FeeClass:
    query = select(FeeClass).where(FeeClass.hub_id == scope.hub, FeeClass.id == class_id)
    row = session.exec(query).first()
    if row is None:
        raise NotFound(N_("Avgiftsklassen finns inte i er hubb. Välj en av dem som visas."))
    return row


def count_by_class(session: Session, scope: Scope) -> dict[str, int]:
    """Class -> how many memberships have or had it."""
    query = select(Member.fee_class, func.count()).where(Member.hub_id == scope.hub)
    return dict(session.exec(query.group_by(col(Member.fee_class))).all())


def find_goal(session: Session, scope: Scope) -> MemberGoal | None:
    return session.exec(select(MemberGoal).where(MemberGoal.hub_id == scope.hub)).first()


def list_membership_facts(session: Session, hub_id: int) -> dict[int, bool]:
    """Company -> what its facts have from the register; a company that was never in it is left out."""
    query = select(CompanyFact).where(
        CompanyFact.hub_id == hub_id, CompanyFact.fact == "member", CompanyFact.source == FactSource.REGISTER
    )
    rows = session.exec(query.order_by(col(CompanyFact.as_of), col(CompanyFact.id)))
    return {row.company_id: row.value is True for row in rows if row.value is not None}


def list_hubs_with_members(session: Session) -> list[int]:
    return list(session.exec(select(Member.hub_id).distinct().order_by(col(Member.hub_id))))
