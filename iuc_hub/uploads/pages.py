"""What the pages of an upload say for each kind of file; a feature registers its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, NotFound
from iuc_hub.uploads.columns import Column
from iuc_hub.uploads.models import Upload, UploadKind


@dataclass(frozen=True)
class UploadPage:
    """Words and ways of one kind: msgids for its title and rows, the page to hand in at, and the list after.

    ``counted`` names further counts of the plan: count -> msgid.
    """

    title: str
    start: str
    done: str
    done_words: str
    columns: Sequence[Column]
    roles: frozenset[Role] = frozenset({Role.ADVISOR, Role.HUB_ADMIN})
    counted: Mapping[str, str] = field(default_factory=dict)


_pages: dict[UploadKind, UploadPage] = {}


def register(kind: UploadKind, page: UploadPage) -> None:
    """Say once, where the feature's views are defined, how files of this kind are shown."""
    _pages[kind] = page


def page_of(scope: Scope, upload: Upload) -> UploadPage:
    """The words for an upload.

    Raises:
        NotFound: nobody in the caller's role hands in such files.
    """
    page = _pages.get(upload.kind)
    if page is None or scope.role not in page.roles:
        raise NotFound(N_("Filen finns inte i er hubb. Lämna in den igen."))
    return page
