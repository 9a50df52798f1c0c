"""All that a company's matching follows from, and whether a stored run was made from the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.queries import version_number, version_token
from iuc_hub.companies.queries import list_companies_by_id
from iuc_hub.companies.size_facts import sized_facts_of_many
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import list_active_needs_of_many
from iuc_hub.recommendations import inputs
from iuc_hub.recommendations.models import MatchRun, NeedResult
from iuc_hub.versions.serving import active_model
from matching.records import company_record
from matching.types import Company as KnownCompany
from matching.types import Need as KnownNeed


@dataclass(frozen=True)
class Inputs:
    """All that a run's figures follow from; ``number`` tells how often the catalogue had changed."""

    day: date
    model_version: str
    catalogue_version: str
    number: int
    company: KnownCompany
    needs: Sequence[tuple[Need, KnownNeed]]

    @cached_property
    def company_record(self) -> dict[str, object]:
        return company_record(self.company)

    @cached_property
    def need_records(self) -> Mapping[int, dict[str, object]]:
        """Each need as a result keeps it, by id."""
        return {need.id or 0: inputs.pinned_need(need, known) for need, known in self.needs}

    @property
    def known_needs(self) -> list[KnownNeed]:
        return [known for _need, known in self.needs]

    def same_as(self, run: MatchRun, results: Sequence[NeedResult]) -> bool:
        """Whether the run was made by this model from these facts and needs."""
        return (
            run.model_version == self.model_version
            and run.company == self.company_record
            and {one.need_id: one.need for one in results} == self.need_records
        )

    def like(self, other: "Inputs") -> bool:
        """Whether the other was read when nothing was different."""
        return (
            (self.day, self.model_version) == (other.day, other.model_version)
            and self.company_record == other.company_record
            and self.need_records == other.need_records
        )


def inputs_of_many(
    session: Session, scope: Scope, company_ids: Sequence[int], today: date
) -> dict[int, Inputs]:
    """What a matching of each of these companies today would be made from; those that are gone are left out."""
    number, token = version_number(session), version_token(session)
    model_version = active_model(session, scope.hub).version
    companies = list_companies_by_id(session, scope, company_ids)
    facts = sized_facts_of_many(session, scope, companies, today)
    needs: dict[int, list[Need]] = {}
    for need in list_active_needs_of_many(session, scope, [each.id or 0 for each in companies]):
        needs.setdefault(need.company_id, []).append(need)
    found: dict[int, Inputs] = {}
    for company in companies:
        known = inputs.company_of(company, facts[company.id or 0])
        own = needs.get(company.id or 0, [])
        asked = inputs.with_planned(
            [inputs.known_need(need, known) for need in own], known.facts.get("planned_sek")
        )
        found[company.id or 0] = Inputs(
            today, model_version, token, number, known, list(zip(own, asked, strict=True))
        )
    return found
