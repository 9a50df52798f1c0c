"""Every select on groups of companies and their awards of state aid."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.dealings import AidAward
from iuc_hub.companies.models import Company, CompanyGroup
from iuc_hub.errors import N_, NotFound
from iuc_hub.ordering import swedish_key

MOST_CANDIDATES = 200


def get_award(session: Session, scope: Scope, award_id: int) -> AidAward:
    award = session.exec(
        select(AidAward).where(AidAward.hub_id == scope.hub, AidAward.id == award_id)
    ).first()
    if award is None:
        raise NotFound(N_("Stödet finns inte i er hubbs förteckning."))
    return award


def list_awards(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[AidAward]:
    """The awards that stand in these companies' ledgers, newest first."""
    query = select(AidAward).where(
        AidAward.hub_id == scope.hub,
        col(AidAward.company_id).in_(company_ids),
        col(AidAward.removed_at).is_(None),
    )
    return list(session.exec(query.order_by(col(AidAward.awarded_on).desc(), col(AidAward.id).desc())))


def find_group(session: Session, scope: Scope, group_id: int | None) -> CompanyGroup | None:
    if group_id is None:
        return None
    query = select(CompanyGroup).where(CompanyGroup.hub_id == scope.hub, CompanyGroup.id == group_id)
    return session.exec(query).first()


def find_group_by_name(session: Session, scope: Scope, name_key: str) -> CompanyGroup | None:
    query = select(CompanyGroup).where(CompanyGroup.hub_id == scope.hub, CompanyGroup.name_key == name_key)
    return session.exec(query).first()


def list_undertaking(session: Session, scope: Scope, company: Company) -> list[Company]:
    """The company with all that are tied to it by control, by name; alone when it is in no group."""
    return [company] if company.group_id is None else list_undertakings(session, scope, [company.group_id])


def list_undertakings(session: Session, scope: Scope, group_ids: Sequence[int]) -> list[Company]:
    """The companies of these groups, by name."""
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.group_id).in_(group_ids))
    query = query.where(col(Company.merged_into).is_(None))
    return list(session.exec(query.order_by(col(Company.name_key), col(Company.id))))


def list_candidates(session: Session, scope: Scope, words: str) -> list[Company]:
    """Companies of the hub whose names hold every word, by name; at most a screenful."""
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.merged_into).is_(None))
    for word in swedish_key(words).split():
        query = query.where(col(Company.name_key).contains(word, autoescape=True))
    return list(session.exec(query.order_by(col(Company.name_key), col(Company.id)).limit(MOST_CANDIDATES)))
