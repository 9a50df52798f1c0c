"""What the catalogue's pages show: rows with their state, facets, and one support read out in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.history.services import History, history
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.catalogue.rule_words import rule_words
from iuc_hub.catalogue.services import Judgement, judge_for, requirements
from iuc_hub.catalogue.verifying import is_old
from iuc_hub.companies.models import Company
from iuc_hub.companies.queries import PAGE_SIZE as OFFERED
from iuc_hub.companies.queries import count_companies, get_company, list_companies
from iuc_hub.web.format import Reader
from matching.eligibility import deadline_of, last_day_of, rules_of
from matching.explain import CriterionText, criterion_text
from matching.types import Answer, AnyOf, CriterionResult
from matching.types import Support as KnownSupport

LEAD_LENGTH = 200


@dataclass(frozen=True)
class Line:
    """A support as a row: what it is, when it must be in, and how sure the information is."""

    id: str
    known: KnownSupport
    window: str
    """open | coming | closed"""
    deadline: date | None
    lead: str
    is_example: bool
    is_local: bool
    verified_on: date | None
    verified_by: str
    is_old: bool
    """Whether it has not been compared with its source for a year."""

    @property
    def is_cutoff(self) -> bool:
        """Whether the deadline is a stop on the way, with more days to come."""
        return self.deadline != last_day_of(self.known)


@dataclass(frozen=True)
class Clause:
    """A rule in plain words with the text it quotes; ``result`` and ``statement`` when it judges a company."""

    result: str
    text: str
    clause: str


@dataclass(frozen=True)
class Verdict:
    """What the support says of one company: the word, every rule, and the questions that would settle it."""

    company: Company
    verdict: str
    rules: Sequence[Clause]
    questions: Sequence[str]


@dataclass(frozen=True)
class SupportPage:
    """All that the page of one support shows."""

    row: Support
    line: Line
    rules: Sequence[Clause]
    history: History

    @property
    def may_change(self) -> bool:
        return self.history.may_change

    @property
    def may_check(self) -> bool:
        """Whether companies can be checked and matched: what is a draft is nobody's yet."""
        return self.row.state in queries.READABLE


@dataclass(frozen=True)
class Check:
    """The form that checks a company: whom to choose among, and the verdict on the one chosen."""

    companies: Sequence[Company]
    more: int
    words: str
    verdict: Verdict | None


def line_of(row: Support, today: date) -> Line:
    known = known_support(row.record, row.id)
    return Line(
        id=row.id,
        known=known,
        window=window_of(known, today),
        deadline=deadline_of(known, today),
        lead=shortened(known.description),
        is_example=row.is_example,
        is_local=row.hub_id is not None,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
        is_old=is_old(row.verified_on, today),
    )


def window_of(support: KnownSupport, today: date) -> str:
    """Whether it can be applied for today; opening and last day both count."""
    last = last_day_of(support)
    if last is not None and last < today:
        return "closed"
    return "coming" if support.opens is not None and support.opens > today else "open"


def shortened(text: str) -> str:
    """The whole sentences that fit in a few lines, else as many whole words."""
    if len(text) <= LEAD_LENGTH:
        return text
    cut = text[: LEAD_LENGTH + 1]
    at = cut.rfind(". ")
    return cut[: at + 1] if at > LEAD_LENGTH // 3 else cut.rsplit(" ", 1)[0] + " …"


def support_page(
    session: Session, scope: Scope, support_id: str, *, today: date, reader: Reader
) -> SupportPage:
    """A support that the caller may see, also a draft of their hub.

    Raises:
        NotFound: for any other.
    """
    told = history(session, scope, support_id, reader)
    row, language = told.support, reader.locale.language
    asked = rules_of(known_support(row.record, row.id))
    rules = [
        Clause("", rule_words(each, reader), each.clause)
        for each in asked
        if isinstance(each, AnyOf) or each.fact != "today"
    ]
    rules += [
        Clause("", criterion_text(each, language, taxonomy.names(language)).statement, "")
        for each in requirements(row, today).criteria
        if each.fact == "consortium"
    ]
    return SupportPage(row, line_of(row, today), rules, told)


def company_check(
    session: Session,
    scope: Scope,
    row: Support,
    *,
    company_id: int | None,
    words: str,
    today: date,
    language: str,
) -> Check:
    """The hub's companies to choose among, and the verdict on the chosen one.

    Raises:
        NotFound: for another hub's company.
    """
    companies = list_companies(session, scope, words=words)
    count = count_companies(session, scope, words=words)
    verdict = None
    if company_id is not None:
        company = get_company(session, scope, company_id)
        judged = judge_for(session, scope, row, company_id, today=today)
        verdict = _verdict(company, judged, language)
        companies = [company, *(each for each in companies if each.id != company_id)]
    return Check(companies, max(0, count - OFFERED), words, verdict)


def _verdict(company: Company, judged: Judgement, language: str) -> Verdict:
    texts = [(each, criterion_text(each, language, taxonomy.names(language))) for each in judged.criteria]
    return Verdict(
        company=company,
        verdict=judged.verdict.value,
        rules=[Clause(each.result.value, _judged_text(each, text), each.clause) for each, text in texts],
        questions=[text.question for each, text in texts if each.result is Answer.UNKNOWN and text.question],
    )


def _judged_text(result: CriterionResult, text: CriterionText) -> str:
    said = f"{text.statement} ({text.requirement})" if text.requirement else text.statement
    return f"{said}. {text.change}." if result.result is Answer.NO and text.change else said
