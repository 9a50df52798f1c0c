"""Previews what it would do to stored matches that words are added to the hub's lexicon."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.services import current_index
from iuc_hub.errors import N_, InputError, NotFound, Stale
from iuc_hub.jobs import Job, JobState
from iuc_hub.recommendations.previews import queries
from iuc_hub.recommendations.previews.records import Record, joined, preview_record
from iuc_hub.recommendations.previews.sampling import LISTED, Sample, sample, some_at_a_time
from iuc_hub.recommendations.previews.wishes import want_preview
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.queries import get_version, lock_hub
from iuc_hub.versions.services import Why, propose
from iuc_hub.versions.services import use as take_into_use
from iuc_hub.versions.serving import active_model, active_name
from matching.changes.previews import between
from matching.index import Index
from matching.model import Model
from matching.text import read
from matching.words.concepts import Addition, Lexicon

KIND = "preview_words"
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Gathered:
    """All that a preview is counted from: the index in use, the model with the words, needs."""

    index: Index
    model: Model
    sample: Sample


def additions_seen(session: Session, scope: Scope, seen: str) -> tuple[Addition, ...]:
    """The hub's words in the version that the caller saw in use, which stays in use until the transaction ends.

    Raises:
        Stale: another version has been taken into use meanwhile.
    """
    lock_hub(session, scope.hub)
    if active_name(session, scope.hub) != seen:
        raise Stale(
            N_("Någon har bytt version sedan du öppnade sidan. Se vilka ord ni har nu och gör om ändringen.")
        )
    return active_model(session, scope.hub).additions


def want(
    session: Session, scope: Scope, additions: Sequence[Addition], *, seen: str, why: str, now: datetime
) -> Job:
    """Want a job that counts what the hub's words would move; they are all its words, not only the new ones.

    ``seen`` is the version in use that they were changed from; see `additions_seen`.
    """
    arguments: dict[str, object] = {
        "additions": [asdict(each) for each in additions],
        "why": why,
        "seen": seen,
    }
    return want_preview(session, scope, KIND, arguments, now=now)


def gather(session: Session, hub_id: int, additions: Sequence[Mapping[str, Any]]) -> Gathered:
    scope = Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)
    index = current_index(session, scope)
    model = index.model.with_additions("planned", additions_of(additions))
    return Gathered(index, model, sample(session, scope))


def count(gathered: Gathered, tell: Tell) -> Record:
    """The preview as it is kept, with the needs and supports in which other concepts are found than before."""
    planned, found, done = gathered.index.under(gathered.model), [], 0
    for needs in some_at_a_time(gathered.sample.needs):
        tell(done, len(gathered.sample.needs))
        found.append(between(gathered.index, planned, needs, taxonomy.hierarchies(), LISTED))
        done += len(needs)
    record = preview_record(joined(found), gathered.sample)
    return record | {
        "read_needs": [
            int(each.id) for each in gathered.sample.needs if _reads_otherwise(gathered, each.text, "sv")
        ],
        "read_supports": [
            each.id
            for each in gathered.index.supports
            if _reads_otherwise(gathered, f"{each.title}\n{each.description}", each.language)
        ],
    }


def _reads_otherwise(gathered: Gathered, text: str, language: str) -> bool:
    words = read(text, language)
    before, after = (_found(each, words, language) for each in (gathered.index.model, gathered.model))
    return before != after


def _found(model: Model, words: Any, language: str) -> object:  # noqa: ANN401 - a text that was read
    lexicon: Lexicon = model.lexicon
    return lexicon.mentions(words, language)


def additions_of(records: Sequence[Mapping[str, Any]]) -> tuple[Addition, ...]:
    """What a job or a version's record holds as additions."""
    return tuple(
        Addition(**{**each, "up": tuple(each["up"]), "near": tuple(each["near"])}) for each in records
    )


def save(session: Session, scope: Scope, job_id: int, *, use: bool, now: datetime) -> ModelVersion:
    """The version with the words that a job has previewed, with ``use`` taken into use at once; again is the same.

    One that was in use and is no longer is taken into use again, if the version before it is in use now.

    Raises:
        NotFound: no such preview of the caller's hub.
        InputError: it is not counted yet.
        Stale: another version has been taken into use since the preview was wanted.
    """
    lock_hub(session, scope.hub)
    job = queries.find_job(session, scope, job_id, KIND)
    if job is None:
        raise NotFound(N_("Förhandsvisningen finns inte. Skriv orden igen."))
    if job.state is not JobState.DONE:
        raise InputError(N_("Förhandsvisningen är inte klar än. Vänta en stund och försök igen."))
    seen, why = str(job.arguments["seen"]), Why(now, str(job.arguments["why"]))
    saved = job.result.get("saved")
    version = (
        get_version(session, scope, saved) if isinstance(saved, int) else _candidate(session, scope, job, why)
    )
    if use and version.state is not VersionState.ACTIVE:
        version = take_into_use(session, scope, version.id or 0, seen=seen, why=why)
    return version


def _candidate(session: Session, scope: Scope, job: Job, why: Why) -> ModelVersion:
    """Made on the version that the preview was counted with."""
    model = active_model(session, scope.hub)
    if active_name(session, scope.hub) != job.arguments["seen"]:
        raise Stale(N_("Någon har bytt version sedan förhandsvisningen gjordes. Gör den igen."))
    additions: Any = job.arguments["additions"]
    version = propose(session, scope, model.with_additions("planned", additions_of(additions)), why)
    version.comparison = {"moved": dict(job.result)}
    job.result = {**job.result, "saved": version.id}
    session.add_all([version, job])
    session.flush()
    return version
