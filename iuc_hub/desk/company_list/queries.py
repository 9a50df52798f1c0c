"""Selects for the list of companies: one page of it, its count, and what its rows and choices show."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Numeric, ScalarSelect, Text, and_, case, cast, func
from sqlalchemy import exists as sql_exists
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.dealings import SavedSearch
from iuc_hub.companies.models import SOLE_TRADER, Company, CompanyFact, Contact
from iuc_hub.desk.company_list.filters import SIZES, Filters, divisions
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.interviews.queries import FINISHED, is_active
from iuc_hub.members.models import Member
from iuc_hub.ordering import swedish_key
from iuc_hub.recommendations.models import Recommendation, RecommendationState

PAGE_SIZE = 50
PAGE = "companies"
STATES = {
    "unsent": (RecommendationState.ACCEPTED,),
    "unanswered": (RecommendationState.SENT,),
    "yes": (RecommendationState.INTERESTED,),
    "under_way": (RecommendationState.IN_PROGRESS,),
}
VISIT_AGES = {"year": timedelta(days=365), "half": timedelta(days=183), "recent": timedelta(days=183)}
Condition = ColumnElement[bool]


def _fact(fact: str) -> ScalarSelect[Any]:
    """The text of the JSON value that counts for a company."""
    query = (
        select(cast(col(CompanyFact.value), Text))
        .where(
            CompanyFact.hub_id == Company.hub_id,
            CompanyFact.company_id == Company.id,
            CompanyFact.fact == fact,
        )
        .order_by(col(CompanyFact.as_of).desc(), col(CompanyFact.id).desc())
        .limit(1)
    )
    return query.correlate(Company).scalar_subquery()


def _number(text: ScalarSelect[Any]) -> ColumnElement[Any]:
    """A JSON text as a number where it is one."""
    return case((func.substr(text, 1, 1).in_(list("0123456789")), cast(text, Numeric)), else_=None)


def _last_visit() -> ScalarSelect[Any]:
    query = select(func.max(Interview.completed_at)).where(
        Interview.company_id == Company.id, col(Interview.state).in_(FINISHED)
    )
    return query.correlate(Company).scalar_subquery()


def _needs() -> ScalarSelect[Any]:
    query = select(func.count()).select_from(Need).where(Need.company_id == Company.id, is_active())
    return query.correlate(Company).scalar_subquery()


def _worded(words: str) -> list[Condition]:
    """Every word is in the name, opens the number, or is in a contact's name; a person's number only whole."""
    found = []
    for word in words.split():
        key, digits = swedish_key(word), word.replace("-", "")
        named = or_(
            *(
                col(Contact.name).icontains(each, autoescape=True)
                for each in {word, word.capitalize(), word.lower()}
            )
        )
        found.append(
            or_(
                col(Company.name_key).contains(key, autoescape=True),
                and_(
                    col(Company.legal_form) != SOLE_TRADER,
                    col(Company.organisation_number).startswith(digits, autoescape=True),
                ),
                col(Company.organisation_number) == digits,
                sql_exists().where(Contact.company_id == Company.id, named),  # type: ignore[arg-type] # SQLModel types columns by their values
            )
        )
    return found


def _conditions(scope: Scope, filters: Filters, now: datetime, today: date) -> list[Condition]:
    found: list[Condition] = [col(Company.hub_id) == scope.hub, col(Company.merged_into).is_(None)]
    found += _worded(filters.q)
    if filters.place:
        found.append(col(Company.municipality_code) == filters.place)
    if filters.whose:
        found.append(
            col(Company.advisor_id) == (scope.user if filters.whose == "mine" else int(filters.whose))
        )
    if filters.branch:
        codes = _fact("sni")
        found.append(or_(*(codes.contains(f'"{each}') for each in divisions(filters.branch))))
    if filters.size:
        low, high = SIZES[filters.size]
        staff = _number(_fact("employees"))
        found.append(staff >= low if high is None else staff.between(low, high))
    return found + _dealt_with(filters, now, today)


def _dealt_with(filters: Filters, now: datetime, today: date) -> list[Condition]:
    """What interviews, needs, recommendations and membership say."""
    found: list[Condition] = []
    if filters.visit == "never":
        found.append(_last_visit().is_(None))
    elif filters.visit == "recent":
        found.append(_last_visit() >= now - VISIT_AGES["recent"])
    elif filters.visit:
        found.append(_last_visit() < now - VISIT_AGES[filters.visit])
    if filters.theme:
        of_theme = (col(Need.company_id) == col(Company.id)) & (col(Need.theme) == filters.theme)
        found.append(sql_exists().where(of_theme, is_active()))
    if filters.state:
        in_state = col(Recommendation.state).in_(STATES[filters.state])
        found.append(sql_exists().where(Recommendation.company_id == Company.id, in_state))  # type: ignore[arg-type] # as above
    if filters.member:
        current = sql_exists().where(
            Member.company_id == Company.id, Member.joined_on <= today,  # type: ignore[arg-type] # as above
            or_(col(Member.left_on).is_(None), col(Member.left_on) > today),
        )  # fmt: skip
        found.append(current if filters.member == "yes" else ~current)
    return found


def count_found(session: Session, scope: Scope, filters: Filters, *, now: datetime, today: date) -> int:
    query = select(func.count()).select_from(Company).where(*_conditions(scope, filters, now, today))
    return session.exec(query).one()


def list_found(
    session: Session, scope: Scope, filters: Filters, page: int, *, now: datetime, today: date
) -> list[Company]:
    """One page of the companies that fit, in the order asked for."""
    first: dict[str, list[ColumnElement[Any]]] = {
        "visit": [_last_visit().desc().nulls_last()],
        "needs": [_needs().desc()],
    }
    order = [*first.get(filters.sort, []), col(Company.name_key), col(Company.id)]
    query = select(Company).where(*_conditions(scope, filters, now, today)).order_by(*order)
    return list(session.exec(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)))


def list_ids_and_names(
    session: Session,
    scope: Scope,
    filters: Filters,
    *,
    only: Sequence[int] | None = None,
    now: datetime,
    today: date,
) -> list[tuple[int, str]]:
    """Every company that fits, or those of ``only`` that do, by name."""
    query = select(Company.id, Company.name).where(*_conditions(scope, filters, now, today))
    if only is not None:
        query = query.where(col(Company.id).in_(only))
    return [(one or 0, name) for one, name in session.exec(query.order_by(col(Company.name_key)))]


def list_places_and_codes(
    session: Session, scope: Scope, filters: Filters, *, now: datetime, today: date
) -> list[tuple[str, str | None]]:
    """Municipality and JSON text of the industry codes of every company that fits."""
    query = select(Company.municipality_code, _fact("sni")).where(*_conditions(scope, filters, now, today))
    return [(place, codes) for place, codes in session.exec(query)]


def list_places(session: Session, scope: Scope) -> list[str]:
    """The municipalities where the hub has companies."""
    query = select(Company.municipality_code).where(
        Company.hub_id == scope.hub, col(Company.merged_into).is_(None)
    )
    return list(session.exec(query.distinct()))


def count_needs(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(Need.company_id, func.count())
        .where(Need.hub_id == scope.hub, col(Need.company_id).in_(ids), is_active())
        .group_by(col(Need.company_id))
    )
    return dict(session.exec(query).all())


def list_newest_interviews(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, Interview]:
    """Company id -> its newest interview that was not called off."""
    query = (
        select(Interview)
        .where(Interview.hub_id == scope.hub, col(Interview.company_id).in_(ids))
        .where(Interview.state != InterviewState.CANCELLED)
        .order_by(col(Interview.planned_at), col(Interview.id))
    )
    return {interview.company_id: interview for interview in session.exec(query)}


def list_members(session: Session, scope: Scope, ids: Sequence[int], today: date) -> set[int]:
    """Those of the companies that are members today."""
    query = select(Member.company_id).where(
        Member.hub_id == scope.hub, col(Member.company_id).in_(ids), Member.joined_on <= today,
        or_(col(Member.left_on).is_(None), col(Member.left_on) > today),
    )  # fmt: skip
    return set(session.exec(query))


def list_saved(session: Session, scope: Scope) -> list[SavedSearch]:
    """The caller's own saved searches, in the order they were saved."""
    query = select(SavedSearch).where(SavedSearch.user_id == scope.user, SavedSearch.page == PAGE)
    return list(session.exec(query.order_by(col(SavedSearch.id))))


def get_saved(session: Session, scope: Scope, search_id: int) -> SavedSearch:
    query = select(SavedSearch).where(SavedSearch.user_id == scope.user, SavedSearch.id == search_id)
    saved = session.exec(query).first()
    if saved is None:
        raise NotFound(N_("Sökningen finns inte bland dina sparade."))
    return saved
