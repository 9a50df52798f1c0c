"""Write what an import of companies was planned to do, in a few statements for the whole file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.importing.known import Steps
from iuc_hub.companies.models import Company, CompanyChange, CompanyFact, CompanyStep, Contact
from iuc_hub.ordering import swedish_key


@dataclass(frozen=True)
class Taker:
    """Who takes in which upload, when, and who answers for companies that name nobody."""

    scope: Scope
    upload_id: int
    advisor_id: int
    now: datetime

    def write(self, session: Session, steps: Sequence[Steps]) -> None:
        """Everything that was planned, in the caller's transaction."""
        new = [each for each in steps if each.company is None]
        companies = [self._company(each) for each in new]
        session.add_all(companies)
        session.flush()
        ids = {id(each): company.id or 0 for each, company in zip(new, companies, strict=True)}
        for each in steps:
            if each.company is not None:
                ids[id(each)] = each.company.id or 0
                session.add_all(self._corrected(each.company, each))
        session.flush()
        facts = [row for each in steps for row in self._facts(ids[id(each)], each)]
        if facts:
            session.connection().execute(insert(CompanyFact).returning(col(CompanyFact.id)), facts)
        session.add_all(
            contact for each in steps if (contact := self._contact(ids[id(each)], each)) is not None
        )
        session.flush()

    def _company(self, steps: Steps) -> Company:
        told = steps.line.identity
        return Company.model_validate(
            {
                "hub_id": self.scope.hub, "organisation_number": steps.line.number,
                "name_key": swedish_key(told["name"]), "address": "",
                "advisor_id": steps.line.advisor_id or self.advisor_id, "created_at": self.now, **told,
            }
        )  # fmt: skip

    def _corrected(self, company: Company, steps: Steps) -> Iterator[Company | CompanyChange]:
        if not steps.identity:
            return
        for name, (_before, after) in steps.identity.items():
            setattr(company, name, after)
        company.name_key = swedish_key(company.name)
        yield company
        yield CompanyChange.model_validate(
            {
                "hub_id": self.scope.hub, "company_id": company.id, "at": self.now,
                "user_id": self.scope.user_id, "actor": self.scope.actor, "what": CompanyStep.CORRECTED,
                "detail": {
                    "fields": {name: list(both) for name, both in steps.identity.items()},
                    "upload_id": self.upload_id,
                },
            }
        )  # fmt: skip

    def _facts(self, company_id: int, steps: Steps) -> Iterator[dict[str, object]]:
        for each in steps.facts:
            yield {
                "hub_id": self.scope.hub, "company_id": company_id, "fact": each.fact, "value": each.value,
                "source": each.source, "as_of": each.as_of, "recorded_at": self.now,
                "recorded_by": self.scope.user_id, "told_by": "", "is_news": False,
            }  # fmt: skip

    def _contact(self, company_id: int, steps: Steps) -> Contact | None:
        if not steps.contact_fields:
            return None
        told: Mapping[str, str] = {
            name.removeprefix("contact_"): after for name, (_before, after) in steps.contact_fields.items()
        }
        if steps.contact is None:
            return Contact.model_validate({"hub_id": self.scope.hub, "company_id": company_id, **told})
        for name, value in told.items():
            setattr(steps.contact, name, value)
        return steps.contact
