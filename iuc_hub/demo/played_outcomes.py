"""Plays what became of each yes through the services, with the aid that a grant is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.clock import day_in_sweden
from iuc_hub.companies.aid.services import AwardDraft, add_award
from iuc_hub.companies.dealings import AidKind
from iuc_hub.demo import pools
from iuc_hub.demo.data import OutcomeTold
from iuc_hub.recommendations import queries
from iuc_hub.recommendations.models import Recommendation, RecommendationState
from iuc_hub.recommendations.outcomes.services import Told, tell_outcome

MONEY = {"grant", "voucher", "loan"}
RATE = Decimal("11.20")
"""Kronor for a euro in the invented awards."""
REFUSALS = ("criteria", "competition", "money_gone")
ENDINGS = ("no_time", "plans_changed", "other_way", "too_costly")
ALIVE = {RecommendationState.INTERESTED, RecommendationState.IN_PROGRESS}


@dataclass(frozen=True)
class _Terms:
    """What decides how a support can end."""

    pays: bool
    de_minimis: bool
    most: int


def became(
    session: Session, scope: Scope, sent: Sequence[Recommendation], outcomes: Sequence[OutcomeTold]
) -> None:
    """Tell each outcome of what the company said yes to; of the rest there is nothing to tell."""
    supports = queries.list_supports_by_id(session, scope, [one.support_id for one in sent])
    for told in outcomes:
        if told.number > len(sent) or sent[told.number - 1].state not in ALIVE:
            continue
        one = sent[told.number - 1]
        support = supports[one.support_id]
        terms = _terms(support)
        words = _words(told, terms)
        tell_outcome(session, scope, one.id or 0, words, now=told.at)
        if words.granted_sek and terms.de_minimis:
            _entered(session, scope, one, support, amount=int(words.granted_sek), told=told)


def _terms(support: Support) -> _Terms:
    funding = support.record.get("funding")
    if not isinstance(funding, dict):
        return _Terms(pays=False, de_minimis=False, most=0)
    most = funding.get("max_sek")
    return _Terms(
        pays=funding.get("type") in MONEY,
        de_minimis=funding.get("state_aid") == "de_minimis",
        most=most if isinstance(most, int) else 250_000,
    )


def _words(told: OutcomeTold, terms: _Terms) -> Told:
    state = RecommendationState
    if told.after == "begun":
        return Told(state.IN_PROGRESS.value, comment=told.comment)
    if told.after == "well":
        if terms.pays:
            amount = min(told.amount, terms.most)
            return Told(state.GRANTED.value, comment=told.comment, granted_sek=str(amount))
        return Told(state.DELIVERED.value, comment=told.comment)
    reasons = REFUSALS if terms.pays else ENDINGS
    reason = reasons[told.draw % len(reasons)]
    comments = pools.dealings().bad[reason]
    after = state.REFUSED if terms.pays else state.ABANDONED
    return Told(after.value, reason=reason, comment=comments[told.draw % len(comments)])


def _entered(
    session: Session,
    scope: Scope,
    one: Recommendation,
    support: Support,
    *,
    amount: int,
    told: OutcomeTold,
) -> None:
    draft = AwardDraft(
        kind=AidKind.DE_MINIMIS,
        awarded_on=day_in_sweden(told.at),
        amount=Decimal(amount),
        currency="SEK",
        rate=RATE,
        instrument=support.title,
        authority=support.provider,
        source="Beslut, påhittat för demon",
        recommendation_id=one.id,
    )
    add_award(session, scope, one.company_id, draft, told.at)
