"""Matches a company's needs with the catalogue and keeps every match with the inputs it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import services as catalogue
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.queries import version_token
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import list_active_needs
from iuc_hub.recommendations import inputs, queries
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.versions.services import keep
from iuc_hub.versions.serving import active_model, named_model
from matching.engine import match
from matching.index import Index
from matching.model import Model
from matching.records import company_record, match_record, need_matches_record
from matching.types import Company as KnownCompany
from matching.types import Match, NeedMatches
from matching.types import Need as KnownNeed
from matching.types import Support as KnownSupport

KEPT = 20
"""Recommended matches kept for a need."""
BEST = 5
"""The most of them that are put before the advisor; the others are a click away."""
NEAR = 5
"""Blocked but relevant ones kept beside them."""


@dataclass(frozen=True)
class Inputs:
    """All that a run's figures follow from."""

    day: date
    model_version: str
    catalogue_version: str
    company: KnownCompany
    needs: Sequence[tuple[Need, KnownNeed]]

    def same_as(self, run: MatchRun, results: Sequence[NeedResult]) -> bool:
        """Whether the run was made from exactly these, so that a new one would say the same."""
        return (
            (run.day, run.model_version, run.catalogue_version)
            == (self.day, self.model_version, self.catalogue_version)
            and run.company == company_record(self.company)
            and {one.need_id: one.need for one in results}
            == {need.id: inputs.pinned_need(need, known) for need, known in self.needs}
        )


def current_inputs(session: Session, scope: Scope, company_id: int, today: date) -> Inputs:
    """What a matching today would be made from.

    Raises:
        NotFound: for another hub's company.
    """
    company = inputs.known_company(session, scope, get_company(session, scope, company_id), today)
    needs = list_active_needs(session, scope, company_id)
    known = inputs.with_planned(
        [inputs.known_need(need, company) for need in needs], company.facts.get("planned_sek")
    )
    return Inputs(
        day=today,
        model_version=active_model(session, scope.hub).version,
        catalogue_version=version_token(session),
        company=company,
        needs=list(zip(needs, known, strict=True)),
    )


def find_current_run(session: Session, scope: Scope, company_id: int, today: date) -> MatchRun | None:
    """The newest run, if nothing it was made from has changed since."""
    run = queries.find_newest_run(session, scope, company_id)
    if run is None or run.day != today:
        return None
    wanted = current_inputs(session, scope, company_id, today)
    return run if wanted.same_as(run, queries.list_results(session, scope, run.id or 0)) else None


def prepare(session: Session, scope: Scope) -> None:
    """Have the index at hand before a transaction that matches, so that nobody's writing waits for its building."""
    catalogue.current_index(session, scope)


@dataclass(frozen=True)
class Matched:
    """The run that holds now, and whether it had to be made."""

    run: MatchRun
    is_new: bool


def match_company(session: Session, scope: Scope, company_id: int, *, now: datetime, today: date) -> Matched:
    """Match every active need; stores nothing when the newest run was made from the same inputs.

    The door calls `prepare` in a reading session before it opens the transaction.

    Raises:
        NotFound: for another hub's company.
    """
    wanted = current_inputs(session, scope, company_id, today)
    newest = queries.find_newest_run(session, scope, company_id)
    if newest is not None and wanted.same_as(newest, queries.list_results(session, scope, newest.id or 0)):
        return Matched(newest, is_new=False)
    index = catalogue.current_index(session, scope)
    wanted = replace(wanted, model_version=index.model.version)
    found = match(
        index,
        [known for _need, known in wanted.needs],
        today,
        taxonomy.hierarchies(),
        top=KEPT,
        near=NEAR,
    )
    return Matched(_store(session, scope, company_id, wanted, found, model=index.model, now=now), is_new=True)


def _store(
    session: Session,
    scope: Scope,
    company_id: int,
    wanted: Inputs,
    found: Sequence[NeedMatches],
    *,
    model: Model,
    now: datetime,
) -> MatchRun:
    run = MatchRun.model_validate(
        {
            "hub_id": scope.hub, "company_id": company_id, "made_at": now, "day": wanted.day,
            "model_version": wanted.model_version, "catalogue_version": wanted.catalogue_version,
            "company": company_record(wanted.company),
        }
    )  # fmt: skip
    session.add(run)
    session.flush()
    results = [
        NeedResult.model_validate(
            {
                "hub_id": scope.hub, "run_id": run.id, "need_id": need.id,
                "need": inputs.pinned_need(need, known), "unmet": one.unmet,
                "why": need_matches_record(one)["why"],
            }
        )
        for (need, known), one in zip(wanted.needs, found, strict=True)
    ]  # fmt: skip
    session.add_all(results)
    session.flush()
    shown = {each.support_id for one in found for each in (*one.matches, *one.near)}
    revisions = {
        support_id: row.revision
        for support_id, row in queries.list_supports_by_id(session, scope, sorted(shown)).items()
    }
    keep(session, model, now=now)
    for result, one in zip(results, found, strict=True):
        for rank, each in enumerate((*one.matches, *one.near), start=1):
            weak = each.score < model.weights_.relevant_from or BEST < rank <= len(one.matches)
            session.add(_row(result, each, rank, revisions[each.support_id], weak=weak))
    session.flush()
    return run


def model_of(session: Session, run: MatchRun) -> Model:
    """The model that a run was made with, or the one in use where that is not kept."""
    return named_model(session, run.model_version) or active_model(session, run.hub_id)


def judge(
    model: Model, run: MatchRun, result: NeedResult, supports: Sequence[KnownSupport]
) -> tuple[Match, ...]:
    """These supports for a run's need, blocked or not, as the run itself would have judged them."""
    return judge_needs(model, run, [result], supports)[0]


def judge_needs(
    model: Model, run: MatchRun, results: Sequence[NeedResult], supports: Sequence[KnownSupport]
) -> list[tuple[Match, ...]]:
    """The same for several of a run's needs, one tuple each."""
    needs = [inputs.unpinned_need(result.need, run.company) for result in results]
    index = Index(model, supports)
    found = match(index, needs, run.day, taxonomy.hierarchies(), top=0, near=None)
    return [(*each.matches, *each.near) for each in found]


def store_one_more(
    session: Session, scope: Scope, run: MatchRun, need_id: int, support: Support
) -> StoredMatch:
    """Keep a support among a need's matches though it was not one of the best.

    Raises:
        NotFound: the need is not among the run's.
    """
    results = queries.list_results(session, scope, run.id or 0)
    result = next((one for one in results if one.need_id == need_id), None)
    if result is None:
        raise NotFound(N_("Behovet finns inte längre. Öppna företagets stöd igen."))
    stored = queries.list_matches(session, scope, run.id or 0, need_ids=[need_id])
    for row in stored:
        if row.support_id == support.id:
            return row
    model = model_of(session, run)
    found = judge(model, run, result, [known_support(support.record, support.id)])[0]
    weak = found.score < model.weights_.relevant_from
    row = _row(result, found, len(stored) + 1, support.revision, weak=weak)
    session.add(row)
    session.flush()
    return row


def _row(result: NeedResult, each: Match, rank: int, revision: int, *, weak: bool) -> StoredMatch:
    return StoredMatch.model_validate(
        {
            "hub_id": result.hub_id, "result_id": result.id, "support_id": each.support_id,
            "support_revision": revision, "rank": rank, "score_tenths": round(each.score * 10),
            "verdict": each.verdict.value, "weak": weak, "match": match_record(each),
        }
    )  # fmt: skip
