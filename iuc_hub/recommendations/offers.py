"""What a company sees: its needs in its own words, and each thing it can get with what it answered."""

from collections.abc import Container, Mapping, Sequence
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
from iuc_hub.recommendations.effort import TimeLeft, time_left
from iuc_hub.recommendations.lifecycle import REPLIES, SHOWN_TO_COMPANY, UNDER_WAY
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
    """One thing the company can get, as it stands today, with every need that it serves.

    ``recommendation`` is the one that is answered; its answer holds for all of them.
    """

    recommendation: Recommendation
    needs: Sequence[Need]
    row: Support
    support: KnownSupport
    deadline: date | None
    closed: bool
    time: TimeLeft | None
    questions: Sequence[Question]

    @property
    def need(self) -> Need:
        """The most important of the needs."""
        return self.needs[0]

    @property
    def answered(self) -> bool:
        return self.recommendation.state in REPLIES

    @property
    def over(self) -> bool:
        """Whether it was taken back or is past the company's answer."""
        return self.recommendation.state in (State.WITHDRAWN, *UNDER_WAY)

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
        return sum(not (offer.answered or offer.closed or offer.over) for offer in self.offers)


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
    """What was sent to the company, also what was taken back."""
    sent = queries.list_recommendations(session, scope, company_id, states=SHOWN_TO_COMPANY)
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
            same,
            needs,
            rows[support_id],
            matches[_lead(same).match_id],
            known=known,
            language=language,
            today=today,
        )
        for support_id, same in _by_support(shown).items()
        if support_id in rows
    ]
    offers.sort(key=lambda offer: _order(offer, matches[offer.recommendation.match_id]))
    said = dict.fromkeys(need.words for offer in offers for need in offer.needs if need.words)
    return CompanyPage(offers, list(said))


def _by_support(shown: Sequence[Recommendation]) -> dict[str, list[Recommendation]]:
    """Support id -> what is recommended of it; what was taken back only where nothing else is left."""
    found: dict[str, list[Recommendation]] = {}
    for one in shown:
        found.setdefault(one.support_id, []).append(one)
    return {
        support_id: [one for one in same if one.state is not State.WITHDRAWN] or same
        for support_id, same in found.items()
    }


def _lead(same: Sequence[Recommendation]) -> Recommendation:
    """The one that stands for all: what is worked on, else what waits for an answer, else what was answered last."""
    return max(same, key=lambda one: (one.state in UNDER_WAY, one.state is State.SENT, one.changed_at))


def _order(offer: Offer, match: StoredMatch) -> tuple[bool, int, int, int, int]:
    need, one = offer.need, offer.recommendation
    taken_back = one.state is State.WITHDRAWN
    return taken_back, need.shown_priority.rank, -need.score, -match.score_tenths, one.id or 0


def _offer(
    same: Sequence[Recommendation],
    needs: Mapping[int, Need],
    row: Support,
    match: StoredMatch,
    *,
    known: Container[str],
    language: str,
    today: date,
) -> Offer:
    support, one = known_support(row.record, row.id), _lead(same)
    asks = one.state in (State.ACCEPTED, State.SENT)
    asked = questions_of(match_from_record(match.match), language) if asks else []
    served = [needs[each.need_id] for each in same]
    return Offer(
        recommendation=one,
        needs=sorted(served, key=lambda need: (need.shown_priority.rank, -need.score, need.id or 0)),
        row=row,
        support=support,
        deadline=deadline_of(support, today),
        closed=has_closed(support, today),
        time=time_left(row, support, today),
        questions=[each for each in asked if each.form is not Form.ELSEWHERE and each.fact not in known],
    )
