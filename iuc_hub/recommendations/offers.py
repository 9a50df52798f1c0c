"""What a company sees: its needs in its own words, and each thing it can get with what it answered."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies import services as companies
from iuc_hub.errors import N_
from iuc_hub.interviews.models import Need
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.lifecycle import AT_COMPANY, REPLIES
from iuc_hub.recommendations.models import Recommendation, StoredMatch
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.questions import Form, asked_of, fact_name
from iuc_hub.recommendations.sendable import has_closed
from iuc_hub.taxonomy import names
from matching.eligibility import deadline_of
from matching.explain import criterion_text
from matching.records import match_from_record
from matching.types import Match
from matching.types import Support as KnownSupport

COMFORTABLE = 5
"""More offers than this in one letter are hard to take in."""

TAKES = {
    "programme": N_("En ansökan, som vi hjälper er med"),
    "call": N_("En ansökan före sista dagen, som vi hjälper er med"),
    "offer": N_("Ett första samtal"),
    "expert": N_("Ett första möte"),
    "project": N_("Ett samtal om att vara med"),
}
TAKES_TOGETHER = N_("En ansökan tillsammans med andra, som vi hjälper er med")


@dataclass(frozen=True)
class Question:
    """A fact that decides a match, how it is asked for, and what its question is made of."""

    fact: str
    form: Form
    text: str
    clause: str
    name: str


@dataclass(frozen=True)
class Offer:
    """One thing the company can get, as it stands today."""

    recommendation: Recommendation
    need: Need
    row: Support
    support: KnownSupport
    deadline: date | None
    closed: bool
    questions: Sequence[Question]

    @property
    def answered(self) -> bool:
        return self.recommendation.state in REPLIES

    @property
    def takes(self) -> str:
        return takes(self.support)


@dataclass(frozen=True)
class CompanyPage:
    """Everything on the company's page below the letter."""

    offers: Sequence[Offer]
    said: Sequence[str]

    @property
    def waiting(self) -> int:
        """How many offers are still to be answered."""
        return sum(not offer.answered and not offer.closed for offer in self.offers)


def takes(support: KnownSupport) -> str:
    """What it asks of the company, as a msgid."""
    if support.eligibility.consortium_required:
        return TAKES_TOGETHER
    return TAKES.get(support.kind, TAKES["offer"])


def questions_of(match: Match, language: str) -> list[Question]:
    """The questions whose answers would settle the match, each fact once."""
    words = names(language)
    return [
        Question(
            fact=fact,
            form=asked.form,
            text=criterion_text(asked.result, language, words).question,
            clause=asked.result.clause,
            name=fact_name(fact, language),
        )
        for fact, asked in asked_of(match).items()
    ]


def company_page(
    session: Session, scope: Scope, company_id: int, *, language: str, today: date
) -> CompanyPage:
    """What was sent to the company and is not withdrawn."""
    sent = queries.list_recommendations(session, scope, company_id, states=AT_COMPANY)
    return _page(session, scope, sent, language=language, today=today)


def letter_page(
    session: Session, scope: Scope, sendable: Sequence[Recommendation], *, language: str, today: date
) -> CompanyPage:
    """The same page as it will be when these have been sent."""
    return _page(session, scope, sendable, language=language, today=today)


def _page(
    session: Session, scope: Scope, shown: Sequence[Recommendation], *, language: str, today: date
) -> CompanyPage:
    needs = queries.list_needs_by_id(session, scope, sorted({one.need_id for one in shown}))
    rows = queries.list_supports_by_id(session, scope, sorted({one.support_id for one in shown}))
    matches = queries.list_matches_by_id(session, scope, [one.match_id for one in shown])
    known = companies.known_facts(session, scope, shown[0].company_id) if shown else {}
    offers = [
        _offer(
            one,
            needs[one.need_id],
            rows[one.support_id],
            matches[one.match_id],
            known=known,
            language=language,
            today=today,
        )
        for one in shown
        if one.support_id in rows
    ]
    offers.sort(key=lambda offer: _order(offer, matches[offer.recommendation.match_id]))
    said = dict.fromkeys(offer.need.words for offer in offers if offer.need.words)
    return CompanyPage(offers, list(said))


def _order(offer: Offer, match: StoredMatch) -> tuple[int, int, int, int]:
    need = offer.need
    return need.shown_priority.rank, -need.score, -match.score_tenths, offer.recommendation.id or 0


def _offer(
    one: Recommendation,
    need: Need,
    row: Support,
    match: StoredMatch,
    *,
    known: Container[str],
    language: str,
    today: date,
) -> Offer:
    support = known_support(row.record, row.id)
    asks = one.state in (State.ACCEPTED, State.SENT)
    asked = questions_of(match_from_record(match.match), language) if asks else []
    return Offer(
        recommendation=one,
        need=need,
        row=row,
        support=support,
        deadline=deadline_of(support, today),
        closed=has_closed(support, today),
        questions=[each for each in asked if each.form is not Form.ELSEWHERE and each.fact not in known],
    )
