"""What a hub knows of the companies in a file, loaded once, and what a row would change of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.importing import queries
from iuc_hub.companies.importing.rows import CompanyLine
from iuc_hub.companies.models import Company, Contact, FactSource
from iuc_hub.companies.services import SNI_VERSION, FactValue


@dataclass(frozen=True, slots=True)
class FactStep:
    """A fact to record, with the value that counted before."""

    fact: str
    value: FactValue
    before: FactValue
    source: FactSource
    as_of: date


@dataclass(frozen=True, slots=True)
class Steps:
    """What one row would do to one company; ``company`` is none for a new one."""

    line: CompanyLine
    company: Company | None
    identity: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    facts: tuple[FactStep, ...] = ()
    contact: Contact | None = None
    contact_fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        return bool(self.identity or self.facts or self.contact_fields)


class Known:
    """The hub's companies by number, and the facts and contacts of those that a file names."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session, self._scope = session, scope
        every = {each.id or 0: each for each in queries.list_known(session, scope)}
        self._by_number = {each.organisation_number: _survivor(every, each) for each in every.values()}
        self._latest: dict[tuple[int, str], tuple[FactValue, date]] = {}
        self._recorded: set[tuple[int, str, str, str, date]] = set()
        self._contacts: dict[int, list[Contact]] = {}

    def company_id(self, number: str) -> int | None:
        found = self._by_number.get(number)
        return found.id if found else None

    def load(self, ids: list[int]) -> None:
        """Facts and contacts of these companies."""
        for row in queries.list_facts(self._session, self._scope, ids):
            self._latest[row.company_id, row.fact] = (row.value, row.as_of)
            self._recorded.add((row.company_id, row.fact, repr(row.value), row.source, row.as_of))
        for contact in queries.list_contacts(self._session, self._scope, ids):
            self._contacts.setdefault(contact.company_id, []).append(contact)

    def steps(self, line: CompanyLine) -> Steps:
        """What taking in the line would do."""
        company = self._by_number.get(line.number)
        if company is None:
            facts = (*self._facts(0, line), *self._version(0, line))
            return Steps(line, None, facts=facts, contact_fields=_differing(None, line.contact))
        company_id = company.id or 0
        identity = {
            name: (getattr(company, name), value)
            for name, value in line.identity.items()
            if getattr(company, name) != value
        }
        contact = self._contact(company_id, line)
        steps = tuple(self._facts(company_id, line))
        version = tuple(self._version(company_id, line)) if any(each.fact == "sni" for each in steps) else ()
        return Steps(line, company, identity, steps + version, contact, _differing(contact, line.contact))

    def _facts(self, company_id: int, line: CompanyLine) -> Iterator[FactStep]:
        """A value is recorded when it differs or is newer; one that is recorded already is left."""
        for fact, value in line.facts.items():
            latest = self._latest.get((company_id, fact))
            if latest is not None and latest[0] == value and latest[1] >= line.as_of:
                continue
            if (company_id, fact, repr(value), line.source, line.as_of) in self._recorded:
                continue
            yield FactStep(fact, value, latest[0] if latest else None, line.source, line.as_of)

    def _version(self, company_id: int, line: CompanyLine) -> Iterator[FactStep]:
        """An industry code goes with the version of its code list."""
        latest = self._latest.get((company_id, "sni_version"))
        if "sni" in line.facts and (latest is None or latest[0] != SNI_VERSION):
            yield FactStep("sni_version", SNI_VERSION, latest[0] if latest else None, line.source, line.as_of)

    def _contact(self, company_id: int, line: CompanyLine) -> Contact | None:
        """The contact with the line's address, else with its name."""
        address = line.contact.get("contact_email", "").casefold()
        name = line.contact.get("contact_name", "").casefold()
        known = self._contacts.get(company_id, [])
        by_address = (each for each in known if address and each.email.casefold() == address)
        by_name = (each for each in known if name and each.name.casefold() == name)
        return next(by_address, None) or next(by_name, None)


def _differing(contact: Contact | None, told: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Field of the table -> what the contact has and what the row says."""
    have = {name: getattr(contact, name.removeprefix("contact_")) if contact else "" for name in told}
    return {name: (have[name], value) for name, value in told.items() if have[name] != value}


def _survivor(every: Mapping[int, Company], company: Company) -> Company:
    """The company that has all of this one since they were merged."""
    while company.merged_into is not None:
        company = every[company.merged_into]
    return company
