"""The verb on consents: record a contact person's yes or no to a purpose."""

from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import audit
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies import queries
from iuc_hub.companies.dealings import ConsentWay, ContactConsent, Purpose
from iuc_hub.errors import N_, InputError


def record_consent(
    session: Session,
    scope: Scope,
    contact_id: int,
    purpose: Purpose,
    *,
    given: bool,
    way: ConsentWay,
    as_of: date,
    now: datetime,
) -> ContactConsent:
    """Add a yes or a no; the newest day counts, and earlier ones stay as proof.

    Raises:
        NotFound: no such person in the hub.
        InputError: a day to come.
    """
    contact = queries.get_contact(session, scope, contact_id)
    if as_of > day_in_sweden(now):
        raise InputError(
            N_("Dagen har inte varit än. Skriv den dag svaret gavs, senast idag."), field="as_of"
        )
    row = ContactConsent.model_validate(
        {
            "hub_id": scope.hub, "contact_id": contact.id, "purpose": purpose, "given": given, "way": way,
            "as_of": as_of, "recorded_at": now, "recorded_by": scope.user_id,
        }
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, at=now, actor=scope.actor, action="consent_given" if given else "consent_withdrawn",
        subject=("contact", contact.id), hub_id=scope.hub, user_id=scope.user_id,
        detail={
            "company_id": contact.company_id, "purpose": purpose.value, "way": way.value,
            "as_of": as_of.isoformat(),
        },
    )  # fmt: skip
    return row
