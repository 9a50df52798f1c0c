"""What was matched, recommended, sent and answered after a hub's interviews, in every state there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.bulk import Making
from benchmarks.companies import HubRows
from benchmarks.interviews import Held
from benchmarks.visits import Variant
from iuc_hub import taxonomy
from iuc_hub.accounts.links import token_hash
from iuc_hub.accounts.models import AccessLink
from iuc_hub.mail.outbox import Mail, MailState
from iuc_hub.recommendations.lifecycle import AT_COMPANY
from iuc_hub.recommendations.models import (
    Letter,
    MatchRun,
    NeedResult,
    Recommendation,
    RecommendationChange,
    StoredMatch,
)
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes.follow_up import asked_on
from matching.engine import match
from matching.index import Index
from matching.model import default_model
from matching.records import company_record, match_record, need_matches_record, need_record
from matching.types import Company as KnownCompany
from matching.types import Need as KnownNeed
from matching.types import NeedMatches
from matching.types import Support as KnownSupport

KEPT = 2
"""Matches stored for a need; the application keeps 25, which for every company at once would be a million rows."""
STILL_OPEN_DAYS = 60
"""What was sent longer ago than this has come to an end."""
PATHS: dict[State, tuple[State, ...]] = {
    State.PROPOSED: (),
    State.ACCEPTED: (State.ACCEPTED,),
    State.REJECTED: (State.REJECTED,),
    State.SENT: (State.ACCEPTED, State.SENT),
    State.INTERESTED: (State.ACCEPTED, State.SENT, State.INTERESTED),
    State.LATER: (State.ACCEPTED, State.SENT, State.LATER),
    State.DECLINED: (State.ACCEPTED, State.SENT, State.DECLINED),
    State.WITHDRAWN: (State.ACCEPTED, State.SENT, State.WITHDRAWN),
    State.IN_PROGRESS: (State.ACCEPTED, State.SENT, State.INTERESTED, State.IN_PROGRESS),
    State.GRANTED: (State.ACCEPTED, State.SENT, State.INTERESTED, State.IN_PROGRESS, State.GRANTED),
    State.REFUSED: (State.ACCEPTED, State.SENT, State.INTERESTED, State.IN_PROGRESS, State.REFUSED),
    State.DELIVERED: (State.ACCEPTED, State.SENT, State.INTERESTED, State.IN_PROGRESS, State.DELIVERED),
    State.ABANDONED: (State.ACCEPTED, State.SENT, State.INTERESTED, State.IN_PROGRESS, State.ABANDONED),
}
"""How each state is come to from a proposal."""
LONG_AGO = (State.GRANTED, State.REFUSED, State.DELIVERED, State.ABANDONED, State.DECLINED, State.REJECTED)
REASONS = {State.REJECTED: "bad_timing", State.DECLINED: "already_using"}


@dataclass(frozen=True)
class MatchedNeed:
    """What the engine found for one need of a variant: the need as pinned, and its best matches."""

    need: dict[str, Any]
    unmet: bool
    why: list[Any]
    matches: Sequence[dict[str, Any]]


def matched(
    variants: Sequence[Variant], supports: Sequence[KnownSupport], making: Making
) -> list[list[MatchedNeed]]:
    """Each variant's needs under the engine itself, for a company of average size."""
    index = Index(default_model(), supports)
    company = _company()
    needs = [
        [
            KnownNeed("1", need.theme, need.text, company, need.scale, helps=tuple(need.helps))
            for need in one.needs
        ]
        for one in variants
    ]
    every = [need for of_one in needs for need in of_one]
    found = iter(match(index, every, making.now.date(), taxonomy.hierarchies(), top=KEPT, near=0))
    return [
        [
            _matched(known, need.area, need.rule_version, next(found))
            for known, need in zip(of_one, one.needs, strict=True)
        ]
        for of_one, one in zip(needs, variants, strict=True)
    ]


def _company() -> KnownCompany:
    facts = {"employees": 34, "turnover_sek": 52_000_000, "sni": ("25620",), "county": "18"}
    return KnownCompany("1", "Exempelbolaget AB", facts)


def _matched(known: KnownNeed, area: str, rule_version: str, found: NeedMatches) -> MatchedNeed:
    record = need_record(known)
    del record["company"]
    return MatchedNeed(
        need={**record, "rule_version": rule_version, "area": area},
        unmet=found.unmet,
        why=need_matches_record(found)["why"],
        matches=[match_record(each) for each in found.matches],
    )


