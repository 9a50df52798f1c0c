"""The engine's index over the published supports, built once for each state of the catalogue and model in use."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias
from weakref import WeakValueDictionary

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
MOST = 200_000
"""Supports that all indexes in memory hold together, about a gigabyte; what was not asked for longest goes first."""
Key: TypeAlias = tuple[Model, int | None]


@dataclass(frozen=True)
class Stock:
    """An index with the revision that each of its supports was read at."""

    index: Index
    revisions: Mapping[str, int]


@dataclass(frozen=True)
class _Shared:
    """The supports that all hubs see in one state of the catalogue, with their revisions."""

    token: str
    supports: Sequence[KnownSupport]
    revisions: Mapping[str, int]


class Shelf:
    """Indexes of the newest state of the catalogue: the shared ones, and those of hubs with own supports.

    Any number of threads may ask at once; what is missing is built by one of them while those who want the same
    wait, and nobody else does. It takes over what another index has already prepared of the same supports.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._building: WeakValueDictionary[Key | None, threading.Lock] = WeakValueDictionary()
        self._kept: OrderedDict[Key, tuple[str, Stock]] = OrderedDict()
        self._shared = _Shared("", (), {})

    def index(self, session: Session, hub_id: int | None) -> Index:
        """The index of what this hub sees, under its model; None for what all see under the shipped one."""
        return self.stock(session, hub_id).index

    def stock(self, session: Session, hub_id: int | None) -> Stock:
        """The same with the supports' revisions."""
        return self._stock(session, queries.version_token(session), (active_model(session, hub_id), hub_id))

    def _stock(self, session: Session, token: str, key: Key) -> Stock:
        found = self._found(token, key)
        if found is not None:
            return found
        with self._turn(key):
            return self._found(token, key) or self._keep(token, key, self._built(session, token, key))

    def _built(self, session: Session, token: str, key: Key) -> Stock:
        model, hub_id = key
        local = queries.list_local(session, hub_id) if hub_id is not None else []
        if hub_id is not None and not local:
            return self._stock(session, token, (model, None))
        shared = self._shared_supports(session, token)
        supports, donor = [*shared.supports, *_known(local)], self._donor(key)
        index = Index(model, supports) if donor is None else donor.holding(supports, model)
        index.table(taxonomy.hierarchies())
        return Stock(index, {**shared.revisions, **{each.id: each.revision for each in local}})

    def _shared_supports(self, session: Session, token: str) -> _Shared:
        with self._turn(None):
            before = self._shared
            if token and before.token == token:
                return before
            rows = queries.list_shared(session)
            known = {each.id: each for each in before.supports}
            supports = [_same(known.get(each.id), each) for each in _known(rows)]
            self._shared = _Shared(token, supports, {each.id: each.revision for each in rows})
            return self._shared

    def _found(self, token: str, key: Key) -> Stock | None:
        """What is kept for this state; an index that hubs share counts as asked for by each of them."""
        with self._lock:
            kept_for, stock = self._kept.get(key, ("", None))
            if stock is None or not token or kept_for != token:
                return None
            for each in ((key[0], None), key):
                if each in self._kept and self._kept[each][1] is stock:
                    self._kept.move_to_end(each)
            return stock

    def _donor(self, key: Key) -> Index | None:
        """The index that most can be taken over from: the same of an earlier state, one of the model, or any."""
        with self._lock:
            if key in self._kept:
                return self._kept[key][1].index
            newest = [(model, stock.index) for (model, _hub), (_token, stock) in reversed(self._kept.items())]
        return next((index for model, index in newest if model is key[0]), newest[0][1] if newest else None)

    def _keep(self, token: str, key: Key, stock: Stock) -> Stock:
        """The stock, remembered where the catalogue has a state to remember it under."""
        with self._lock:
            if token:
                for other in [each for each in self._kept if key[1] is not None and each[1] == key[1]]:
                    del self._kept[other]
                self._kept[key] = token, stock
                self._kept.move_to_end(key)
            while len(self._kept) > 1 and self._held() > MOST:
                self._kept.popitem(last=False)
        return stock

    def _held(self) -> int:
        """How many supports all indexes in memory hold together."""
        indexes = {id(stock.index): stock.index for _token, stock in self._kept.values()}
        return sum(len(index.supports) for index in indexes.values())

    @contextmanager
    def _turn(self, key: Key | None) -> Iterator[None]:
        """Let those who build the same take turns."""
        with self._lock:
            lock = self._building.setdefault(key, threading.Lock())
        with lock:
            yield


def _same(before: KnownSupport | None, now: KnownSupport) -> KnownSupport:
    """The support, as the one that is in memory already where it says the same."""
    return before if before is not None and before == now else now


def _known(supports: Sequence[Support]) -> list[KnownSupport]:
    return [known_support(each.record, each.id) for each in supports]


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
