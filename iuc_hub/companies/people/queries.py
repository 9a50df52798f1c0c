"""Every select on the consents of contact persons."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.dealings import ContactConsent, Purpose
from iuc_hub.companies.models import Contact


def newest_consents(
    session: Session, scope: Scope, contact_ids: Sequence[int]
) -> dict[int, dict[Purpose, ContactConsent]]:
    """Contact id -> purpose -> the yes or no that counts; a purpose nobody asked about is absent."""
    query = select(ContactConsent).where(
        ContactConsent.hub_id == scope.hub, col(ContactConsent.contact_id).in_(contact_ids)
    )
    found: dict[int, dict[Purpose, ContactConsent]] = {each: {} for each in contact_ids}
    for row in session.exec(query.order_by(col(ContactConsent.as_of), col(ContactConsent.id))):
        found[row.contact_id][row.purpose] = row
    return found


def list_consents(
    session: Session, scope: Scope, contact_id: int
) -> list[tuple[ContactConsent, User | None]]:
    """Every yes and no a person gave with who recorded it, newest first."""
    query = (
        select(ContactConsent, User)
        .join(User, col(User.id) == ContactConsent.recorded_by, isouter=True)
        .where(ContactConsent.hub_id == scope.hub, ContactConsent.contact_id == contact_id)
        .order_by(col(ContactConsent.as_of).desc(), col(ContactConsent.id).desc())
    )
    return [(row, user) for row, user in session.exec(query)]


def list_addressees(session: Session, scope: Scope, company_id: int) -> list[Contact]:
    """The persons who may be written to: still there, and not having said no to being contacted."""
    query = select(Contact).where(
        Contact.hub_id == scope.hub, Contact.company_id == company_id, col(Contact.left_on).is_(None)
    )
    people = list(session.exec(query.order_by(col(Contact.id))))
    consents = newest_consents(session, scope, [each.id or 0 for each in people])
    return [each for each in people if not _refused(consents[each.id or 0])]


def has_said_no(session: Session, scope: Scope, contact_id: int) -> bool:
    """Whether the person has asked not to be contacted."""
    return _refused(newest_consents(session, scope, [contact_id])[contact_id])


def _refused(consents: dict[Purpose, ContactConsent]) -> bool:
    contact = consents.get(Purpose.CONTACT)
    return contact is not None and not contact.given
