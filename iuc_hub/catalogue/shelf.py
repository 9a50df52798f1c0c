"""The engine's index over the published supports, built once for each state of the catalogue and kept in memory."""

import gc
import threading
from collections.abc import Sequence

import structlog
from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.db import reading
from matching.index import Index
from matching.model import default_model
from matching.types import Support as KnownSupport

log = structlog.get_logger()


class Shelf:
    """Indexes of one state of the catalogue: the shared one, and one for each hub with supports of its own.

    Any number of threads may ask at once; what is missing is built by one of them while the others wait. A new
    state takes over what did not change from the one before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token = ""
        self._by_hub: dict[int | None, Index] = {}

    def index(self, session: Session, hub_id: int | None) -> Index:
        """The index of what this hub sees; None for what all see."""
        token = queries.version_token(session)
        with self._lock:
            if token == self._token and hub_id in self._by_hub:
                return self._by_hub[hub_id]
            shared = self._shared(session, token)
            local = queries.list_local(session, hub_id) if hub_id is not None else []
            index = shared.adding(_known(local)) if local else shared
            if token:
                self._by_hub[hub_id] = index
            return index

    def _shared(self, session: Session, token: str) -> Index:
        if token and token == self._token and None in self._by_hub:
            return self._by_hub[None]
        index = _renewed(self._by_hub.get(None), _known(queries.list_shared(session)))
        index.table(taxonomy.hierarchies())
        if token:
            self._token, self._by_hub = token, {None: index}
        return index


def _known(supports: Sequence[Support]) -> list[KnownSupport]:
    return [known_support(each.record, each.id) for each in supports]


def _renewed(before: Index | None, supports: Sequence[KnownSupport]) -> Index:
    """An index over exactly these supports, keeping what an earlier one has already prepared."""
    if before is None or before.model is not default_model():
        return Index(default_model(), supports)
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
