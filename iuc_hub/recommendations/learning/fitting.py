"""Fits a candidate to a hub's decisions, compares it with the version in use, and stores it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import audit, jobs, taxonomy
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import find_user
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import current_index
from iuc_hub.jobs import Job
from iuc_hub.recommendations.learning.decisions import decided_rows
from iuc_hub.recommendations.previews.queries import list_results_of
from iuc_hub.recommendations.previews.records import Record, joined, preview_record
from iuc_hub.recommendations.previews.sampling import LISTED, Sample, pinned, sample, some_at_a_time
from iuc_hub.versions.queries import list_agreed
from iuc_hub.versions.services import Why, propose
from iuc_hub.versions.serving import active_name, shipped_model
from matching.changes.previews import between
from matching.changes.scored import Scores, scores_of
from matching.index import Index
from matching.learned.chance import FOLDS, fold_of
from matching.learned.comparing import Comparison, compare
from matching.learned.decided import LearnedFrom, allowed, standing
from matching.learned.policy import default_policy
from matching.learning import Learned, learn
from matching.model import Model
from matching.types import Need as KnownNeed

KIND = "fit_version"
COMPARED = 300
"""Needs with decisions that two versions are compared on, the last decided ones."""
PREVIEWED = 400
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Gathered:
    """All that a fit is made from, so that no transaction waits while it is made."""

    hub_id: int
    made_from: str
    """The name of the version in use, whose words are kept."""
    base: Model
    index: Index
    rows: tuple[LearnedFrom, ...]
    sharing: tuple[str, ...]
    decided: Sequence[KnownNeed]
    sample: Sample

    def learn(
        self, today: date, *, without: int | None = None, sharing: Sequence[str] | None = None
    ) -> Learned:
        """What the decisions teach, of all needs or of those outside a fold."""
        rows = [row for row in self.rows if without is None or fold_of(row.need) != without]
        others = self.sharing if sharing is None else sharing
        worth = self.base.points_["decisions"]
        return learn(rows, default_policy(), today, worth=worth, for_hub=str(self.hub_id), sharing=others)


@dataclass(frozen=True)
class Made:
    """What was learned, with figures of how it does; no model where nothing could be."""

    learned: Learned
    model: Model | None
    comparison: Record
    made_from: str = ""


def want(session: Session, scope: Scope, *, now: datetime) -> Job:
    """Want a candidate fitted to the hub's decisions; one still waiting is enough."""
    audit.record(
        session, at=now, actor=scope.actor, action="model_fit_wanted", subject=("hub", scope.hub),
        hub_id=scope.hub, user_id=scope.user_id,
    )  # fmt: skip
    return jobs.enqueue(
        session, KIND, {"hub_id": scope.hub, "user_id": scope.user}, now=now, hub_id=scope.hub,
        requested_by=scope.user, unique_key=f"{KIND}:{scope.hub}",
    )  # fmt: skip


def gather(session: Session, hub_id: int) -> Gathered:
    """Read the decisions that the hub may learn from, and what the versions are compared on."""
    scope = Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)
    index = current_index(session, scope)
    base = shipped_model().with_additions("words", index.model.additions)
    agreed = list_agreed(session)
    hubs = agreed if hub_id in agreed else [hub_id]
    rows = decided_rows(session, hubs, base, default_policy())
    own = sorted(
        {int(row.need): row.at or date.min for row in rows if row.hub == str(hub_id)}.items(),
        key=lambda each: (each[1], each[0]),
    )
    needs = list_results_of(session, scope, [need_id for need_id, _at in own[-COMPARED:]])
    return Gathered(
        hub_id, active_name(session, hub_id), base, index, rows, tuple(map(str, agreed)),
        [pinned(result, run) for result, run in needs], sample(session, scope, most=PREVIEWED),
    )  # fmt: skip


def fit(gathered: Gathered, today: date, tell: Tell) -> Made:
    """Learn, compare on decisions that the taught model was taught without, and preview the matches that move."""
    steps = FOLDS + 2 + len(gathered.sample.needs)
    tell(0, steps)
    learned = gathered.learn(today)
    if learned.empty:
        return Made(learned, None, {})
    model = gathered.base.with_learned("fitted", learned)
    decided = _compared(gathered, today, lambda done: tell(1 + done, steps))
    new, found, done = gathered.index.under(model), [], FOLDS + 2
    for needs in some_at_a_time(gathered.sample.needs):
        tell(done, steps)
        found.append(between(gathered.index, new, needs, taxonomy.hierarchies(), LISTED))
        done += len(needs)
    moved = preview_record(joined(found), gathered.sample)
    comparison = {"decided": asdict(decided), "moved": moved, "loudest": _loudest(gathered)}
    return Made(learned, model, comparison, gathered.made_from)


def _loudest(gathered: Gathered) -> float:
    """The share of the decisions that one person made, of whoever made the most."""
    rows = allowed(gathered.rows, str(gathered.hub_id), gathered.sharing)
    return max(Counter(row.voter for row in rows).values()) / len(rows)


def _compared(gathered: Gathered, today: date, tell: Callable[[int], None]) -> Comparison:
    """The version in use and a taught one on the hub's decisions, each need's scores by models taught without it."""
    policy, lists = default_policy(), taxonomy.hierarchies()
    ids = {need.id for need in gathered.decided}
    rows = [row for row in gathered.rows if row.hub == str(gathered.hub_id) and row.need in ids]
    old: Scores = {}
    new: Scores = {}
    for fold in range(FOLDS):
        tell(fold)
        held = [need for need in gathered.decided if fold_of(need.id) == fold]
        if held:
            model = gathered.base.with_learned("held out", gathered.learn(today, without=fold))
            old |= scores_of(in_use_without(gathered, fold), held, None, lists)
            new |= scores_of(gathered.index.under(model), held, None, lists)
    return compare(old, new, standing(rows, policy, today), policy)


def in_use_without(gathered: Gathered, fold: int) -> Index:
    """The index in use; where its model has learned, under one taught that day by the same hubs without the fold."""
    learned = gathered.index.model.learned_
    if learned.empty:
        return gathered.index
    day = learned.day or date.max
    again = gathered.learn(day, without=fold, sharing=learned.hubs if len(learned.hubs) > 1 else ())
    return gathered.index.under(gathered.index.model.with_learned("held out", again))


def store(session: Session, hub_id: int, user_id: int, made: Made, *, now: datetime) -> Record:
    """Keep the candidate; what the job tells: how much was decided, by how many, and the version where there is one."""
    told: Record = {"decisions": made.learned.decisions, "voters": made.learned.voters}
    if made.model is None:
        return told
    user = find_user(session, user_id)
    scope = Scope(role=Role.HUB_ADMIN, actor=user.name if user else "", hub_id=hub_id, user_id=user_id)
    version = propose(session, scope, made.model, Why(now), made_from=made.made_from)
    version.comparison = made.comparison
    version.gist = version.gist | {"loudest": made.comparison["loudest"]}
    session.add(version)
    session.flush()
    return told | {"version_id": version.id}
