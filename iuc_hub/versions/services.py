"""The verbs on versions of the model: keep the shipped one, store a candidate, switch, go back, forget."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from iuc_hub import audit, jobs
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import broken_constraint
from iuc_hub.errors import N_, InputError, Stale
from iuc_hub.versions import queries
from iuc_hub.versions.lifecycle import LIFE
from iuc_hub.versions.models import LearningAgreement, ModelVersion, VersionState
from iuc_hub.versions.records import checksum, differing, gist_of, whole_record
from iuc_hub.versions.serving import active_model, active_name, shipped_model
from matching.learning import EMPTY
from matching.model import Model
from matching.words.fingerprint import reading_fingerprint


@dataclass(frozen=True)
class Why:
    """Who makes or switches a version, when, and their reason; nobody's name where a job does it."""

    now: datetime
    text: str = ""


def keep(session: Session, model: Model, *, now: datetime) -> None:
    """Store the shipped model the first time something is matched with it; a hub's versions are stored already."""
    if model is not shipped_model() or queries.find_named(session, model.version) is not None:
        return
    record = whole_record(model)
    row = ModelVersion.model_validate(
        {
            "name": model.version, "state": VersionState.SHIPPED, "record": record, "made_at": now,
            "checksum": checksum(record, reading_fingerprint()), "fingerprint": reading_fingerprint(),
        }
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        if broken_constraint(error) != "uq_model_version_name":
            raise


def propose(
    session: Session, scope: Scope, model: Model, why: Why, *, made_from: str | None = None
) -> ModelVersion:
    """Store a candidate of the caller's hub; the model comes back under the version's own name when it is loaded.

    ``made_from`` is the name of the version whose words and learning it took over, if not the one in use now.
    """
    queries.lock_hub(session, scope.hub)
    keep(session, shipped_model(), now=why.now)
    number = queries.count_versions(session, scope) + 1
    named = model.with_learned(f"{get_hub(session, scope.hub).slug}-{number}", model.learned_)
    record = whole_record(named)
    row = ModelVersion.model_validate(
        {
            "hub_id": scope.hub, "name": named.version, "builds_on": shipped_model().version,
            "state": VersionState.CANDIDATE, "record": differing(record, whole_record(shipped_model())),
            "made_from": active_name(session, scope.hub) if made_from is None else made_from,
            "checksum": checksum(record, reading_fingerprint()), "fingerprint": reading_fingerprint(),
            "gist": gist_of(named), "made_at": why.now, "made_by": scope.user_id, "actor": scope.actor,
            "why": why.text.strip(),
        }
    )  # fmt: skip
    session.add(row)
    session.flush()
    _log(session, scope, "model_version_made", row, why)
    return row


def use(session: Session, scope: Scope, version_id: int, *, seen: str, why: Why) -> ModelVersion:
    """Match with this version from now on, and have the hub matched again.

    ``seen`` is the name of the version in use that the caller saw.

    Raises:
        NotFound: for another hub's version.
        Stale: another version has been taken into use meanwhile, or since the candidate was made: it would take
            back what that one has of its own.
        IllegalTransition: it is in use already.
    """
    version = queries.get_version(session, scope, version_id)
    before = _before(session, scope, seen)
    session.refresh(version)
    LIFE.check(version.state, VersionState.ACTIVE)
    if version.state is VersionState.CANDIDATE and version.made_from != seen:
        raise Stale(
            N_(
                "Förslaget gjordes på %(made_from)s, och nu används %(seen)s. Gör om förslaget, annars försvinner "
                "det som har kommit till sedan dess."
            ),
            current=seen, made_from=version.made_from, seen=seen,
        )  # fmt: skip
    _retire(session, before)
    version.state, version.taken_at = VersionState.ACTIVE, why.now
    session.add(version)
    session.flush()
    _switched(session, scope, version, seen, why)
    return version


def use_shipped(session: Session, scope: Scope, *, seen: str, why: Why) -> None:
    """Go back to the model that came with the release: neither own words nor anything learned.

    Raises:
        Stale: another version has been taken into use meanwhile.
        InputError: it is in use already.
    """
    before = _before(session, scope, seen)
    if before is None:
        raise InputError(N_("Ni använder redan den version som följer med."))
    _retire(session, before)
    _switched(session, scope, None, seen, why)


def forget(session: Session, scope: Scope, *, seen: str, why: Why) -> ModelVersion | None:
    """Take back what decisions taught and keep the hub's own words; None where that is the shipped version.

    Raises:
        Stale: another version has been taken into use meanwhile.
        InputError: nothing has been learned.
    """
    before = _before(session, scope, seen)
    model = active_model(session, scope.hub)
    if before is None or model.learned_.empty:
        raise InputError(N_("Versionen ni använder har inte lärt något av beslut."))
    if not model.additions:
        use_shipped(session, scope, seen=seen, why=why)
        return None
    words = shipped_model().with_additions("words", model.additions).with_learned("words", EMPTY)
    version = propose(session, scope, words, why)
    return use(session, scope, version.id or 0, seen=seen, why=why)


def agree(session: Session, scope: Scope, *, agreed: bool, now: datetime) -> None:
    """Say whether the hub and others that have agreed learn from each other; it counts from the next fit on."""
    found = queries.find_agreement(session, scope.hub)
    if agreed == (found is not None):
        return
    if found is not None:
        session.delete(found)
    else:
        session.add(LearningAgreement(hub_id=scope.hub, agreed_at=now, agreed_by=scope.user_id))
    audit.record(
        session, at=now, actor=scope.actor, action="learning_shared" if agreed else "learning_kept",
        subject=("hub", scope.hub), hub_id=scope.hub, user_id=scope.user_id,
    )  # fmt: skip


def _before(session: Session, scope: Scope, seen: str) -> ModelVersion | None:
    """The version in use, with the hub's versions locked, if it is the one that the caller saw."""
    queries.lock_hub(session, scope.hub)
    active = queries.find_active(session, scope.hub)
    if seen != (active.name if active else shipped_model().version):
        raise Stale(
            N_("Någon har bytt version sedan du öppnade sidan. Se vilken som används nu och välj igen."),
            current=active.name if active else "",
        )
    return active


def _retire(session: Session, version: ModelVersion | None) -> None:
    if version is not None:
        LIFE.check(version.state, VersionState.RETIRED)
        version.state = VersionState.RETIRED
        session.add(version)
        session.flush()


def _switched(session: Session, scope: Scope, after: ModelVersion | None, seen: str, why: Why) -> None:
    name = after.name if after else shipped_model().version
    audit.record(
        session, at=why.now, actor=scope.actor, action="model_version_used",
        subject=("model_version", after.id if after else "shipped"), hub_id=scope.hub, user_id=scope.user_id,
        detail={"name": name, "from": seen, "why": why.text.strip()},
    )  # fmt: skip
    jobs.enqueue(
        session, "rematch_hub", {"hub_id": scope.hub}, now=why.now, hub_id=scope.hub,
        requested_by=scope.user_id, unique_key=f"rematch_hub:{scope.hub}",
    )  # fmt: skip


def _log(session: Session, scope: Scope, action: str, version: ModelVersion, why: Why) -> None:
    audit.record(
        session, at=why.now, actor=scope.actor, action=action, subject=("model_version", version.id),
        hub_id=scope.hub, user_id=scope.user_id, detail={"name": version.name, "why": version.why},
    )  # fmt: skip
