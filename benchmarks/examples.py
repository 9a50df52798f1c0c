"""Which addresses are visited: an example for every argument a page takes, and the ways in which lists are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select
from werkzeug.routing import Rule

from iuc_hub.accounts.access import PUBLIC, declared_access
from iuc_hub.accounts.models import Role, User
from iuc_hub.companies.dealings import CompanyNote, Promise
from iuc_hub.companies.models import Company, Contact
from iuc_hub.interviews.models import Answer, Interview, Need
from iuc_hub.interviews.queries import FINISHED
from iuc_hub.jobs.models import Job
from iuc_hub.members.models import FeeClass, Member, MemberFee
from iuc_hub.recommendations.models import Letter, MatchRun, NeedResult, Recommendation, StoredMatch
from iuc_hub.reports.models import ReportFile
from iuc_hub.uploads.models import Upload
from surveys.guide_file import packaged

NOT_PAGES = frozenset({"static"})
WORDS: dict[str, str] = {
    "letter": "F", "area": "F", "question": "F1", "name": "met", "token": "no-such-token",
    "theme": "digitalisation", "language": "sv", "step": "publish", "kind": "offer", "word": "reminder",
    "part": "replies", "year": "2026",
    "digest": packaged().digest,
}  # fmt: skip
"""Arguments that are words or codes, and not the id of a row."""
READINGS: dict[str, tuple[str, ...]] = {
    "catalogue.list_supports": (
        "", "q=automation", "q=zzz", "theme=digitalisation", "kind=call&when=open", "county=18", "page=2",
        "page=9999",
    ),
    "catalogue.show_deadlines": ("", "month=2027-01", "month=2001-01"),
    "catalogue.show_support": ("", "find=mek"),
    "desk.hand_over_several": ("all=1&q=mek", "all=1"),
    "desk.list_companies": ("", "q=mek", "q=5599", "q=zzz", "page=2", "page=9999"),
    "members.list_members": ("", "who=all&fee=unpaid", "q=mek", "page=9999"),
    "recommendations.show_support": ("", "need=all", "q=automation"),
    "reports.association": ("", "period=all"),
    "reports.network": ("", "period=all"),
}  # fmt: skip
"""What stands after the question mark, for pages that are read in several ways."""


class NoExample(LookupError):
    """A page takes an argument that this module has no example for."""


@dataclass(frozen=True)
class Examples:
    """Rows of the hub that is measured, among them the company that has most of everything."""

    session: Session
    hub_id: int

    def biggest_company(self) -> int:
        """The company with most interviews among those that were sent something."""
        sent = select(Letter.company_id).where(Letter.hub_id == self.hub_id)
        query = (
            select(Interview.company_id)
            .where(Interview.hub_id == self.hub_id, col(Interview.company_id).in_(sent))
            .group_by(col(Interview.company_id))
            .order_by(func.count().desc(), col(Interview.company_id))
        )
        return self.session.exec(query.limit(1)).one()

    def value(self, name: str, company: int) -> object:
        """An example of an argument, of this company where it is about one.

        Raises:
            NoExample: nobody has said yet where one is found; add it here.
        """
        if name == "company_id":
            return company
        if name in WORDS:
            return WORDS[name]
        if name not in ROWS:
            raise NoExample(name)
        found = ROWS[name](self, company)
        if found is None:
            raise NoExample(f"{name}: no row of company {company}")
        return found

    def newest(self, table: type[SQLModel], **where: object) -> Any:  # noqa: ANN401 - ids are numbers or words
        columns: Any = table
        query = select(columns.id).order_by(columns.id.desc()).limit(1)
        for name, value in ({"hub_id": self.hub_id} | where).items():
            query = query.where(getattr(columns, name) == value)
        return self.session.exec(query).first()

    def interview(self, company: int) -> int | None:
        """The newest finished one."""
        query = select(Interview.id).where(
            Interview.company_id == company, col(Interview.state).in_(FINISHED)
        )
        return self.session.exec(query.order_by(col(Interview.completed_at).desc()).limit(1)).first()

    def answer(self, company: int) -> int | None:
        return self.newest(Answer, interview_id=self.interview(company))

    def need(self, company: int) -> int | None:
        return self.newest(Need, interview_id=self.interview(company))

    def match(self, company: int) -> int | None:
        query = (
            select(StoredMatch.id)
            .join(NeedResult, col(NeedResult.id) == StoredMatch.result_id)
            .join(MatchRun, col(MatchRun.id) == NeedResult.run_id)
            .where(MatchRun.company_id == company)
        )
        return self.session.exec(query.order_by(col(StoredMatch.id).desc()).limit(1)).first()


Find = Callable[[Examples, int], object]
ROWS: dict[str, Find] = {
    "class_id": lambda examples, _company: examples.newest(FeeClass),
    "contact_id": lambda examples, company: examples.newest(Contact, company_id=company),
    "fee_id": lambda examples, _company: examples.newest(MemberFee),
    "interview_id": lambda examples, company: examples.interview(company),
    "job_id": lambda examples, _company: examples.newest(Job),
    "letter_id": lambda examples, company: examples.newest(Letter, company_id=company),
    "match_id": lambda examples, company: examples.match(company),
    "member_id": lambda examples, _company: examples.newest(Member),
    "need_id": lambda examples, company: examples.need(company),
    "note_id": lambda examples, company: examples.newest(CompanyNote, company_id=company),
    "other_company_id": lambda examples, _company: examples.newest(Company),
    "promise_id": lambda examples, _company: examples.newest(Promise),
    "recommendation_id": lambda examples, company: examples.newest(Recommendation, company_id=company),
    "report_id": lambda examples, _company: examples.newest(ReportFile),
    "file_id": lambda examples, _company: examples.newest(ReportFile),
    "support_id": lambda _examples, _company: "matt-00017",
    "upload_id": lambda examples, _company: examples.newest(Upload),
    "user_id": lambda examples, _company: examples.newest(User),
}
"""Argument -> where its example is found: the newest row of the hub, or of the company it is about."""


@dataclass(frozen=True)
class Page:
    """One address to visit as one role; a page that all may see is visited as nobody."""

    endpoint: str
    role: Role | None
    rule: str
    reading: str
    address: str


def pages(app: Flask, examples: Examples) -> Iterator[Page]:
    """Every address that can be got, for every role that may get it, at the hub's biggest company.

    Raises:
        NoExample: a page takes an argument nobody has given an example for.
    """
    company = examples.biggest_company()
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: (each.rule, each.endpoint)):
        if "GET" not in (rule.methods or ()) or rule.endpoint in NOT_PAGES:
            continue
        access = declared_access(app.view_functions[rule.endpoint])
        roles = (None,) if access == PUBLIC or access is None else sorted(access)  # type: ignore[call-overload] # a set of roles
        path = _path(rule, examples, company)
        for role in roles:
            for reading in READINGS.get(rule.endpoint, ("",)):
                yield Page(rule.endpoint, role, rule.rule, reading, path + ("?" + reading if reading else ""))


def _path(rule: Rule, examples: Examples, company: int) -> str:
    values: dict[str, object] = {}
    for name in rule.arguments:
        choices = getattr(rule._converters[name], "items", None)  # noqa: SLF001 - the only place that tells a rule's choices
        try:
            values[name] = min(choices) if choices else examples.value(name, company)
        except NoExample as error:
            raise NoExample(
                f"{rule.rule} ({rule.endpoint}) takes {error}. Say where one is found, in ROWS or WORDS of "
                "benchmarks/examples.py."
            ) from error
    built = rule.build(values)
    if built is None:
        raise NoExample(f"{rule.rule} ({rule.endpoint}) can't be built from {values}")
    return str(built[1])
