"""An association with its administrator and two fee classes: what the tests of members start from."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.models import Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.members import classes, services
from iuc_hub.members.models import Member
from tests import factories
from tests.factories import Office

SMALL, LARGE = "Högst 49 anställda", "50 anställda eller fler"


@dataclass(frozen=True)
class Association:
    office: Office
    admin: User

    @property
    def scope(self) -> Scope:
        return factories.scope_of(self.admin)

    def join(
        self, session: Session, now: datetime, *, on: date, name: str | None = None, fee_class: str = SMALL
    ) -> tuple[Member, Company]:
        """A new company that is a member from the day on."""
        company = factories.a_company(session, self.office.scope, now=now, name=name)
        member = services.join(
            session, self.scope, company.id or 0, fee_class=fee_class, joined_on=on, now=now
        )
        return member, company


def an_association(session: Session, office: Office, now: datetime) -> Association:
    admin = factories.a_user(session, office.hub, role=Role.HUB_ADMIN, name="Maj Påhittad", now=now)
    made = Association(office, admin)
    for name, year, amount in ((SMALL, 2020, 5000), (SMALL, 2026, 6000), (LARGE, 2026, 12000)):
        classes.add_class(session, made.scope, name=name, from_year=year, amount=amount, now=now)
    session.commit()
    return made
