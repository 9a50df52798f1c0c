"""The advisor's page of support for a company: every need with what fits, may fit, and nearly would."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.models import User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.companies.aid.services import aid_room
from iuc_hub.companies.models import Company, Contact
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import list_active_needs, list_needs_of_company
from iuc_hub.recommendations import inputs, matching, queries
from iuc_hub.recommendations.cards import Card, Elsewhere, card, chance_of
from iuc_hub.recommendations.models import Letter, MatchRun, NeedResult, Recommendation, StoredMatch
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.plans.making import PlanCard, passed_over, plan_card, plans_of
from iuc_hub.recommendations.queries import FitCount
from iuc_hub.taxonomy import names
from matching.explain import why_text
from matching.model import Model
from matching.plans.values import AidRoom
from matching.records import match_from_record, need_matches_from_record

ALL = "all"


@dataclass(frozen=True)
class NeedSection:
    """One need with its matches in groups; ``decided`` holds decisions on supports no longer among them."""

    need: Need
    fits: Sequence[Card]
    may_fit: Sequence[Card]
    near: Sequence[Card]
    weak: Sequence[Card]
    unmet: bool
    why: str
    decided: Sequence[tuple[Recommendation, Support]]
    plans: Sequence[PlanCard]


@dataclass(frozen=True)
class Earlier:
    """A decision for a need that no longer counts."""

    recommendation: Recommendation
    support: Support
    need: Need


@dataclass(frozen=True)
class SupportPage:
    """All of a company's needs for the rail, and the sections of those that are shown."""

    company: Company
    run: MatchRun
    needs: Sequence[Need]
    counts: Mapping[int, FitCount]
    unmet: frozenset[int]
    sections: Sequence[NeedSection]
    recommendations: Sequence[Recommendation]
    earlier: Sequence[Earlier]
    letter: tuple[Letter, User, Contact] | None
    shown: str

    @property
    def taken(self) -> Sequence[Recommendation]:
        """What the next letter would hold."""
        active = {need.id for need in self.needs}
        return [one for one in self.recommendations if one.state is State.ACCEPTED and one.need_id in active]

    @property
    def taken_needs(self) -> int:
        return len({one.need_id for one in self.taken})

    @property
    def following(self) -> Need | None:
        """The need after the one that is shown alone."""
        ids = [str(need.id) for need in self.needs]
        place = ids.index(self.shown) + 1 if self.shown in ids else len(ids)
        return self.needs[place] if place < len(ids) else None


def support_page(
    session: Session, scope: Scope, company_id: int, run: MatchRun, *, shown: str, language: str
) -> SupportPage:
    """The page of a run, in a number of queries that does not grow with what it shows.

    A need found after the run was made gets its section with the next one.

    Raises:
        NotFound: another hub's company, or a need the company does not have.
    """
    company = get_company(session, scope, company_id)
    needs = list_active_needs(session, scope, company_id)
    results = {one.need_id: one for one in queries.list_results(session, scope, run.id or 0)}
    shown = shown or (str(needs[0].id) if needs else ALL)
    if shown not in (ALL, *(str(need.id) for need in needs)):
        shown = _all_instead(session, scope, company_id, shown)
    chosen = [need for need in needs if shown in (ALL, str(need.id))]
    ids = [need.id or 0 for need in chosen]
    matches = queries.list_matches(session, scope, run.id or 0, need_ids=ids)
    decided = queries.list_recommendations(session, scope, company_id)
    wanted = {one.support_id for one in matches} | {one.support_id for one in decided}
    rows = queries.list_supports_by_id(session, scope, sorted(wanted))
    known = queries.list_needs_by_id(session, scope, sorted({one.need_id for one in decided}))
    room = aid_room(session, scope, company, run.holds_on)
    active = frozenset(need.id or 0 for need in needs)
    model = matching.model_of(session, run)
    build = _Builder(run, model, matches, decided, rows, known, active, room, language)
    return SupportPage(
        company=company,
        run=run,
        needs=needs,
        counts=queries.count_fitting(session, scope, company_id),
        unmet=frozenset(need_id for need_id, result in results.items() if result.unmet),
        sections=[build.section(need, results[need.id or 0]) for need in chosen if need.id in results],
        recommendations=decided,
        earlier=build.earlier(),
        letter=queries.find_newest_letter(session, scope, company_id),
        shown=shown,
    )


