"""Matches a company's needs with the catalogue and keeps every match with the inputs it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import services as catalogue
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.queries import has_changed_since
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies.queries import get_company, lock_companies
from iuc_hub.errors import N_, NotFound
from iuc_hub.recommendations import inputs, queries
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.recommendations.rematching.looking import look
from iuc_hub.recommendations.rematching.services import write
from iuc_hub.recommendations.rematching.storing import match_row
from iuc_hub.recommendations.run_inputs import Inputs, inputs_of_many
from iuc_hub.versions.serving import active_model, named_model
from matching.engine import match
from matching.index import Index
from matching.model import Model
from matching.types import Match
from matching.types import Support as KnownSupport


def current_inputs(session: Session, scope: Scope, company_id: int, today: date) -> Inputs:
    """What a matching today would be made from.

    Raises:
        NotFound: for another hub's company.
    """
    get_company(session, scope, company_id)
    return inputs_of_many(session, scope, [company_id], today)[company_id]


def find_current_run(session: Session, scope: Scope, company_id: int, today: date) -> MatchRun | None:
    """The newest run, if it is known to hold today for catalogue, model, facts and needs as they are."""
    run = queries.find_newest_run(session, scope, company_id)
    if run is None or run.holds_on != today or has_changed_since(session, scope, run.holds_for):
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


def match_company(
    session: Session, scope: Scope, company_id: int, *, now: datetime, today: date, of_today: bool = False
) -> Matched:
    """Match every active need; stores nothing when that tells what the newest run tells.

    The door calls `prepare` in a reading session before it opens the transaction. ``of_today`` wants a run that
    was made today, so that more may be judged by its inputs.

    Raises:
        NotFound: for another hub's company.
    """
    lock_companies(session, scope, [company_id])
    get_company(session, scope, company_id)
    looked = look(session, scope, [company_id], today, anew=of_today)[company_id]
    write(session, scope, [looked], now=now)
    run = queries.find_newest_run(session, scope, company_id)
    if run is None:
        raise AssertionError(f"Company {company_id} was matched without a run.")
    return Matched(run, is_new=looked.draft is not None)


def model_of(session: Session, run: MatchRun) -> Model:
    """The model that a run was made with, or the one in use where that is not kept."""
    return named_model(session, run.model_version) or active_model(session, run.hub_id)


def judge(
    model: Model, run: MatchRun, result: NeedResult, supports: Sequence[KnownSupport]
) -> tuple[Match, ...]:
    """These supports for a run's need, blocked or not, as the run itself would have judged them."""
    return judge_needs(model, run, [result], supports)[0]


def judge_needs(
    model: Model,
    run: MatchRun,
    results: Sequence[NeedResult],
    supports: Sequence[KnownSupport],
    day: date | None = None,
) -> list[tuple[Match, ...]]:
    """The same for several of a run's needs, one tuple each; on another day where one is given."""
    needs = [inputs.unpinned_need(result.need, run.company) for result in results]
    index = Index(model, supports)
    found = match(index, needs, day or run.day, taxonomy.hierarchies(), top=0, near=None)
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
    said = match_row(found, len(stored) + 1, support.revision, weak=weak)
    row = StoredMatch.model_validate({"hub_id": scope.hub, "result_id": result.id, **said})
    session.add(row)
    session.flush()
    return row
