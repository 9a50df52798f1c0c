"""Every select on companies, their facts and contacts."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.fact_catalogue import FactValue
from iuc_hub.companies.models import SOLE_TRADER, Company, CompanyFact, Contact, FactSource
from iuc_hub.companies.signposts import MergedAway
from iuc_hub.errors import N_, NotFound
from iuc_hub.ordering import swedish_key

PAGE_SIZE = 50


def get_company(session: Session, scope: Scope, company_id: int) -> Company:
    """A company of the caller's hub; a contact sees only their own.

    Raises:
        NotFound: also for another hub's company, which the caller may not know of.
        MergedAway: the company is part of another since they were merged.
    """
    own = scope.company_id is None or scope.company_id == company_id
    query = select(Company).where(Company.hub_id == scope.hub, Company.id == company_id)
    company = session.exec(query).first() if own else None
    if company is None:
        raise NotFound(N_("Företaget finns inte i er hubb. Sök det i listan över företag."))
    if company.merged_into is not None:
        raise MergedAway(company_id, company.merged_into)
    return company


def find_company_by_number(session: Session, scope: Scope, organisation_number: str) -> Company | None:
    query = select(Company).where(
        Company.hub_id == scope.hub, Company.organisation_number == organisation_number
    )
    company = session.exec(query).first()
    if company is not None and company.merged_into is not None:
        return get_company(session, scope, company.merged_into)
    return company


def _searched(scope: Scope, words: str, only: Sequence[int] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        col(Company.hub_id) == scope.hub,
        col(Company.merged_into).is_(None),
    ]
    for word in swedish_key(words).split():
        digits = word.replace("-", "")
        opens = col(Company.organisation_number).startswith(digits, autoescape=True)
        conditions.append(
            or_(
                col(Company.name_key).contains(word, autoescape=True),
                and_(col(Company.legal_form) != SOLE_TRADER, opens),
                col(Company.organisation_number) == digits,
            )
        )
    if only is not None:
        conditions.append(col(Company.id).in_(only))
    return conditions


def list_companies(
    session: Session, scope: Scope, *, words: str = "", page: int = 1, only: Sequence[int] | None = None
) -> list[Company]:
    """One page of the hub's companies by name; every word must be in the name or open the number.

    A sole trader's number is a person's and is only found whole.
    """
    query = (
        select(Company).where(*_searched(scope, words, only)).order_by(col(Company.name_key), col(Company.id))
    )
    return list(session.exec(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)))


def count_companies(
    session: Session, scope: Scope, *, words: str = "", only: Sequence[int] | None = None
) -> int:
    query = select(func.count()).select_from(Company).where(*_searched(scope, words, only))
    return session.exec(query).one()


def list_companies_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> list[Company]:
    """Those of the hub's companies among ``ids`` that have not become part of another, by id."""
    query = select(Company).where(Company.hub_id == scope.hub, col(Company.id).in_(ids))
    return list(session.exec(query.where(col(Company.merged_into).is_(None)).order_by(col(Company.id))))


def lock_companies(session: Session, scope: Scope, ids: Sequence[int]) -> None:
    """Let nobody else match these companies until the transaction ends; always in the same order."""
    query = select(Company.id).where(Company.hub_id == scope.hub, col(Company.id).in_(ids))
    session.exec(query.order_by(col(Company.id)).with_for_update(key_share=True)).all()


def list_facts(session: Session, scope: Scope, company_ids: Sequence[int]) -> list[CompanyFact]:
    """Every value ever recorded for these companies, oldest first, so that the last one of a fact counts."""
    query = select(CompanyFact).where(
        CompanyFact.hub_id == scope.hub, col(CompanyFact.company_id).in_(company_ids)
    )
    return list(session.exec(query.order_by(col(CompanyFact.as_of), col(CompanyFact.id))))


def list_values(
    session: Session, scope: Scope, facts: Sequence[str], *, registered: Sequence[str]
) -> list[tuple[int, str, FactValue]]:
    """Company, fact and the value that counts, of these facts in the hub; of a registered one the register's."""
    newest = (
        func.row_number()
        .over(
            partition_by=(col(CompanyFact.fact), col(CompanyFact.company_id)),
            order_by=(col(CompanyFact.as_of).desc(), col(CompanyFact.id).desc()),
        )
        .label("newest")
    )
    rows = (
        select(CompanyFact.company_id, CompanyFact.fact, CompanyFact.value, newest)
        .where(CompanyFact.hub_id == scope.hub, col(CompanyFact.fact).in_(facts))
        .where(or_(col(CompanyFact.fact).not_in(registered), CompanyFact.source == FactSource.REGISTER))
        .subquery()
    )
    query = select(rows.c.company_id, rows.c.fact, rows.c.value).where(rows.c.newest == 1)
    return cast("list[tuple[int, str, FactValue]]", session.exec(query).all())


def list_standing(session: Session, scope: Scope) -> list[tuple[int, int | None, str, str]]:
    """Id, group, municipality and legal form of every company of the hub."""
    query = select(Company.id, Company.group_id, Company.municipality_code, Company.legal_form).where(
        Company.hub_id == scope.hub, col(Company.merged_into).is_(None)
    )
    return cast("list[tuple[int, int | None, str, str]]", session.exec(query).all())


def keeps_register(session: Session, scope: Scope, fact: str) -> bool:
    """Whether the hub knows this fact of its companies from a register: then what the register lacks is a no."""
    query = select(CompanyFact.id).where(
        CompanyFact.hub_id == scope.hub, CompanyFact.fact == fact, CompanyFact.source == FactSource.REGISTER
    )
    return session.exec(query.limit(1)).first() is not None


def list_contacts(session: Session, scope: Scope, company_id: int) -> list[Contact]:
    query = select(Contact).where(Contact.hub_id == scope.hub, Contact.company_id == company_id)
    return list(session.exec(query.order_by(col(Contact.id))))


def get_contact(session: Session, scope: Scope, contact_id: int) -> Contact:
    query = select(Contact).where(Contact.hub_id == scope.hub, Contact.id == contact_id)
    contact = session.exec(query).first()
    if contact is None or (scope.company_id is not None and contact.company_id != scope.company_id):
        raise NotFound(N_("Kontaktpersonen finns inte hos företaget."))
    return contact