def _all_instead(session: Session, scope: Scope, company_id: int, need_id: str) -> str:
    """What is shown for a need that no longer counts, since replies and decisions still lead to it.

    Raises:
        NotFound: the company never had the need.
    """
    if need_id not in {str(need.id) for need in list_needs_of_company(session, scope, company_id)}:
        raise NotFound(N_("Behovet finns inte längre. Öppna företagets stöd igen."))
    return ALL


@dataclass(frozen=True)
class _Builder:
    """What the sections are made of."""

    run: MatchRun
    model: Model
    matches: Sequence[StoredMatch]
    decided: Sequence[Recommendation]
    rows: Mapping[str, Support]
    needs: Mapping[int, Need]
    active: frozenset[int]
    room: AidRoom | None
    language: str

    def earlier(self) -> list[Earlier]:
        """What was decided for needs that no longer count, the newest first."""
        found = [
            Earlier(one, self.rows[one.support_id], self.needs[one.need_id])
            for one in self.decided
            if one.need_id not in self.active and _counts(one) and one.support_id in self.rows
        ]
        return sorted(found, key=lambda each: each.recommendation.changed_at, reverse=True)

    def _elsewhere(self, need: Need, support_id: str) -> Elsewhere | None:
        """The newest decision on the support for another need."""
        same = [
            one
            for one in self.decided
            if one.support_id == support_id and one.need_id != need.id and _counts(one)
        ]
        if not same:
            return None
        one = max(same, key=lambda each: each.changed_at)
        return Elsewhere(one, self.needs[one.need_id], one.need_id not in self.active)

    def section(self, need: Need, result: NeedResult) -> NeedSection:
        known = inputs.unpinned_need(result.need, self.run.company)
        decisions = {one.support_id: one for one in self.decided if one.need_id == need.id}
        listed_now = [
            (one, match_from_record(one.match))
            for one in self.matches
            if one.result_id == result.id and one.support_id in self.rows
        ]
        cards = [
            card(
                found, self.rows[one.support_id], known, self.language, self.run.holds_on,
                match_id=one.id, weak=one.weak or result.unmet, recommendation=decisions.get(one.support_id),
                elsewhere=self._elsewhere(need, one.support_id),
                chance=chance_of(found, self.model, self.language),
            )
            for one, found in listed_now
        ]  # fmt: skip
        possible = [each for each in cards if not each.blocked]
        good = [each for each in possible if not each.weak or _is_decided(each)]
        listed = {each.row.id for each in possible if each in good} | {
            each.row.id for each in cards if each.blocked and each.recommendation is None
        }
        return NeedSection(
            need=need,
            fits=[each for each in good if each.fits],
            may_fit=[each for each in good if not each.fits],
            near=[each for each in cards if each.blocked],
            weak=[each for each in possible if each not in good],
            unmet=result.unmet,
            why=self._why(result),
            decided=[
                (one, self.rows[one.support_id])
                for one in decisions.values()
                if _counts(one) and one.support_id not in listed and one.support_id in self.rows
            ],
            plans=self._plans(result, decisions),
        )

    def _plans(self, result: NeedResult, decisions: Mapping[str, Recommendation]) -> list[PlanCard]:
        passed = passed_over(decisions)
        line = self.model.weights_.relevant_from
        made = plans_of(self.run, result, self.matches, self.rows, line=line, room=self.room, passed=passed)
        ids = {one.support_id: one.id or 0 for one in self.matches if one.result_id == result.id}
        return [plan_card(plan, ids, self.rows, decisions, self.language) for plan in made]

    def _why(self, result: NeedResult) -> str:
        record = {"need_id": "", "unmet": result.unmet, "why": result.why, "matches": [], "near": []}
        return why_text(need_matches_from_record(record).why, self.language, names(self.language))


def _is_decided(each: Card) -> bool:
    return each.recommendation is not None and _counts(each.recommendation)


def _counts(one: Recommendation) -> bool:
    """Whether somebody decided, and has not taken it back."""
    return one.state is not State.PROPOSED
