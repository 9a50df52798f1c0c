"""The engine's index over the published supports, built once for each state of the catalogue and model in use."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.db import reading
from iuc_hub.versions.serving import active_model
from matching.index import Index
from matching.model import Model
from matching.types import Support as KnownSupport

log = structlog.get_logger()
MOST = 24
"""Indexes kept in memory; the one that was not asked for longest goes first."""
Key: TypeAlias = tuple[Model, int | None]


@dataclass(frozen=True)
class Stock:
    """An index with the revision that each of its supports was read at."""

    index: Index
    revisions: Mapping[str, int]


class Shelf:
    """Indexes of one state of the catalogue under each model in use: the shared, and those of hubs with own supports.

    Any number of threads may ask at once; what is missing is built by one of them while the others wait. A new
    state takes over what did not change from the one before, a new model the supports that were read for another.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token = ""
        self._indexes: OrderedDict[Key, Index] = OrderedDict()
        self._before: dict[Model, Index] = {}
        self._revisions: dict[int | None, dict[str, int]] = {}

    def stock(self, session: Session, hub_id: int | None) -> Stock:
        """The same with the supports' revisions."""
        with self._lock:
            index = self._index(session, hub_id)
            return Stock(index, self._revisions.get(None, {}) | self._revisions.get(hub_id, {}))

    def index(self, session: Session, hub_id: int | None) -> Index:
        """The index of what this hub sees, under its model; None for what all see under the shipped one."""
        with self._lock:
            return self._index(session, hub_id)

    def _index(self, session: Session, hub_id: int | None) -> Index:
        token, model = queries.version_token(session), active_model(session, hub_id)
        self._turn(token)
        if (model, hub_id) in self._indexes:
            self._indexes.move_to_end((model, hub_id))
            return self._indexes[model, hub_id]
        shared = self._shared(session, model)
        local = queries.list_local(session, hub_id) if hub_id is not None else []
        self._revisions[hub_id] = {each.id: each.revision for each in local} or self._revisions.get(
            hub_id, {}
        )
        return self._kept((model, hub_id), shared.adding(_known(local)) if local else shared)

    def _turn(self, token: str) -> None:
        """Put what belongs to another state of the catalogue aside, to be taken over from."""
        if token and token == self._token:
            return
        self._before = {model: index for (model, hub_id), index in self._indexes.items() if hub_id is None}
        self._indexes.clear()
        self._revisions.clear()
        self._token = token

    def _shared(self, session: Session, model: Model) -> Index:
        if (model, None) in self._indexes:
            return self._indexes[model, None]
        before = self._before.pop(model, None)
        alike = next((each for (_model, hub_id), each in self._indexes.items() if hub_id is None), None)
        if before is None and alike is not None:
            index = alike.under(model)
        else:
            rows = queries.list_shared(session)
            self._revisions[None] = {each.id: each.revision for each in rows}
            index = _renewed(before, model, _known(rows))
        index.table(taxonomy.hierarchies())
        return self._kept((model, None), index)

    def _kept(self, key: Key, index: Index) -> Index:
        """The index, remembered where the catalogue has a state to remember it under; the oldest goes first."""
        if self._token:
            self._indexes[key] = index
        while len(self._indexes) > MOST:
            self._indexes.popitem(last=False)
        return index


def _known(supports: Sequence[Support]) -> list[KnownSupport]:
    return [known_support(each.record, each.id) for each in supports]


def _renewed(before: Index | None, model: Model, supports: Sequence[KnownSupport]) -> Index:
    """An index over exactly these supports, keeping what an earlier one has already prepared."""
    if before is None:
        return Index(model, supports)
    if before.model is not model:
        before = before.under(model)
    same = {each.id for each in supports if _holds(before, each)}
    gone = [each.id for each in before.supports if each.id not in same]
    return before.removing(gone).adding([each for each in supports if each.id not in same])


def _holds(index: Index, support: KnownSupport) -> bool:
    row = index.row.get(support.id)
    return row is not None and index.supports[row] == support


_shelf = Shelf()


def current_index(session: Session, scope: Scope) -> Index:
    """The index over the published supports that the caller's hub sees, as the database says just now."""
    return _shelf.index(session, scope.hub_id)


def current_stock(session: Session, scope: Scope) -> Stock:
    """The same with the supports' revisions, for whoever stores what was found."""
    return _shelf.stock(session, scope.hub_id)


def warm_up() -> None:
    """Build the shared index now, so that nobody waits for it later; a database that isn't ready is left alone."""
    try:
        with reading() as session:
            _shelf.index(session, None)
        gc.collect()
        gc.freeze()  # what was built stays as long as the process; no page need wait while it is looked through
    except Exception as error:  # noqa: BLE001 - warming is a courtesy; the first page tells what is wrong
        log.info("warm_up_skipped", reason=type(error).__name__)


def start_warming() -> threading.Thread:
    """Warm up beside everything else; called by the door that starts serving."""
    thread = threading.Thread(target=warm_up, name="warm-up", daemon=True)
    thread.start()
    return thread
