"""A link belongs to one company and to a contact of that company."""

import pytest
from sqlmodel import Session

from iuc_hub.accounts import links
from iuc_hub.clock import FixedClock
from iuc_hub.db import transaction
from iuc_hub.errors import Conflict
from tests import factories
from tests.factories import Office


def test_a_link_is_never_stored_for_another_companys_contact(
    office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    other = factories.a_company(session, office.scope, now=clock.now())
    own, theirs = (factories.a_contact(session, office.scope, one) for one in (company, other))
    session.commit()

    def issue(contact_id: int) -> None:
        with transaction() as opened:
            links.issue_link(
                opened, hub_id=office.scope.hub, company_id=company.id or 0, contact_id=contact_id,
                now=clock.now(), days=30, uses=30,
            )  # fmt: skip

    with pytest.raises(Conflict):
        issue(theirs.id or 0)
    issue(own.id or 0)