def add_offers(
    making: Making, hub: HubRows, held: Sequence[Held], found: Sequence[Sequence[MatchedNeed]]
) -> None:
    """A run for each company's newest interview and one in three of the others; letters for most of them."""
    newest = {one.company: one.id for one in held}
    for one in held:
        is_newest = newest[one.company] == one.id
        if is_newest or making.sometimes(1 / 3):
            stored = _run(making, hub, one, found[one.variant])
            _decided(making, hub, one, stored)


def _run(making: Making, hub: HubRows, one: Held, found: Sequence[MatchedNeed]) -> list[tuple[int, int, str]]:
    """(need, match, support) of every match stored."""
    run = making.bulk.add(
        MatchRun, hub_id=hub.id, company_id=one.company, made_at=one.at, day=one.at.date(),
        model_version=default_model().version, catalogue_version="benchmarks", company=company_record(_company()),
        holds_on=one.at.date(), holds_for=-1,
    )  # fmt: skip
    stored = []
    for need, active, result in zip(one.needs, one.active, found, strict=True):
        if not active:
            continue
        row = making.bulk.add(
            NeedResult, hub_id=hub.id, run_id=run, need_id=need, need={**result.need, "id": str(need)},
            unmet=result.unmet, why=result.why,
        )  # fmt: skip
        for rank, each in enumerate(result.matches, start=1):
            match_id = making.bulk.add(
                StoredMatch, hub_id=hub.id, result_id=row, support_id=each["support_id"], support_revision=1,
                rank=rank, score_tenths=round(each["score"] * 10), verdict=each["verdict"], weak=False, match=each,
            )  # fmt: skip
            stored.append((need, match_id, each["support_id"]))
    return stored


def _decided(making: Making, hub: HubRows, one: Held, stored: Sequence[tuple[int, int, str]]) -> None:
    random = making.random
    age = making.now - one.at
    taken = random.sample(stored, k=min(len(stored), random.randint(0, 5)))
    choices = (
        LONG_AGO if age > timedelta(days=STILL_OPEN_DAYS) and not making.sometimes(0.03) else list(State)
    )
    states = [random.choice(choices) for _each in taken]
    letter = (
        _letter(making, hub, one)
        if any(state in (*AT_COMPANY, State.WITHDRAWN) for state in states)
        else None
    )
    for state, (need, match_id, support) in zip(states, taken, strict=True):
        was_sent = State.SENT in PATHS[state]
        changed = min(making.now, one.at + timedelta(days=2 + 5 * len(PATHS[state])))
        row = making.bulk.add(
            Recommendation, hub_id=hub.id, company_id=one.company, need_id=need, support_id=support,
            match_id=match_id, letter_id=letter if was_sent else None, state=state, reason=REASONS.get(state),
            revision=1 + len(PATHS[state]), created_at=one.at, changed_at=changed,
            granted_sek=250_000 if state is State.GRANTED else None,
            handled_at=changed if age > timedelta(days=STILL_OPEN_DAYS) else None,
            ask_on=asked_on(state, changed.date(), None),
        )  # fmt: skip
        before = State.PROPOSED
        for number, after in enumerate(PATHS[state], start=1):
            making.bulk.add(
                RecommendationChange, hub_id=hub.id, recommendation_id=row, at=one.at + timedelta(days=number),
                actor="Person Advisor", before=before, after=after, why=REASONS.get(after, ""),
            )  # fmt: skip
            before = after


def _letter(making: Making, hub: HubRows, one: Held) -> int:
    """A letter with its mail and the link that came in it, whose token is the letter's number in words."""
    contact, sent = hub.contact_of[one.company], min(making.now, one.at + timedelta(days=2))
    letter = making.bulk.add(
        Letter, hub_id=hub.id, company_id=one.company, contact_id=contact, sent_by=hub.advisor_of[one.company],
        sent_at=sent, subject="Stöd som kan passa er", body="Hej!\n\nTack för samtalet. Här är det vi hittade.\n",
        form_key=f"matt-{one.id}",
    )  # fmt: skip
    making.bulk.add(
        Mail, hub_id=hub.id, to_name="Kim Exempelström", to_address=f"kim0@bolag{one.company}.example",
        subject="Stöd som kan passa er", text="Hej!\n\nTack för samtalet.\n", state=MailState.SENT, created_at=sent,
        sent_at=sent,
    )  # fmt: skip
    making.bulk.add(
        AccessLink, hub_id=hub.id, company_id=one.company, contact_id=contact,
        token_hash=token_hash(token_of(one.company, letter)), created_at=sent,
        expires_at=sent + timedelta(days=30), max_uses=30,
    )  # fmt: skip
    return letter


def token_of(company: int, letter: int) -> str:
    return f"benchmarks-{company}-{letter}"
