"""Which model a hub matches with, and any stored version as a model, built once in each process."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache

import structlog
from sqlmodel import Session

from iuc_hub.versions import queries
from iuc_hub.versions.models import ModelVersion
from iuc_hub.versions.records import Record, checksum, completed, in_order, whole_record
from matching.learning import EMPTY
from matching.model import Model, default_model
from matching.words.fingerprint import reading_fingerprint

MOST = 32
"""Models kept in memory; the one that was not asked for longest goes first."""
SIGN = 8
READ = "+"
"""Parts a version's name from the sign of the lexicon that it is served with, where that is another than it was
made under: what is matched then is not what was matched before, and is named so."""
log = structlog.get_logger()


@cache
def shipped_model() -> Model:
    """The model of this release, under a name that no other release's model has."""
    sign = checksum(whole_record(default_model()), reading_fingerprint())[:SIGN]
    return default_model().with_learned(f"{default_model().version}-{sign}", EMPTY)


def active_model(session: Session, hub_id: int | None) -> Model:
    """The model that a hub matches with; the shipped one for whoever has no other."""
    sign = queries.find_active_sign(session, hub_id) if hub_id is not None else None
    if sign is None:
        return shipped_model()
    return _kept.get(session, *sign) or shipped_model()


def active_name(session: Session, hub_id: int) -> str:
    """The name of the version that a hub has taken into use, or of the shipped one."""
    sign = queries.find_active_sign(session, hub_id)
    return sign[0] if sign is not None else shipped_model().version


def is_unreadable(session: Session, hub_id: int) -> bool:
    """Whether this release can't read the version that the hub has taken into use; the shipped one then serves."""
    sign = queries.find_active_sign(session, hub_id)
    return sign is not None and _kept.get(session, *sign) is None


def named_model(session: Session, name: str) -> Model | None:
    """The version that a run names, whichever hub's, as it is served now; None where it isn't kept or readable.

    Matches older than the keeping of versions name the shipped model without its sign.
    """
    if name in (shipped_model().version, default_model().version):
        return shipped_model()
    stored = name.partition(READ)[0]
    sign = queries.find_checksum(session, stored)
    return _kept.get(session, stored, sign) if sign is not None else None


@dataclass(frozen=True)
class Stored:
    """A stored version as a model.

    ``tampered`` says that its record is not the one it was stored as, ``other_lexicon`` that texts are read
    otherwise than when it was made, so that its figures may come out otherwise.
    """

    model: Model
    tampered: bool = False
    other_lexicon: bool = False


def stored_model(session: Session, name: str) -> Stored | None:
    """The same, checked against what it was stored as; none of a record that this release can't read."""
    stored, _, read_with = name.partition(READ)
    version = queries.find_named(session, stored)
    if version is None:
        served = named_model(session, name)
        return Stored(served) if served is not None else None
    record = whole_of(session, version)
    if checksum(record, version.fingerprint) != version.checksum:
        return Stored(_read(version.name, record) or shipped_model(), tampered=True)
    model = _kept.get(session, version.name, version.checksum)
    then = read_with or version.fingerprint[:SIGN]
    return Stored(model, other_lexicon=then != reading_fingerprint()[:SIGN]) if model is not None else None


def whole_of(session: Session, version: ModelVersion) -> Record:
    """A version's whole record."""
    if version.builds_on is None:
        return in_order(version.record)
    base = queries.find_named(session, version.builds_on)
    return completed(version.record, base.record if base else {})


def _read(name: str, record: Record) -> Model | None:
    """A record as a model; None, logged, where this release has neither its format nor its themes any more."""
    try:
        return Model.from_record(record)
    except (ValueError, KeyError, TypeError):
        log.exception("model_version_unreadable", name=name)
        return None


class _Kept:
    """Models by name and checksum, None for what can't be read; any number of threads may ask at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._models: OrderedDict[tuple[str, str], Model | None] = OrderedDict()

    def get(self, session: Session, name: str, sign: str) -> Model | None:
        if name == shipped_model().version:
            return shipped_model()
        with self._lock:
            if (name, sign) not in self._models:
                self._models[name, sign] = self._built(session, name)
            self._models.move_to_end((name, sign))
            while len(self._models) > MOST:
                self._models.popitem(last=False)
            return self._models[name, sign]

    @staticmethod
    def _built(session: Session, name: str) -> Model | None:
        version = queries.find_named(session, name)
        if version is None:
            return None
        record = whole_of(session, version)
        if checksum(record, version.fingerprint) != version.checksum:
            log.error("model_version_changed_afterwards", name=name)
        model = _read(name, record)
        if model is None or version.fingerprint == reading_fingerprint():
            return model
        return model.with_learned(f"{name}{READ}{reading_fingerprint()[:SIGN]}", model.learned_)


_kept = _Kept()
