"""What features above this one show on the page of an interview's result, which may not know them."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.interviews.result_page import ResultPage

Part = Callable[[Session, Scope, ResultPage], object]
"""Reads what is shown; None shows nothing."""
_parts: dict[str, Part] = {}


def show_beside(name: str, part: Part) -> None:
    """Let the page's template have what the part reads, under this name."""
    _parts[name] = part


def parts_of(session: Session, scope: Scope, page: ResultPage) -> Mapping[str, object]:
    """Name -> what its feature shows with this result."""
    return {name: part(session, scope, page) for name, part in _parts.items()}
